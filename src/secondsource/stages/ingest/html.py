"""A page to a report: the article's text as trafilatura finds it, and what the page says of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from secondsource.errors import BadInput
from secondsource.records.report import Report, ReportInfo
from secondsource.stages.ingest.address import is_front, same_site, tidy_url
from secondsource.stages.ingest.admission import admit, has_sentence
from secondsource.stages.ingest.encoding import AS_BROWSERS_DO, decode
from secondsource.stages.ingest.info import info_of, of_file
from secondsource.stages.ingest.linked_data import LIVE, article_of, kinds_of, linked_data
from secondsource.stages.ingest.live_blog import text_of
from secondsource.stages.ingest.no_article import signs_of, why_no_article
from secondsource.stages.ingest.page_metadata import metadata_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
XML_DECLARED = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w-]{2,20})")
HEAD = 4096
LARGEST_PAGE = 10_000_000  # bytes
MOST_ELEMENTS = 60_000
MOST_ABOVE = 4  # lines above the first paragraph, among them a byline that is no part of the text


@dataclass(frozen=True, slots=True)
class Whence:
    """What is known of a page besides its bytes.

    `url` is where it came from at last, `charset` what the host declared, `outlet` who published
    it, if that is known better than by the page itself; `fetched` is aware.
    """

    url: str | None = None
    charset: str | None = None
    fetched: datetime | None = None
    outlet: str = ""


def read_html(name: str, data: bytes) -> Iterator[Report]:
    """One report: paragraphs of the article, without navigation, comments and captions."""
    yield _report(name, data, Whence(), of_file(name))


def read_page(name: str, data: bytes, whence: Whence) -> Report:
    """The same for a page of the web; its ref is `name`.

    Its address is the one that the page gives for itself, if that is on the site that it came from
    and is not its front page, else where it came from; tidied. `BadInput` for what holds no
    article, with the reason.
    """
    return _report(name, data, whence, ReportInfo(ref=name))


def _report(name: str, data: bytes, whence: Whence, default: ReportInfo) -> Report:
    if len(data) > LARGEST_PAGE:
        raise BadInput(
            name, f"it is over {LARGEST_PAGE // 1_000_000} MB: save the article's text as .txt"
        )
    tree = _tree(name, _decoded(name, data, whence.charset))
    objects = linked_data(tree)
    article = article_of(objects)
    signs = signs_of(tree, objects)
    says = metadata_of(tree, article)
    says["url"] = _address(says.get("url", ""), whence.url)
    says["outlet"] = whence.outlet or says.get("outlet", "")
    text = _article(tree, says.get("byline", ""))
    told = text_of(article)
    if len(told) > len(text) and (LIVE in kinds_of(article) or not has_sentence(text)):
        text = told
    if why := why_no_article(text, says["url"], signs):
        raise BadInput(name, why)
    if not has_sentence(text):
        raise BadInput(name, "no article text was found in it: save the article's text as .txt")
    return admit(name, text, info_of(name, says, replace(default, fetched=whence.fetched)))


def _address(said: str, came_from: str | None) -> str:
    """The page's own address, unless it is another site's: a page may claim to be anyone's."""
    if came_from is None:
        return tidy_url(said)
    own = said and same_site(said, came_from) and is_front(said) <= is_front(came_from)
    return tidy_url(said if own else came_from)


def _decoded(name: str, data: bytes, charset: str | None) -> str:
    """What the host declares goes before the page's word, unless hosts say it by habit."""
    in_page = _declared(data[:HEAD])
    by_habit = charset is None or AS_BROWSERS_DO.fullmatch(charset)
    return decode(name, data, declared=(in_page or charset) if by_habit else charset)


def _declared(head: bytes) -> str | None:
    found = XML_DECLARED.search(head) or DECLARED.search(head)
    return found[1].decode("ascii") if found else None


def _tree(name: str, page: str) -> "HtmlElement":
    from trafilatura import load_html

    tree = load_html(page)
    if tree is None:
        raise BadInput(name, "it is no HTML page: save it again, or give its text as .txt")
    if sum(1 for _ in tree.iter()) > MOST_ELEMENTS:
        raise BadInput(
            name, f"it has over {MOST_ELEMENTS} elements: save the article's text as .txt"
        )
    return tree


def _article(tree: "HtmlElement", byline: str) -> str:
    from trafilatura import extract

    # Extraction is the work of a dozen parsers on a page that may be made to break them.
    try:
        text = extract(tree, include_comments=False, include_tables=True, favor_precision=True)
    except MemoryError:  # that is for who limits it
        raise
    except Exception:  # noqa: BLE001
        return ""
    # It gives a paragraph a line; a report has an empty line between paragraphs.
    lines = [line for line in (text or "").splitlines() if line.strip()]
    above = (line for line in lines[:MOST_ABOVE] if line.strip().removeprefix("By ") != byline)
    return "\n\n".join([*above, *lines[MOST_ABOVE:]])
