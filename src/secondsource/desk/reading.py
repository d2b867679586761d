"""Reports read in full, each once: what was read before is remembered, or kept by a store."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from secondsource.abilities import Encoder, Entailer, Parser
from secondsource.codec import layers_from_bytes, layers_to_bytes
from secondsource.errors import StaleRecord
from secondsource.records.brief import SetAside
from secondsource.records.layers import AnnotatedReport
from secondsource.records.report import Report
from secondsource.run.local import read_all
from secondsource.stages.annotate import ANNOTATORS, annotate

REPORTS_KEPT = 512  # annotated reports held in memory: about 0.5 MB each
AT_HAND = 64  # the same beside a keeper, from which one comes back in a millisecond
READ_AT_ONCE = 16  # reports between two words on the progress: about a second's work
WORTH_A_POOL = 48  # reports: fewer are read here before other processes have started

# What is being done, how much of it is done, of how much.
Progress = Callable[[str, int, int], None]


def unheard(doing: str, done: int, total: int) -> None:
    """Nobody wants to know."""


class Models(Protocol):
    """The models that a desk works with; each is loaded when first asked for."""

    @property
    def parser(self) -> Parser:
        """For reading."""

    @property
    def encoder(self) -> Encoder:
        """For grouping and aligning."""

    @property
    def entailer(self) -> Entailer:
        """For checking."""


class LayerKeeper(Protocol):
    """Where layers are kept between two runs; `maker` tells what made them."""

    def layers(self, report_ids: Collection[str], maker: str) -> Mapping[str, bytes]:
        """The kept layers of those reports that this maker has read."""

    def put_layers(self, maker: str, layers: Mapping[str, bytes]) -> None:
        """Keep layers, by report id."""


class Pool(Protocol):
    """Other processes that read reports."""

    def read(self, reports: Sequence[Report]) -> Iterator[tuple[dict[str, bytes], list[SetAside]]]:
        """Layers as they are kept, by report id, and what could not be read; some at a time."""


class Reader:
    """Reads reports. The dearest step of all, so the last ones read stay in memory."""

    def __init__(
        self, models: Models, keeper: LayerKeeper | None = None, pool: Pool | None = None
    ) -> None:
        self._models = models
        self._keeper = keeper
        self._pool = pool
        self._read: OrderedDict[str, AnnotatedReport] = OrderedDict()

    def read(
        self, reports: Sequence[Report], progress: Progress = unheard
    ) -> tuple[list[AnnotatedReport], list[SetAside]]:
        """All layers of each report, in order, and those that could not be read."""
        known = {**self._remembered(reports), **self._kept(reports)}
        done, aside = self._anew([one for one in reports if one.id not in known], progress)
        known.update((one.report.id, one) for one in done)
        # The same text under another ref is the same report, but answers use the new ref.
        read = [AnnotatedReport(one, known[one.id].layers) for one in reports if one.id in known]
        self._remember(read)
        return read, aside

    def _remembered(self, reports: Iterable[Report]) -> dict[str, AnnotatedReport]:
        return {one.id: self._read[one.id] for one in reports if one.id in self._read}

    def _kept(self, reports: Iterable[Report]) -> dict[str, AnnotatedReport]:
        missing = {one.id: one for one in reports if one.id not in self._read}
        if self._keeper is None or not missing:
            return {}
        return _unpacked(self._keeper.layers(list(missing), self._maker()), missing)

    def _anew(
        self, reports: Sequence[Report], progress: Progress
    ) -> tuple[list[AnnotatedReport], list[SetAside]]:
        done: list[AnnotatedReport] = []
        aside: list[SetAside] = []
        shared = self._pool is not None and len(reports) >= WORTH_A_POOL
        if reports:
            progress("Reading reports", 0, len(reports))
        for good, bad in self._by_pool(reports) if shared else self._here(reports):
            done += good
            aside += bad
            progress("Reading reports", len(done) + len(aside), len(reports))
        return done, aside

    def _here(
        self, reports: Sequence[Report]
    ) -> Iterator[tuple[list[AnnotatedReport], list[SetAside]]]:
        for at in range(0, len(reports), READ_AT_ONCE):
            some = reports[at : at + READ_AT_ONCE]
            good, bad = read_all(some, lambda some: annotate(some, self._models.parser))
            if self._keeper is not None:
                self._keep({one.report.id: layers_to_bytes(one) for one in good})
            yield good, bad

    def _by_pool(
        self, reports: Sequence[Report]
    ) -> Iterator[tuple[list[AnnotatedReport], list[SetAside]]]:
        assert self._pool is not None
        by_id = {one.id: one for one in reports}
        for layers, aside in self._pool.read(reports):
            self._keep(layers)
            yield list(_unpacked(layers, by_id).values()), aside

    def _keep(self, layers: Mapping[str, bytes]) -> None:
        if self._keeper is not None and layers:
            self._keeper.put_layers(self._maker(), layers)

    def _maker(self) -> str:
        """What reads here, in a word that changes whenever a part of it does."""
        parser = self._models.parser.maker
        parts = [f"{parser.name} {parser.version}"]
        parts += [f"{one.key.name} {one.version}" for one in ANNOTATORS]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]

    def _remember(self, read: Sequence[AnnotatedReport]) -> None:
        for one in read:
            self._read[one.report.id] = one
            self._read.move_to_end(one.report.id)
        most = REPORTS_KEPT if self._keeper is None else AT_HAND
        while len(self._read) > most:
            self._read.popitem(last=False)


def _unpacked(
    kept: Mapping[str, bytes], reports: Mapping[str, Report]
) -> dict[str, AnnotatedReport]:
    """What can be read of what was kept, by report id; the rest has to be read anew."""
    found = {}
    for report_id, data in kept.items():
        try:
            found[report_id] = layers_from_bytes(data, reports[report_id])
        except StaleRecord:
            continue
    return found
