"""What a page is if it is no article: a front page, a list of articles, a wall, an error."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from secondsource.stages.ingest.address import is_front
from secondsource.stages.ingest.linked_data import Object, is_article, kinds_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

PHRASES = Path(__file__).parent / "data" / "no_article.txt"
LISTS = {"CollectionPage", "SearchResultsPage", "ItemList", "ProfilePage"}
LONGEST_NOTICE = 60  # words; who has more to say has an article, whatever stands below it
FEWEST_LINKS, LINKED_SHARE = 4, 0.4  # of a list's lines, those that are links


@dataclass(frozen=True, slots=True)
class Signs:
    """What a page shows of its kind before its text is taken out of it."""

    declared: bool  # as an article
    kinds: frozenset[str]
    title: str
    links: frozenset[str]  # texts


def signs_of(tree: "HtmlElement", objects: tuple[Object, ...]) -> Signs:
    """The signs on a page with this JSON-LD."""
    types = tree.xpath("(//meta[@property='og:type'])[1]/@content")
    title = " ".join(tree.xpath("(//title)[1]//text()"))
    kinds = frozenset().union(*map(kinds_of, objects))
    declared = any(map(is_article, objects)) or "article" in types
    return Signs(declared, kinds, " ".join(title.split()), _link_texts(tree))


def why_no_article(text: str, url: str | None, signs: Signs) -> str:
    """The reason to set the page with this text aside; "" for an article."""
    if notice := _notice(text, signs.title):
        return notice
    if signs.declared:
        return ""
    if url and is_front(url):
        return "it is a front page: give the address of an article"
    if signs.kinds & LISTS or _is_list(text, signs.links):
        return "it is a list of articles: give the address of one of them"
    return ""


def _notice(text: str, title: str) -> str:
    if len(text.split()) > LONGEST_NOTICE:
        return ""
    for reason, phrases in _notices().items():
        if phrases.search(text) or phrases.search(title):
            return reason
    return ""


def _is_list(text: str, links: frozenset[str]) -> bool:
    lines = [_normal(line) for line in text.splitlines() if line.strip()]
    linked = sum(line in links for line in lines)
    return linked >= FEWEST_LINKS and linked >= LINKED_SHARE * len(lines)


def _link_texts(tree: "HtmlElement") -> frozenset[str]:
    """Texts of links, found in one walk: links inside of links would be read again and again."""
    from lxml import etree  # type: ignore[import-untyped]

    texts: set[str] = set()
    pieces: list[str] = []
    depth = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        link = element.tag == "a"
        if event == "start":
            depth += link
            pieces += [element.text or ""] if depth else []
        else:
            depth -= link
            if link and not depth:
                texts.add(_normal("".join(pieces)))
                pieces.clear()
            pieces += [element.tail or ""] if depth else []
    return frozenset(texts)


def _normal(text: str) -> str:
    return " ".join(text.split()).lstrip("-–•*# ")


@cache
def _notices() -> dict[str, re.Pattern[str]]:
    """For each reason what says so, wherever it stands."""
    found: dict[str, list[str]] = {}
    reason = ""
    for line in PHRASES.read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            reason = line.strip("[]")
        elif line.strip() and not line.startswith("#"):
            found.setdefault(reason, []).append(line)
    return {
        reason: re.compile("|".join(f"(?:{one})" for one in phrases), re.IGNORECASE)
        for reason, phrases in found.items()
    }
