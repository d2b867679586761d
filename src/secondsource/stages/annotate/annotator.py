"""What an annotator is: a pure function that makes one layer from the layers it states it reads."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from secondsource.errors import BadConfig
from secondsource.records.evidence import Maker
from secondsource.records.layers import PARSE, AnnotatedReport, Layer, LayerKey


@dataclass(frozen=True, slots=True)
class Annotator:
    """Makes the layer `key` with `mark`; `version` changes whenever its answers may change."""

    key: LayerKey[Any]
    version: str
    mark: Callable[[AnnotatedReport], tuple[Any, ...]]
    reads: frozenset[LayerKey[Any]]

    def add_to(self, annotated: AnnotatedReport) -> AnnotatedReport:
        """The report with this annotator's layer."""
        maker = Maker(f"secondsource/{self.key.name}", self.version)
        return annotated.with_layer(Layer(self.key, maker, self.mark(annotated)))


def check_order(annotators: Sequence[Annotator]) -> None:
    """Raise `BadConfig`, naming both, if an annotator reads a layer that is made after it."""
    made = {PARSE}
    for annotator in annotators:
        for key in sorted(annotator.reads - made, key=lambda key: key.name):
            raise BadConfig(
                f"annotator {annotator.key.name!r} reads layer {key.name!r}, "
                "which no annotator before it makes"
            )
        made.add(annotator.key)
