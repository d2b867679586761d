"""Makes records for tests: short calls, sensible defaults."""

from datetime import UTC, datetime
from functools import cache

from secondsource.models.onnx_encoder import OnnxEncoder
from secondsource.models.spacy_parser import SpacyParser
from secondsource.records.evidence import Maker
from secondsource.records.layers import AnnotatedReport
from secondsource.records.report import Report
from secondsource.records.story import Alignment, Story
from secondsource.stages.align import align
from secondsource.stages.annotate import annotate

PUBLISHED = datetime(2025, 10, 16, 12, 0, tzinfo=UTC)  # a Thursday
_parsers: list[SpacyParser] = []


def report(
    text: str, *, outlet: str = "The Post", published: datetime | None = PUBLISHED, **fields: object
) -> Report:
    """A report of `text`, published on Thursday 16 October 2025 at noon UTC."""
    return Report.from_text(text, outlet=outlet, published=published, **fields)


def parser() -> SpacyParser:
    """The default parser, loaded once."""
    if not _parsers:
        _parsers.append(SpacyParser())
    return _parsers[0]


def annotated(text: str, **fields: object) -> AnnotatedReport:
    """A report of `text` with all layers."""
    return annotate([report(text, **fields)], parser())[0]  # type: ignore[arg-type]


@cache
def encoder() -> OnnxEncoder:
    """The encoder that comes with the package, loaded once."""
    return OnnxEncoder()


def aligned(*reports: AnnotatedReport) -> Alignment:
    """What the reports say together, as one story."""
    ids = tuple(one.report.id for one in reports)
    story = Story("story", "What happened", ids, None, None, None, "", Maker("test", "1"))
    return align(story, reports, encoder())
