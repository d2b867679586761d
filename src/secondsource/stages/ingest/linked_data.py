"""JSON-LD of a page: the objects in it that tell of an article, or of what else the page is."""

import json
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

ARTICLES = ("Article", "BlogPosting", "LiveBlogPosting", "Report")
LIVE = "LiveBlogPosting"
INSIDE = ("@graph", "mainEntity", "mainEntityOfPage")  # where the article may be put
MOST_DEEP = 6
MOST_OBJECTS = 2_000
LARGEST = 3_000_000  # characters of one script

Object = dict[str, Any]


def linked_data(tree: "HtmlElement") -> tuple[Object, ...]:
    """The first `MOST_OBJECTS` objects of all scripts, in their order; broken ones left out."""
    return tuple(islice(_all(tree), MOST_OBJECTS))


def article_of(objects: tuple[Object, ...]) -> Object:
    """The first object that is an article; a live blog goes first; empty where there is none."""
    articles = [one for one in objects if is_article(one)]
    live = (one for one in articles if kinds_of(one) & {LIVE})
    return next(live, articles[0] if articles else {})


def is_article(one: Object) -> bool:
    """Whether its type is some kind of article."""
    return any(kind.endswith(ARTICLES) for kind in kinds_of(one))


def kinds_of(one: Object) -> frozenset[str]:
    """The names of its types, without the address of the vocabulary."""
    kind = one.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return frozenset(name.rpartition("/")[2] for name in kinds if isinstance(name, str))


def _all(tree: "HtmlElement") -> Iterator[Object]:
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        if len(script) > LARGEST:
            continue
        try:
            found = json.loads(_without_frame(script), strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _objects(found)


def _without_frame(script: str) -> str:
    """The script without the comment or CDATA marks that some programs put around it."""
    text = script.strip()
    for begin, end in (("<!--", "-->"), ("//<![CDATA[", "//]]>"), ("<![CDATA[", "]]>")):
        if text.startswith(begin) and text.endswith(end):
            return text.removeprefix(begin).removesuffix(end)
    return text


def _objects(value: Any, depth: int = 0) -> Iterator[Object]:
    if depth > MOST_DEEP:
        return
    if isinstance(value, list):
        for item in value:
            yield from _objects(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in INSIDE:
            yield from _objects(value.get(key), depth + 1)
