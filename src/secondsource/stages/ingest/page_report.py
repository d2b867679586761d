"""A page of the web, as it was fetched or as an archive kept it, to a report."""

from secondsource.errors import BadInput
from secondsource.records.fetched import Fetched
from secondsource.records.report import Report, ReportInfo
from secondsource.stages.ingest.address import tidy_url
from secondsource.stages.ingest.admission import admit
from secondsource.stages.ingest.encoding import decode
from secondsource.stages.ingest.html import Whence, read_page
from secondsource.stages.ingest.info import info_of
from secondsource.stages.ingest.text import title_of
from secondsource.stages.ingest.warc import HTML, TEXT, ArchivedPage


def page_report(name: str, page: Fetched | ArchivedPage, outlet: str = "") -> Report:
    """The report in a page of HTML or plain text; its ref is `name`.

    `outlet` goes before what the page says of its outlet. `BadInput` for what holds no article,
    with the reason. The page may be made to use up the machine: this belongs into a worker that
    can be killed.
    """
    fetched = page.at if isinstance(page, Fetched) else page.fetched
    whence = Whence(url=page.url, charset=page.charset, fetched=fetched, outlet=outlet)
    if page.media_type in HTML or not page.media_type:
        return read_page(name, page.body, whence)
    if page.media_type == TEXT:
        return _read_text(name, page.body, whence)
    raise BadInput(
        name, f"it is {page.media_type[:60]!r}, no page: give the address of a page of HTML"
    )


def _read_text(name: str, body: bytes, whence: Whence) -> Report:
    """Plain text without header lines: on the web anybody may write any outlet's name there."""
    text = decode(name, body, declared=whence.charset)
    known = ReportInfo(
        ref=name,
        outlet=whence.outlet,
        url=tidy_url(whence.url) if whence.url else None,
        title=title_of(text),
        fetched=whence.fetched,
    )
    return admit(name, text, info_of(name, {"url": known.url}, known))
