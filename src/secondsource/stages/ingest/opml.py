"""Lists of feeds: OPML in, as other programs write it, and out."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from secondsource.errors import BadInput
from secondsource.records.feed import Outline, Subscription
from secondsource.stages.ingest.xml_source import unpacked, without_illegal, xml_source, xml_text
from secondsource.stages.ingest.xml_tree import attributes, local_name, xml_tree

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]

ROOTS = frozenset(("opml",))
ADDRESSES = ("xmlurl", "feedurl", "url")  # attributes, in lower case
TITLES = ("title", "text")
NO_FEEDS = ("link", "include")  # outlines whose `url` is a page, or another list
PARTED_BY = "/"
MOST_FOLDERS_DEEP = 20
AS_REFERENCES = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
FEED_SCHEME = re.compile(r"\Afeed:(?://|(?=https?:))", re.IGNORECASE)
Folder = tuple[str, ...]


def read_opml(name: str, data: bytes, *, charset: str | None = None) -> tuple[Outline, ...]:
    """The feeds that an OPML file names, in its order; nested folders are parted by "/".

    `charset` is what the host declared. Broken XML is mended. `BadInput` for what is no OPML, or
    names no feed.
    """
    source = xml_source(xml_text(name, unpacked(name, data), charset), ROOTS)
    if source is None:
        raise BadInput(name, "it is no OPML: export the list of feeds from your reader as OPML")
    found = tuple(_outlines(xml_tree(name, source)))
    if not found:
        raise BadInput(name, "it names no feed: export the list of feeds from your reader again")
    return found


def write_opml(subscriptions: Iterable[Subscription], *, title: str) -> str:
    """An OPML 2.0 file of the feeds by folder, which `read_opml` reads back as they are.

    Characters that XML cannot hold are left out.
    """
    folders: dict[Folder, list[str]] = {}
    for one in subscriptions:
        folders.setdefault(_path(one.folder), []).append(_feed(one))
    return "".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n',
            f"<head><title>{escape(without_illegal(title))}</title></head>\n<body>\n",
            *_level(folders),
            "</body>\n</opml>\n",
        )
    )


def _outlines(root: "_Element") -> Iterator[Outline]:
    from lxml import etree  # type: ignore[import-untyped]

    folders: list[str] = []
    opened: list[bool] = []  # for each outline that is open: whether it is a folder
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if local_name(element) != "outline":
            continue
        if event == "end":
            if opened.pop():
                folders.pop()
            continue
        said = attributes(element)
        url, title = _address(said), _title(said)
        opened.append(not url)
        if url:
            yield Outline(url, title, PARTED_BY.join(folders))
        else:
            folders.append(title)


def _address(said: dict[str, str]) -> str:
    """The feed's address; "feed:" before it is what browsers once understood."""
    known = ADDRESSES[:-1] if said.get("type", "").lower() in NO_FEEDS else ADDRESSES
    found = next((said[key].strip() for key in known if said.get(key, "").strip()), "")
    return FEED_SCHEME.sub(lambda scheme: "http://" if "//" in scheme[0] else "", found)


def _title(said: dict[str, str]) -> str:
    return next((said[key] for key in TITLES if said.get(key)), "")


def _path(folder: str) -> Folder:
    return tuple(folder.split(PARTED_BY, MOST_FOLDERS_DEEP - 1)) if folder else ()


def _feed(one: Subscription) -> str:
    title = _quoted(one.title)
    return f'<outline type="rss" text="{title}" title="{title}" xmlUrl="{_quoted(one.url)}"/>\n'


def _level(folders: dict[Folder, list[str]]) -> Iterator[str]:
    """The feeds of a folder, then its folders, each in the order in which it came first."""
    yield from folders.get((), ())
    below: dict[str, dict[Folder, list[str]]] = {}
    for path, feeds in folders.items():
        if path:
            below.setdefault(path[0], {})[path[1:]] = feeds
    for folder, inside in below.items():
        yield f'<outline text="{_quoted(folder)}">\n'
        yield from _level(inside)
        yield "</outline>\n"


def _quoted(value: str) -> str:
    return escape(without_illegal(value), AS_REFERENCES)
