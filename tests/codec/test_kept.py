"""What a desk keeps of its own work comes back as it was, or says that it cannot."""

import gc
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from secondsource import open_desk
from secondsource.codec import (
    account_from_bytes,
    account_to_bytes,
    layers_from_bytes,
    layers_to_bytes,
)
from secondsource.errors import StaleRecord
from secondsource.records.brief import Account
from secondsource.records.layers import AnnotatedReport
from secondsource.records.report import Report
from tests.build import annotated

EXAMPLES = Path(__file__).parents[2] / "examples"
TEXT = (
    "Harbour fire kills four\n\n“We saw smoke at 2:35 a.m.,” said Anna Velde, the deputy mayor of "
    "Port Ellis, on Tuesday. About 20 people, or 12.5 percent of the crew, were not on board, she "
    "said, and the ferry would not sail before May. Damage may reach 1e999 euros."
)


def among(reports: Iterable[Report]) -> Callable[[Sequence[str]], list[Report]]:
    by_id = {report.id: report for report in reports}
    return lambda ids: [by_id[one] for one in ids]


@pytest.fixture(scope="module")
def accounts() -> tuple[Account, ...]:
    desk = open_desk()
    reports, _ = desk.open([EXAMPLES])
    return desk.brief(reports).stories


@pytest.fixture(scope="module")
def read() -> AnnotatedReport:
    return annotated(TEXT)


def test_an_account_comes_back_as_it_was(accounts: tuple[Account, ...]) -> None:
    assert accounts
    for account in accounts:
        assert account_from_bytes(account_to_bytes(account), among(account.reports)) == account


def test_an_account_is_kept_without_the_texts_of_its_reports(
    accounts: tuple[Account, ...],
) -> None:
    written = zlib.decompress(account_to_bytes(accounts[0])[1:]).decode()
    assert all(report.text not in written for report in accounts[0].reports)


def test_an_account_comes_back_with_the_reports_that_it_tells_of_alone(
    accounts: tuple[Account, ...],
) -> None:
    first, *others = accounts[0].reports
    told = replace(accounts[0], reports=tuple(others))
    assert first.id in told.story.report_ids
    assert account_from_bytes(account_to_bytes(told), among([first, *others])) == told


def test_all_layers_of_a_report_come_back_as_they_were(read: AnnotatedReport) -> None:
    assert all(layer.items for layer in read.layers)
    assert layers_from_bytes(layers_to_bytes(read), read.report) == read


def test_layers_are_kept_without_the_text(read: AnnotatedReport) -> None:
    assert TEXT not in zlib.decompress(layers_to_bytes(read)[1:]).decode()


@pytest.mark.parametrize(
    "data",
    [b"", b"0" + zlib.compress(b"[]"), b"1no zlib", b"1" + zlib.compress(b'{"shape": "another"}')],
    ids=["nothing", "another form", "broken", "another shape"],
)
def test_what_another_version_kept_is_stale(data: bytes, read: AnnotatedReport) -> None:
    with pytest.raises(StaleRecord):
        account_from_bytes(data, among([]))
    with pytest.raises(StaleRecord):
        layers_from_bytes(data, read.report)


def test_a_layer_that_this_version_does_not_know_is_stale(read: AnnotatedReport) -> None:
    data = zlib.decompress(layers_to_bytes(read)[1:]).replace(b'"clauses"', b'"colours"', 1)
    with pytest.raises(StaleRecord, match="another version"):
        layers_from_bytes(b"1" + zlib.compress(data), read.report)


def test_reading_what_was_kept_leaves_the_search_for_garbage_as_it_was() -> None:
    for looked in (True, False):
        (gc.enable if looked else gc.disable)()
        try:
            with pytest.raises(StaleRecord):
                account_from_bytes(b"1nonsense", lambda ids: ())
            assert gc.isenabled() is looked
        finally:
            gc.enable()
