"""Every form of export, with hostile words in every field: nothing runs, no form breaks."""

import csv
import io
import json
import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

import feedparser  # type: ignore[import-untyped]
import pytest
from lxml import etree  # type: ignore[import-untyped]
from markdown_it import MarkdownIt

from secondsource.export.formats import FORMATS, export
from secondsource.export.tables import CLAIMS, FIGURES, QUOTES
from tests.cli.build_accounts import ACCOUNT
from tests.export.hostile import HOSTILE_STRINGS, hostile_account

AT = datetime(2025, 10, 17, 9, 0, tzinfo=UTC)
COLUMNS = {"claims": CLAIMS, "quotes": QUOTES, "figures": FIGURES}
PLAIN = "Rain fell"
ALLOWED = {"https://ok.example/"}
# Two words that say the same to `ascii`, so that a failing case can be found by its name.
each = pytest.mark.parametrize("words", HOSTILE_STRINGS, ids=lambda words: ascii(words)[:40])


def written(name: str, words: str, **options: Any) -> str:
    """The export, as another program gets it: written in UTF-8 and read again."""
    text = "".join(export(name, [hostile_account(words)], at=AT, **options))
    return text.encode("utf-8").decode("utf-8")


class Tags(HTMLParser):
    """The elements of a page in order, and all that its attributes lead to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.links: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes.update(name for name, _ in attrs)
        self.links.update(value or "" for name, value in attrs if name in ("href", "src"))

    @property
    def outward(self) -> set[str]:
        return {link for link in self.links if not link.startswith("#") and link != "data:,"}


def test_there_are_many_hostile_strings() -> None:
    assert len(set(HOSTILE_STRINGS)) >= 60


@each
@pytest.mark.parametrize("name", FORMATS)
def test_an_export_can_be_written_in_utf_8(name: str, words: str) -> None:
    assert written(name, words)


@each
@pytest.mark.parametrize("name", ["jsonl", "stories"])
def test_each_line_of_jsonl_is_one_object_of_plain_ascii(name: str, words: str) -> None:
    text = written(name, words)
    assert text.isascii()
    assert all(isinstance(json.loads(line), dict) for line in text.splitlines())
    assert len(text.splitlines()) == (2 if name == "jsonl" else 1)


@each
def test_jsonl_keeps_the_words_to_the_character(words: str) -> None:
    first, _ = written("jsonl", words).splitlines()
    assert json.loads(first)["text"] == words
    assert json.loads(first)["outlet"] == words


@each
@pytest.mark.parametrize("name", COLUMNS)
def test_every_row_of_a_table_has_the_same_cells(name: str, words: str) -> None:
    for bom in (False, True):
        text = written(name, words, bom=bom).removeprefix("\ufeff")
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        assert rows[0] == list(COLUMNS[name])
        assert len(rows) > 2
        assert {len(row) for row in rows} == {len(COLUMNS[name])}


@each
@pytest.mark.parametrize("name", COLUMNS)
def test_no_cell_of_a_table_is_a_formula(name: str, words: str) -> None:
    text = written(name, words)
    for row in csv.reader(io.StringIO(text, newline="")):
        for cell in row:
            seen = cell.strip().strip("\u200b\ufeff\u3000 \t\r\n")
            number = re.fullmatch(r"-?\d+(\.\d+)?(e\+?\d+)?", seen)
            assert number or not re.match("[=+@\uff1d\uff0b\uff20\uff0d\u2212\ufe66-]", seen), cell


@each
def test_a_page_has_only_our_own_elements_and_links(words: str) -> None:
    page, plain = Tags(written("html", words)), Tags(written("html", PLAIN))
    assert page.names == plain.names
    assert page.attributes == plain.attributes
    assert page.outward == ALLOWED


@each
def test_markdown_has_only_our_own_elements_and_links(words: str) -> None:
    render = MarkdownIt("gfm-like", {"linkify": False}).render
    page, plain = (Tags(render(written("md", text))) for text in (words, PLAIN))
    assert page.names == plain.names
    assert page.outward == ALLOWED


@each
def test_a_feed_is_xml_with_only_our_own_elements_and_links(words: str) -> None:
    tree, plain = (
        etree.fromstring(written("atom", text).encode(), etree.XMLParser(resolve_entities=False))
        for text in (words, PLAIN)
    )
    assert [one.tag for one in tree.iter()] == [one.tag for one in plain.iter()]
    assert set(tree.xpath("//@href")) == ALLOWED


@each
def test_a_feed_is_read_without_complaint(words: str) -> None:
    read = feedparser.parse(written("atom", words).encode())
    assert not read.bozo
    assert len(read.entries) == 1
    assert {link.href for link in read.entries[0].links} == ALLOWED


@each
def test_annotations_are_json_that_keeps_the_words(words: str) -> None:
    items = json.loads(written("annotations", words))["first"]["items"]
    exact = {item["target"]["selector"][0]["exact"] for item in items}
    assert exact == {words}
    sources = {item["target"]["source"] for item in items}
    assert all(re.match(r"urn:secondsource:report:\w+$|https://ok\.example/$", s) for s in sources)


@pytest.mark.parametrize("name", ["html", "md", "atom", "claims", "quotes", "figures"])
def test_what_people_read_turns_no_text_round(name: str) -> None:
    for words in HOSTILE_STRINGS:
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", written(name, words))


@pytest.mark.parametrize("name", FORMATS)
def test_many_hostile_stories_stand_beside_a_plain_one(name: str) -> None:
    accounts = [hostile_account(words, at) for at, words in enumerate(HOSTILE_STRINGS)]
    text = "".join(export(name, [*accounts, ACCOUNT], at=AT))
    assert "Tolvane Bridge" in text
