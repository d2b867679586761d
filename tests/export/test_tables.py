"""Claims, quotes and figures as CSV: every reader gets the same cells, no spreadsheet a formula."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.export.safe import on_page
from secondsource.export.tables import (
    BYTE_ORDER_MARK,
    CLAIMS,
    claims_csv,
    defused,
    figures_csv,
    quotes_csv,
)
from secondsource.records.brief import Account, Figure
from secondsource.records.report import Report
from secondsource.records.story import Alignment
from tests.cli.build_accounts import ACCOUNT, COURIER, POST, REPRINT, WIRE, passage
from tests.export.hostile import HOSTILE_STRINGS, hostile_account

Writer = Callable[[Iterable[Account]], Iterator[str]]
EVERY = (claims_csv, quotes_csv, figures_csv)
TEXTS = st.text(min_size=1, max_size=40) | st.sampled_from(HOSTILE_STRINGS)


def rows(write: Writer, *accounts: Account) -> list[dict[str, str]]:
    """The table as the standard library's reader gets it."""
    text = "".join(write(accounts or (ACCOUNT,)))
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def fused(cell: str) -> str:
    """What was there before, as the docs say to get it back."""
    return cell.removeprefix("'")


def test_a_row_of_claims_says_who_says_what_where() -> None:
    first = rows(claims_csv)[0]
    assert list(first) == list(CLAIMS)
    assert (first["outlet"], first["report"], first["story"]) == (
        "Ansel Courier",
        COURIER.id,
        "story-1",
    )
    assert first["published"] == "2025-03-12T06:10:00+01:00"
    assert first["text"] == "A gravel barge struck the Tolvane Bridge"
    assert (first["relation"], first["kind"], first["origins"]) == ("agree", "", "3")


def test_the_sides_of_a_conflict_can_be_told_apart() -> None:
    cars = [row for row in rows(claims_csv) if row["subject"] == "cars in the river"]
    assert {(row["side"], row["origins"]) for row in cars} == {("3 cars", "2"), ("5 cars", "1")}
    assert {(row["relation"], row["kind"]) for row in cars} == {("conflict", "number")}
    assert "the fire service" in {row["speaker"] for row in cars}


def test_a_reprint_has_the_origin_of_what_it_reprints() -> None:
    origins = {row["report"]: row["origin"] for row in rows(claims_csv)}
    assert origins[REPRINT.id] == origins[WIRE.id] != origins[COURIER.id]


@pytest.mark.parametrize("write", EVERY)
def test_start_and_end_lead_to_the_text_of_a_row(write: Writer) -> None:
    texts = {report.id: report.text for report in ACCOUNT.reports}
    for row in rows(write):
        words = texts[row["report"]][int(row["start"]) : int(row["end"])]
        assert fused(row["text"]) == words


def test_a_claim_that_speaks_to_no_point_is_not_lost() -> None:
    alone = replace(ACCOUNT, alignment=replace(ACCOUNT.alignment, points=()))
    told = rows(claims_csv, alone)
    assert len(told) == len(ACCOUNT.alignment.claims)
    assert {row["point"] for row in told} == {""}


def test_quotes_name_their_speaker_where_he_is_known() -> None:
    assert [row["speaker"] for row in rows(quotes_csv)] == ["Käthe Ormond", ""]


def test_figures_are_numbers_and_a_range_has_two_ends() -> None:
    single, span, half = rows(figures_csv)
    assert (single["low"], single["high"], single["of"]) == ("14000", "14000", "vehicle")
    assert (span["low"], span["high"], span["unit"]) == ("40000000", "55000000", "EUR")
    assert half["low"] == "23.5"


def test_a_negative_figure_stays_a_number() -> None:
    cold = Figure(passage(POST, "40 to 55 million euros"), -5.0, -2.5, "°C", "")
    (row,) = rows(figures_csv, replace(ACCOUNT, figures=(cold,)))
    assert (row["low"], row["high"]) == ("-5", "-2.5")


def test_a_figure_beyond_all_numbers_has_none() -> None:
    huge = Figure(passage(POST, "40 to 55 million euros"), float("inf"), float("inf"), "", "")
    (row,) = rows(figures_csv, replace(ACCOUNT, figures=(huge,)))
    assert (row["low"], row["high"]) == ("", "")


def test_lines_end_as_rfc_4180_says() -> None:
    assert all(line.endswith("\r\n") for line in claims_csv([ACCOUNT]))


def test_a_byte_order_mark_comes_first_and_only_if_asked_for() -> None:
    plain, marked = ("".join(claims_csv([ACCOUNT], bom=bom)) for bom in (False, True))
    assert marked == BYTE_ORDER_MARK + plain
    assert BYTE_ORDER_MARK not in plain


@given(TEXTS)
def test_what_was_defused_can_be_had_back(text: str) -> None:
    assert fused(defused(text)) == text


@given(TEXTS)
def test_plain_text_is_left_alone(text: str) -> None:
    assert defused(f"A{text}") == f"A{text}"


@pytest.mark.parametrize(
    "text",
    ["=1", "+1", "-1", "@a", "\t1", "\r1", "\n1", " =1", "\u00a0=1", "\u200b=1", "\u2028=1",
     "\ufeff=1", "\uff1d1", "\uff0b1", "\uff0d1", "\uff201", "\ufe661", "\u207b1", "\u22121", "'a"],
    ids=ascii,
)  # fmt: skip
def test_what_a_spreadsheet_could_obey_begins_with_an_apostrophe(text: str) -> None:
    assert defused(text) == f"'{text}"


@given(TEXTS)
def test_any_text_comes_back_from_every_field(words: str) -> None:
    (first, *_) = rows(claims_csv, hostile_account(words))
    for column in ("headline", "ref", "outlet", "url", "reading", "speaker", "subject", "side"):
        assert fused(first[column]) == on_page(words)


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_strict_and_lenient_readers_get_the_same_cells(many: list[str]) -> None:
    text = "".join(quotes_csv([hostile_account(words) for words in many]))
    strict = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    lenient = list(csv.reader(io.StringIO(text, newline=""), skipinitialspace=True))
    assert strict == lenient
    assert len(strict) == 1 + 2 * len(many)


def test_a_report_that_no_origin_names_is_its_own() -> None:
    lone = Report.from_text("Rain fell.", outlet="The Post")
    account = replace(
        ACCOUNT,
        reports=(lone,),
        alignment=Alignment((), (), (), ()),
        figures=(Figure(passage(lone, "Rain"), 1.0, 1.0, "", ""),),
    )
    assert [row["origin"] for row in rows(figures_csv, account)] == [lone.id]
