"""Who published a page, when, under which title: JSON-LD first, then OpenGraph and other tags."""

from typing import TYPE_CHECKING, Any

from secondsource.stages.ingest.linked_data import Object
from secondsource.stages.ingest.published import read_published

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

# Where else a page says it: attribute and value of a tag, and the attribute that holds the answer.
TAGS = {
    "outlet": (
        "meta[@property='og:site_name']/@content",
        "meta[@name='application-name']/@content",
    ),
    "title": (
        "meta[@property='og:title']/@content",
        "h1//text()",
        "title/text()",
    ),
    "byline": ("meta[@name='author']/@content", "*[@rel='author']//text()"),
    "published": (
        "meta[@property='article:published_time']/@content",
        "meta[@itemprop='datePublished']/@content",
        "meta[@name='date']/@content",
        "time[@pubdate]/@datetime",
        "article//time/@datetime",
        "time[@itemprop='datePublished']/@datetime",
    ),
    "url": ("link[@rel='canonical']/@href", "meta[@property='og:url']/@content"),
    "language": ("meta[@property='og:locale']/@content",),
}


def metadata_of(tree: "HtmlElement", said: Object) -> dict[str, str]:
    """What the page says under the names of `ReportInfo`; what it does not say is left out.

    `said` is the article in its JSON-LD. A date that cannot be read counts as not said: many
    pages carry several.
    """
    found = {
        "outlet": _named(said.get("publisher")),
        "title": _plain(said.get("headline")),
        "byline": _named(said.get("author")),
        "published": _date(said.get("datePublished")),
        "url": _address(said.get("url")) or _address(said.get("mainEntityOfPage")),
        "language": _plain(said.get("inLanguage")) or (tree.get("lang") or ""),
    }
    for key, paths in TAGS.items():
        found[key] = found[key] or _tagged(tree, key, paths)
    return {key: value for key, value in found.items() if value}


def _tagged(tree: "HtmlElement", key: str, paths: tuple[str, ...]) -> str:
    fit = {"published": _date, "url": _address}.get(key, _plain)
    for path in paths:
        for value in tree.xpath(f"(//{path})[position() <= 3]"):
            if fitting := fit(str(value)):
                return fitting
    return ""


def _plain(value: Any) -> str:
    return " ".join(value.split())[:500] if isinstance(value, str) else ""


def _named(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(name for name in map(_named, value[:10]) if name)
    return _plain(value.get("name") if isinstance(value, dict) else value)


def _address(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    return value.strip() if isinstance(value, str) and value.startswith(("http:", "https:")) else ""


def _date(value: Any) -> str:
    try:
        return read_published(value).isoformat() if isinstance(value, str) else ""
    except ValueError:
        return ""
