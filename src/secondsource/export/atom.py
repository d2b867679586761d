"""Stories as an Atom feed (RFC 4287): an entry for each version of a brief.

The feed is built as a tree and its texts pass one gate, so that nothing in a report can be
mark-up or break the XML.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from xml.etree.ElementTree import Element, tostring

from secondsource.export.safe import on_page, web_link
from secondsource.export.sheet import TITLES, Column, Entry, Sheet, Source, counted, day, sheet
from secondsource.export.standards import escaped, instant, urn
from secondsource.records.brief import Account, Section
from secondsource.records.evidence import Passage

ATOM = "http://www.w3.org/2005/Atom"
XHTML = "http://www.w3.org/1999/xhtml"
NAME = "Second Source"


def atom_feed(
    accounts: Iterable[Account], *, at: datetime, base_url: str | None = None
) -> Iterator[str]:
    """The feed, its entries in the order of the accounts; one with an id that was, is left out.

    `base_url` is where a desk shows its stories, each at `stories/ID` below it: with it the feed
    and its entries have links there. No id hangs on it but the feed's own. `at` is the feed's
    date where it has no entry.
    """
    entries: dict[str, str] = {}
    changed: list[datetime] = []
    for account in accounts:
        if (name := _entry_id(account)) not in entries:
            entries[name] = _text(_entry(name, account, base_url))
            changed.append(account.brief.written)
    # The head has to stand before the entries, and tells when the last of them changed.
    yield '<?xml version="1.0" encoding="utf-8"?>\n'
    yield f'<feed xmlns="{ATOM}" xml:lang="en">\n'
    yield from map(_text, _head(max(changed, default=at), base_url))
    yield from entries.values()
    yield "</feed>\n"


def _head(updated: datetime, base_url: str | None) -> Iterator[Element]:
    yield _element("id", base_url or urn("stories"))
    yield _element("title", "Stories")
    yield _element("updated", instant(updated))
    yield _element("author", _element("name", NAME))
    yield _element("generator", NAME)
    if base_url:
        yield _element("link", rel="alternate", type="text/html", href=base_url)


def _entry_id(account: Account) -> str:
    return urn("story", account.story.id, "brief", account.brief.id)


def _entry(name: str, account: Account, base_url: str | None) -> Element:
    told = sheet(account)
    headline = " ".join(told.headline.split()) or "A story without a headline"
    return _element(
        "entry",
        _element("id", name),
        _element("title", headline),
        _element("updated", instant(account.brief.written)),
        *_links(told, base_url),
        _element("summary", _standing(told)),
        _element("content", _element("div", *_account(told), xmlns=XHTML), type="xhtml"),
    )


def _links(told: Sheet, base_url: str | None) -> Iterator[Element]:
    """Where the story is shown, and where its reports are from."""
    if base_url:
        page = f"{base_url.rstrip('/')}/stories/{escaped(told.id)}"
        yield _element("link", rel="alternate", type="text/html", href=page)
    for source in told.sources:
        if url := web_link(source.report.url):
            yield _element("link", rel="via", href=url, title=source.name)


def _standing(told: Sheet) -> str:
    return " · ".join(filter(None, (*map(str, told.figures), told.dates)))


def _account(told: Sheet) -> Iterator[Element]:
    """The brief in XHTML: the plainest elements, which every reader of feeds lets through."""
    yield _element("p", _standing(told))
    for section, entries in told.sections:
        yield _element("h2", TITLES[section])
        yield from _lines([entry for entry in entries if not entry.columns], told)
        for entry in entries:
            if entry.columns:
                yield from _contrast(entry, told)
    yield _element("h2", TITLES[Section.SOURCES])
    yield _element("ul", *(_element("li", *_source(source)) for source in told.sources))


def _lines(entries: Sequence[Entry], told: Sheet) -> Iterator[Element]:
    if entries:
        yield _element("ul", *(_line(entry, told) for entry in entries))


def _line(entry: Entry, told: Sheet) -> Element:
    lead = (_element("strong", entry.lead), ": ") if entry.lead else ()
    origins = f"; {counted(entry.origins, 'independent origin')}" if entry.origins > 1 else ""
    return _element("li", *lead, entry.text, " (", *_names(entry.cites, told), f"{origins})")


def _contrast(entry: Entry, told: Sheet) -> Iterator[Element]:
    yield _element("h3", f"{entry.text} — {entry.label}" if entry.label else entry.text)
    yield _element("ul", *(_side(column, told) for column in entry.columns))


def _side(column: Column, told: Sheet) -> Element:
    origins = f" ({counted(column.origins, 'independent origin')})"
    sayings: list[Element | str] = []
    for saying in column.sayings:
        words = saying[0].said_in.span.within(told.source(saying[0].said_in).report.text)
        sayings += [f"“{words}” ", *_names([claim.said_in for claim in saying], told), "; "]
    return _element("li", _element("strong", column.value), origins, ": ", *sayings[:-1])


def _names(cites: Iterable[Passage], told: Sheet) -> Iterator[Element | str]:
    """The outlets that some passages are from, each once, with links to their reports."""
    cited = dict.fromkeys(told.source(passage).number for passage in cites)
    for at, source in enumerate(one for one in told.sources if one.number in cited):
        if at:
            yield ", "
        yield _linked(source.name, source.report.url)


def _source(source: Source) -> Iterator[Element | str]:
    report = source.report
    yield _element("strong", source.name)
    if report.title:
        yield from (", ", _linked(report.title, report.url))
    if report.published:
        yield f", {day(report.published)}"
    if source.note:
        yield f" — no second source: {source.note}"


def _linked(text: str, url: str | None) -> Element | str:
    link = web_link(url)
    return _element("a", text, href=link) if link else text


def _element(tag: str, *content: Element | str, **attributes: str) -> Element:
    """An element of texts and elements; what XML or a reader could not take stands as "�"."""
    made = Element(tag, {name: on_page(value) for name, value in attributes.items()})
    last: Element | None = None
    for part in content:
        if isinstance(part, Element):
            made.append(part)
            last = part
        elif last is None:
            made.text = (made.text or "") + on_page(part)
        else:
            last.tail = (last.tail or "") + on_page(part)
    return made


def _text(element: Element) -> str:
    return tostring(element, encoding="unicode") + "\n"
