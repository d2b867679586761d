"""A page as a tree of elements, as a browser reads it before any script."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

VOID = frozenset({"meta", "link", "input", "br", "hr", "img", "rect", "path", "circle", "line"})


@dataclass
class Element:
    """An element: its name, its attributes, and what is in it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    inside: "list[Element | str]" = field(default_factory=list)

    @property
    def text(self) -> str:
        """The characters in it, those of elements in it among them."""
        return "".join(one if isinstance(one, str) else one.text for one in self.inside)

    @property
    def words(self) -> str:
        """The characters in it, with white space closed up."""
        return " ".join(self.text.split())

    def all(self, tag: str = "", **attributes: str) -> "Iterator[Element]":
        """The elements in it of this name that have these attributes; a class is one of several."""
        for one in self.inside:
            if isinstance(one, Element):
                if tag in ("", one.tag) and all(one.has(*given) for given in attributes.items()):
                    yield one
                yield from one.all(tag, **attributes)

    def has(self, name: str, value: str) -> bool:
        """Whether an attribute has this value; `class_` stands for one of its classes."""
        if name == "class_":
            return value in self.attributes.get("class", "").split()
        return self.attributes.get(name.replace("_", "-")) == value

    def one(self, tag: str = "", **attributes: str) -> "Element":
        """The one element that there is; an AssertionError if there are none or several."""
        found = list(self.all(tag, **attributes))
        assert len(found) == 1, f"{len(found)} of {tag} {attributes}"
        return found[0]


def page(text: str) -> Element:
    """The tree of a page."""
    return _Reader(text).root


class _Reader(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.root = Element("")
        self._open = [self.root]
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].inside.append(made)
        if tag not in VOID:
            self._open.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open[-1].inside.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert self._open[-1].tag == tag, f"</{tag}> inside <{self._open[-1].tag}>"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].inside.append(data)
