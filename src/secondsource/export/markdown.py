"""The view in Markdown: each citation a footnote that quotes its passage."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from secondsource.export.safe import markdown, web_link
from secondsource.export.sheet import (
    TITLES,
    Column,
    Entry,
    Sheet,
    Source,
    counted,
    credit,
    day,
    sheet,
)
from secondsource.records.brief import BriefAnswer, Section, SetAside
from secondsource.records.evidence import Passage
from secondsource.records.story import Claim


class Footnotes:
    """Numbers passages in the order in which they are first cited."""

    def __init__(self, known: Iterable[Source]) -> None:
        self._sources = {source.report.id: source for source in known}
        self._numbers: dict[Passage, int] = {}

    def mark(self, passages: Iterable[Passage]) -> str:
        """The marks of some passages, to stand after the words that rest on them."""
        numbers = [self._numbers.setdefault(p, len(self._numbers) + 1) for p in passages]
        return "".join(f"[^{number}]" for number in numbers)

    def quote(self, passage: Passage) -> str:
        """The words of a passage."""
        return f"“{markdown(passage.span.within(self.source(passage).report.text))}”"

    def source(self, passage: Passage) -> Source:
        """The source that a passage is in."""
        return self._sources[passage.report_id]

    def notes(self) -> Iterator[str]:
        """The notes themselves."""
        for passage, number in self._numbers.items():
            name = markdown(self.source(passage).name)
            yield f"[^{number}]: {name}: {self.quote(passage)}"


def brief_markdown(answer: BriefAnswer) -> str:
    """Each story of the answer in turn, then the notes of all."""
    told = [sheet(account) for account in answer.stories]
    notes = Footnotes(source for one in told for source in one.sources)
    blocks = [line for one in told for line in _story(one, notes)]
    return _joined(blocks, notes, answer.set_aside)


def _joined(blocks: Sequence[str], notes: Footnotes, set_aside: Sequence[SetAside]) -> str:
    end = ["## Set aside", aside_list(set_aside)] if set_aside else []
    return "\n\n".join([*blocks, *end, "\n".join(notes.notes())]).strip() + "\n"


def aside_list(set_aside: Iterable[SetAside]) -> str:
    """What was set aside, and why, as a list."""
    return "\n".join(f"- {markdown(one.input)}: {markdown(one.reason)}" for one in set_aside)


def _story(told: Sheet, notes: Footnotes) -> Iterator[str]:
    yield f"# {markdown(told.headline)}"
    yield " · ".join(filter(None, (*map(str, told.figures), told.dates)))
    for section, entries in told.sections:
        yield f"## {TITLES[section]}"
        yield from _entries(entries, notes)
    yield f"## {TITLES[Section.SOURCES]}"
    yield source_list(told.sources)


def _entries(entries: Iterable[Entry], notes: Footnotes) -> Iterator[str]:
    """The entries; those that are plain lines make one list, a contrast stands alone."""
    plain: list[str] = []
    for entry in entries:
        if not entry.columns:
            plain.append(_line(entry, notes))
            continue
        if plain:
            yield "\n".join(plain)
            plain = []
        yield from _contrast(entry, notes)
    if plain:
        yield "\n".join(plain)


def _line(entry: Entry, notes: Footnotes) -> str:
    origins = f" ({counted(entry.origins, 'origin')})" if entry.origins > 1 else ""
    lead = f"**{markdown(entry.lead)}**: " if entry.lead else ""
    return f"- {lead}{markdown(entry.text)}{notes.mark(entry.cites)}{origins}"


def _contrast(entry: Entry, notes: Footnotes) -> Iterator[str]:
    label = f" — {entry.label}" if entry.label else ""
    yield f"**{markdown(entry.text)}**{label}"
    rows = [
        [markdown(column.value) for column in entry.columns],
        ["---" for _ in entry.columns],
        [counted(column.origins, "independent origin") for column in entry.columns],
        *zip_longest(*(_sayings(column, notes) for column in entry.columns), fillvalue=""),
    ]
    yield "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _sayings(column: Column, notes: Footnotes) -> list[str]:
    return [_saying(saying, notes) for saying in column.sayings]


def _saying(saying: Sequence[Claim], notes: Footnotes) -> str:
    told = [
        f"{markdown(credit(notes.source(claim.said_in), claim))}{notes.mark([claim.said_in])}"
        for claim in saying
    ]
    return f"{notes.quote(saying[0].said_in)} {'; '.join(told)}"


def source_list(known: Iterable[Source]) -> str:
    """The sources as a numbered list."""
    return "\n".join(_source(source) for source in known)


def _source(source: Source) -> str:
    report = source.report
    title = markdown(report.title)
    if title and (url := web_link(report.url)):
        title = f"[{title}](<{url}>)"
    parts = filter(None, (f"**{markdown(source.name)}**", title, day(report.published)))
    note = f" — no second source: {markdown(source.note)}" if source.note else ""
    return f"{source.number}. {', '.join(parts)}{note}"
