"""Reads what a picture drew, as strictly as XML asks, and what it must never hold."""

import re
from xml.etree import ElementTree

from markupsafe import Markup

SVG = "{http://www.w3.org/2000/svg}"


def parsed(markup: Markup) -> ElementTree.Element:
    """The mark-up as a tree; it fails if it is not well formed."""
    return ElementTree.fromstring(f"<div>{markup}</div>")


def all_of(tree: ElementTree.Element, tag: str) -> list[ElementTree.Element]:
    """Every element of a kind, in SVG or HTML."""
    return [*tree.iter(f"{SVG}{tag}"), *tree.iter(tag)]


def words_in(element: ElementTree.Element) -> str:
    """All words inside an element on one line."""
    return " ".join("".join(element.itertext()).split())


def rows_of(tree: ElementTree.Element) -> list[str]:
    """The rows of the table behind a picture, the words of their cells one after another."""
    (body,) = all_of(tree, "tbody")
    return [" ".join(map(words_in, row)) for row in all_of(body, "tr")]


def keeps_to_the_policy(tree: ElementTree.Element) -> bool:
    """Whether nothing in it would be stopped by the pages' policy: no style, script or handler."""
    for element in tree.iter():
        if element.tag.rpartition("}")[2] in {"script", "style", "iframe", "foreignObject", "img"}:
            return False
        if any(name == "style" or name.startswith("on") for name in element.attrib):
            return False
        if not re.match(r"/stories/|#|$", element.get("href", "")):
            return False
    return True


def named_ids(tree: ElementTree.Element) -> tuple[list[str], set[str]]:
    """All ids, and all that something is named or described by."""
    ids = [element.attrib["id"] for element in tree.iter() if "id" in element.attrib]
    used = {
        name
        for element in tree.iter()
        for attribute in ("aria-labelledby", "aria-describedby")
        for name in element.get(attribute, "").split()
    }
    return ids, used
