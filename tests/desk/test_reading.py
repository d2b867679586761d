"""A reader reads each report once; a keeper spares even another process the work."""

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

from secondsource.abilities import Encoder, Entailer, Parser
from secondsource.desk.reading import WORTH_A_POOL, Reader
from secondsource.records.evidence import Maker
from secondsource.records.parse import Parse, Segmented
from secondsource.run.reading_pool import ReadingPool
from tests.build import encoder, parser, report

TEXT = "Four people died in the harbour fire on Tuesday, the mayor said."


class CountingParser:
    """The default parser, and how many texts it was given."""

    def __init__(self, version: str = "") -> None:
        self.parsed = 0
        self.maker = Maker("counting", version or parser().maker.version)

    def parse(self, texts: Sequence[Segmented]) -> list[Parse]:
        self.parsed += len(texts)
        return parser().parse(texts)


class CountingModels:
    def __init__(self, version: str = "") -> None:
        self.counting = CountingParser(version)

    @property
    def parser(self) -> Parser:
        return self.counting

    @property
    def encoder(self) -> Encoder:
        return encoder()

    @cached_property
    def entailer(self) -> Entailer:
        raise AssertionError("reading weighs nothing")


class Shelf:
    """Keeps layers in memory."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], bytes] = {}

    def layers(self, report_ids: Collection[str], maker: str) -> Mapping[str, bytes]:
        return {one: self.kept[one, maker] for one in report_ids if (one, maker) in self.kept}

    def put_layers(self, maker: str, layers: Mapping[str, bytes]) -> None:
        self.kept.update(((one, maker), data) for one, data in layers.items())


def test_another_reader_of_the_same_keeper_parses_nothing_and_reads_the_same() -> None:
    shelf, later = Shelf(), CountingModels()
    first, _ = Reader(CountingModels(), shelf).read([report(TEXT)])
    again, _ = Reader(later, shelf).read([report(TEXT)])
    assert again == first
    assert later.counting.parsed == 0


def test_another_model_reads_anew() -> None:
    shelf, later = Shelf(), CountingModels(version="next")
    Reader(CountingModels(), shelf).read([report(TEXT)])
    Reader(later, shelf).read([report(TEXT)])
    assert later.counting.parsed == 1


def test_what_is_kept_in_another_form_is_read_anew() -> None:
    shelf, later = Shelf(), CountingModels()
    first, _ = Reader(CountingModels(), shelf).read([report(TEXT)])
    shelf.kept = dict.fromkeys(shelf.kept, b"0 of another time")
    again, _ = Reader(later, shelf).read([report(TEXT)])
    assert again == first
    assert later.counting.parsed == 1


def test_many_reports_are_read_and_kept_by_other_processes() -> None:
    shelf, models = Shelf(), CountingModels()
    given = [report(f"{k} sheep were lost in Arlen, a farmer said.") for k in range(WORTH_A_POOL)]
    with ReadingPool(1) as pool:
        read, aside = Reader(models, shelf, pool).read(given)
    assert [one.report for one in read] == given
    assert not aside
    assert models.counting.parsed == 0
    assert len(shelf.kept) == WORTH_A_POOL
