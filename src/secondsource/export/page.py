"""The view as one HTML page: no other file, no request, nothing of a report taken as mark-up."""

import hashlib
from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment
from markupsafe import Markup

from secondsource.export.checked import (
    CONTESTED_SIGN,
    VERDICT_SIGNS,
    Sentence,
    as_sentence,
    checked,
    pieces,
)
from secondsource.export.marks import Mark, marks
from secondsource.export.safe import on_page, web_link
from secondsource.export.sheet import (
    TITLES,
    Sheet,
    Source,
    by_origin,
    counted,
    day,
    sheet,
)
from secondsource.export.templating import templates_of
from secondsource.records.brief import BriefAnswer, Section
from secondsource.records.evidence import Passage, Span
from secondsource.records.finding import CheckAnswer
from secondsource.records.review import Remark

STYLES = {"brief": ("page.css",), "check": ("page.css", "check.css")}
SCRIPTS = {"brief": ("page.js",), "check": ("page.js", "check.js")}


@dataclass(frozen=True, slots=True)
class Cite:
    """A link to a passage: `repeat` is 2 for the second in a row to one source, and so on."""

    id: str
    passage: Passage
    source: Source
    repeat: int


class Reading:
    """The sources of a page, a shelf for each story, and the passages cited, each with its id."""

    def __init__(self, shelves: Sequence[Sequence[Source]], cited: Iterable[Passage]) -> None:
        self.shelves = shelves
        self._by_report = {source.report.id: source for shelf in shelves for source in shelf}
        self._ids = {passage: f"p{n}" for n, passage in enumerate(dict.fromkeys(cited), start=1)}
        # By report, as a page of many stories has too many passages to go through for each.
        self._spans: dict[str, dict[Span, str]] = {}
        for passage, name in self._ids.items():
            self._spans.setdefault(passage.report_id, {})[passage.span] = name

    def cites(self, passages: Iterable[Passage]) -> list[Cite]:
        """Links to the passages, those to one source together, in the order of the sources."""
        order = sorted(dict.fromkeys(passages), key=lambda p: (self.source(p).number, p))
        found: list[Cite] = []
        for passage in order:
            source = self.source(passage)
            repeat = found[-1].repeat + 1 if found and found[-1].source is source else 1
            found.append(Cite(self._ids[passage], passage, source, repeat))
        return found

    def source(self, passage: Passage) -> Source:
        """The source that a passage is in."""
        return self._by_report[passage.report_id]

    def quote(self, passage: Passage) -> str:
        """The words of a passage."""
        return on_page(passage.span.within(self.source(passage).report.text))

    def marks(self, source: Source) -> tuple[Mark, ...]:
        """The text of a source, cut at the passages that are cited."""
        return marks(on_page(source.report.text), self._spans.get(source.report.id, {}))

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all passages."""
        return tuple(self._ids.values())


def brief_page(answer: BriefAnswer) -> str:
    """The page of a brief: each story, and beside it the reports with what is cited of them."""
    told: list[Sheet] = []
    first = 1
    for account in answer.stories:
        told.append(sheet(account, first=first))
        first += len(account.reports)
    return _page(
        "brief",
        Reading([one.sources for one in told], (cite for one in told for cite in cited(one))),
        title=told[0].headline if told else "No report could be read",
        stories=told,
        set_aside=answer.set_aside,
    )


def check_page(
    answer: CheckAnswer, remarks: Iterable[Remark] = (), *, title: str = "Draft, checked"
) -> str:
    """The page of a checked draft: each sentence with its verdict, beside it the reports."""
    told = checked(answer, remarks)
    comments = (comment for one in told.sentences for comment in one.comments)
    quoted = (quote.passage for comment in comments for quote in comment.quotes)
    return _page(
        "check",
        Reading([told.sources] if told.sources else [], quoted),
        title=title,
        told=told,
        lit=_lit_in_draft(told.sentences),
        pieces=tuple(pieces(answer.draft, told.sentences)),
        set_aside=answer.set_aside,
    )


def cited(told: Sheet) -> Iterable[Passage]:
    """Every passage that the page of a story leads to, in order; one may come again."""
    for _, entries in told.sections:
        for entry in entries:
            yield from entry.cites
            for column in entry.columns:
                yield from (claim.said_in for claim in column.claims)


def _page(name: str, reading: Reading, /, *, lit: str = "", **content: object) -> str:
    """The page `name` with its style, its script, and the rules `lit` that this answer needs."""
    style = Markup("\n".join([*map(_file, STYLES[name]), lit]).strip())
    script = Markup("\n".join(map(_file, SCRIPTS[name])))
    unscripted = Markup(_lit_without_script(reading.ids))
    policy = (
        f"default-src 'none'; style-src {_hash(style)} {_hash(unscripted)}; "
        f"script-src {_hash(script)}; img-src data:; base-uri 'none'; form-action 'none'"
    )
    parts = {"style": style, "script": script, "unscripted": unscripted, "policy": policy}
    template = _templates().get_template(f"{name}.html.j2")
    return template.render(reading=reading, **parts, **content)


def _lit_in_draft(sentences: Iterable[Sentence]) -> str:
    """Lights the sentence of the draft whose finding the address names."""
    selectors = ",".join(f":root:has(#s{s.number}:target) .to-s{s.number}" for s in sentences)
    return f"{selectors}{{background:var(--lit);color:var(--ink)}}" if selectors else ""


def _lit_without_script(ids: Iterable[str]) -> str:
    """Lights all marks of the passage that the address names, where no script can."""
    selectors = ",".join(f":root:has(#{i}:target) .{i}" for i in ids) or ".none"
    return f"{selectors}{{background:var(--lit);border-color:var(--lit-edge)}}"


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{b64encode(digest).decode()}'"


def _file(name: str) -> str:
    return (files("secondsource.export") / "templates" / name).read_text(encoding="utf-8").strip()


@cache
def _templates() -> Environment:
    made = templates_of("secondsource.export")
    made.filters |= {
        "show": on_page,
        "day": day,
        "web_link": web_link,
        "by_origin": by_origin,
        "sentence": as_sentence,
    }
    made.globals |= {
        "titles": {section.value: title for section, title in TITLES.items()},
        # In the order of the figures: all sentences, then those of each verdict.
        "signs": ("", *VERDICT_SIGNS.values(), CONTESTED_SIGN),
        "counted": counted,
        "Section": Section,
    }
    return made
