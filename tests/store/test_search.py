"""Searching finds the same stories on both databases, whatever is typed."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secondsource.records.summary import StoryFilter
from secondsource.store import Store, open_store, restore
from secondsource.store.words import LONGEST_TEXT, MOST_WORDS, words_of
from tests.store.conftest import new_database
from tests.store.records import NOON, grouped, report, story

TEXTS = {
    "ferry": (
        "Ferry aground",
        "The red ferry Zoë left Skarvøy's quay, and ran on a well-known reef.",
    ),
    "quay": ("Votes", "The council's red paint is for the quay. A ferry is not. Straße 3.5 m."),
    "beijing": ("北京大学", "北京的大学今天开学。学生们来了。"),
    "tokyo": ("東京", "カタカナとひらがなの文。ﾊﾝｶｸ"),
    "delhi": ("", "दिल्ली में बारिश हुई। पुलिस ने कहा।"),
    "arabic": ("", "قالت الشَّرطة إن السفينة وصلت إلى الميناء."),
    "seoul": ("", "경찰은 서울에서 말했다."),
    "bangkok": ("", "ตำรวจกรุงเทพกล่าวว่า"),
}


@pytest.fixture
def told(store: Store) -> Store:
    """A store with a story of each text."""
    fill(store)
    return store


def fill(store: Store) -> None:
    made = {name: report(text, title=title) for name, (title, text) in TEXTS.items()}
    store.add_reports(list(made.values()), at=NOON)
    stories = [story(name, one, headline=f"Headline {name}") for name, one in made.items()]
    store.shelf.put(grouped(*stories), at=NOON)


def found(store: Store, typed: str) -> set[str]:
    return {one.id for one in store.stories.list(StoryFilter(text=typed))[0]}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ferry", {"ferry", "quay"}),
        ("FERRY red", {"ferry", "quay"}),
        ("ferry reef", {"ferry"}),
        ("ferry dinosaur", set()),
        ('"red ferry"', {"ferry"}),
        ("“red ferry”", {"ferry"}),
        ('"red ferry', {"ferry"}),
        ('"ferry red"', set()),
        ('"aground the"', set()),  # from the title into the text
        ('quay "red paint"', {"quay"}),
        ("fer*", {"ferry", "quay"}),
        ("ferry ferr*", {"ferry", "quay"}),
        ("fer", set()),
        ("qu* ree*", {"ferry"}),
        ("well-kno*", {"ferry"}),
        ("well-known", {"ferry"}),
        ("known-well", set()),
        ("zoe", {"ferry"}),
        ("ZOË", {"ferry"}),
        ("skarvoy", {"ferry"}),
        ("Skarvøy", {"ferry"}),
        ("strasse", {"quay"}),
        ("3.5", {"quay"}),
        ("5.3", set()),
        ("votes paint", {"quay"}),  # one in the title, one in the text
        ("council's", {"quay"}),
        ("headline", set(TEXTS)),
        ("headline quay", {"quay"}),
        ("headline council", set()),  # one in the headline, one in a report
        ("NOT ferry", {"quay"}),  # words like all others: quay's paint is "not"
        ("ferry AND quay", {"ferry"}),
        ("ferry OR dinosaur", set()),
        ("words: ferry", set()),
        ("北京", {"beijing"}),
        ("大学", {"beijing"}),
        ("学大", set()),
        ("学 大", {"beijing"}),
        ("東京", {"tokyo"}),
        ("がな", {"tokyo"}),
        ("ハンカク", {"tokyo"}),
        ("दिल्ली", {"delhi"}),
        ("दल", set()),
        ("बारिश हुई", {"delhi"}),
        ("الشرطة", {"arabic"}),
        ("서울*", {"seoul"}),
        ("กรุงเทพ", {"bangkok"}),
        ("!?", set()),
        ("*", set()),
        ('""', set()),
        ("🔥", set()),
    ],
)
def test_a_search_finds_what_it_asks_for(told: Store, typed: str, kept: set[str]) -> None:
    assert found(told, typed) == kept


def test_blanks_are_no_search(told: Store) -> None:
    assert found(told, " \n") == set(TEXTS)


PARTS = (
    "red",
    "ferry",
    "fer",
    "quay",
    "Zoë",
    "well-known",
    "北",
    "京",
    "大学",
    "दिल्ली",
    "3.5",
    "the",
)
ODD = st.text(st.sampled_from("\"'*()^:&|!<>-+{}[]\\%_ \0\ud800nearAND"), max_size=30)
TYPED = st.lists(st.sampled_from((*PARTS, '"', "*", " ", " ", "“", ":", "\\'")), max_size=9).map(
    "".join
)


@pytest.fixture
def both(tmp_path: Path, postgres: Any) -> Iterator[tuple[Store, Store]]:
    """The same stories in SQLite and in PostgreSQL."""
    with open_store(str(tmp_path / "a.db")) as one, open_store(new_database(postgres)) as other:
        fill(one)
        fill(other)
        yield one, other


@given(typed=st.one_of(st.text(max_size=60), ODD, TYPED))
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300, deadline=None
)
def test_whatever_is_typed_is_no_error_and_finds_the_same_in_both(
    both: tuple[Store, Store], typed: str
) -> None:
    assert found(both[0], typed) == found(both[1], typed)


@given(
    text=st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=80),
    place=st.integers(0, 80),
    length=st.integers(1, 20),
)
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)
def test_what_stands_in_a_text_is_found_by_it(
    told: Store, text: str, place: int, length: int
) -> None:
    """Any words of a text, side by side, lead to it; each text is one of a story of its own."""
    words = list(words_of(text))[place : place + length]
    one = report(text + "\nThe end.")
    if told.add_reports([one], at=NOON):
        told.shelf.put(grouped(story(one.id, one)), at=NOON)
    if words:
        assert one.id in {
            each.id
            for each in told.stories.list(StoryFilter(text=f'"{" ".join(words)}"'), limit=999)[0]
        }


def test_a_long_search_is_cut_short(told: Store) -> None:
    typed = "ferry " + " ".join(f"r{number}" for number in range(5_000))
    assert found(told, typed) == set()
    assert found(told, f"{MOST_WORDS * 'red '} dinosaur") == {"ferry", "quay"}


def test_a_new_headline_is_found_and_the_old_one_no_more(told: Store) -> None:
    quay = told.stories.get("quay")
    (one,) = told.reports.get(quay.report_ids)
    told.shelf.put(grouped(story("quay", one, headline="Paint for the harbour")), at=NOON)
    assert found(told, "harbour") == {"quay"}
    assert found(told, "headline quay") == set()


def test_a_search_joins_the_other_filters(told: Store) -> None:
    wanted = StoryFilter(text="ferry", since=NOON + timedelta(days=1))
    assert told.stories.list(wanted) == ((), None)
    assert len(told.stories.list(StoryFilter(text="ferry", outlet="the post"))[0]) == 2


def test_a_very_long_report_is_found_by_what_it_begins_with(told: Store) -> None:
    """The rest is not searched: PostgreSQL could not keep it."""
    many = " ".join(f"{number:x}北ﬃ" for number in range(LONGEST_TEXT // 4))
    one = report(f"Beginning. {many} ending.")
    told.add_reports([one], at=NOON)
    told.shelf.put(grouped(story("long", one)), at=NOON)
    assert found(told, "beginning") == {"long"}
    assert found(told, '"13 北"') == {"long"}


def test_a_restored_desk_is_searched_like_the_one_it_was(
    told: Store, tmp_path: Path, postgres: Any
) -> None:
    told.back_up(tmp_path / "backup.db")
    for place in (str(tmp_path / "restored.db"), new_database(postgres)):
        restore(tmp_path / "backup.db", place)
        with open_store(place) as restored:
            assert found(restored, '"red ferry"') == {"ferry"}
            assert found(restored, "headline 大学") == set()
            assert found(restored, "headline beijing") == {"beijing"}
            assert found(restored, "大学") == {"beijing"}
