"""What needs attention in a checked draft, as review tools show it: where, how grave, why."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from secondsource.records.evidence import Passage
from secondsource.records.finding import CheckAnswer, Finding, Part, Verdict

_QUOTATION = re.compile(r"[“”„«»\"]|‘[^’]+’")


class Level(StrEnum):
    """How grave an annotation is, in the words of SARIF."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A character of a text: line and column count from 1, columns in Unicode code points."""

    line: int
    column: int


class Stand(StrEnum):
    """How a passage stands to the words of a draft that it is shown for."""

    EVIDENCE = "evidence"
    AGAINST = "against"
    NEAREST = "nearest"


@dataclass(frozen=True, slots=True)
class Related:
    """A passage that an annotation rests on, and the place in its report's text where it starts.

    `stand` is `evidence` for what the verdict rests on, `against` for what says otherwise where the
    reports disagree, `nearest` for what comes nearest to words that were not found.
    """

    passage: Passage
    place: Place
    stand: Stand


@dataclass(frozen=True, slots=True)
class Annotation:
    """One thing in a draft that needs attention: a finding, or the part of one that is at fault.

    `text` are its characters, `start` is the place of the first, `end` that behind the last.
    `rule` never changes its meaning: `contradicted/KIND`, `not-found`, `not-found/quote` (the
    words hold a quotation) or `contested`. `finding` is the index of the finding in its answer.
    """

    finding: int
    rule: str
    level: Level
    start: Place
    end: Place
    text: str
    message: str
    related: tuple[Related, ...]


class Lines:
    """Finds the line and column of an offset of a text; lines end with a line feed."""

    def __init__(self, text: str) -> None:
        self._ends = [at for at, character in enumerate(text) if character == "\n"]

    def place(self, at: int) -> Place:
        """The place of the character at `at`, an offset in code points."""
        line = bisect_left(self._ends, at)
        return Place(line + 1, at - (self._ends[line - 1] if line else -1))


def annotations(answer: CheckAnswer) -> tuple[Annotation, ...]:
    """What needs attention in the draft, in its order; nothing for what is simply supported."""
    texts = {report.id: report.text for report in answer.reports}
    cited = {p.report_id for _, one in _at_fault(answer) for p in shown_for(one)}
    lines = {report_id: Lines(texts[report_id]) for report_id in cited}
    draft = Lines(answer.draft)
    return tuple(
        Annotation(
            finding=index,
            rule=rule(one, text),
            level=_level(one),
            start=draft.place(one.start),
            end=draft.place(one.end),
            text=text,
            message=f"{label(one)}: {one.note}" if one.note else label(one),
            related=tuple(
                Related(passage, lines[passage.report_id].place(passage.start), stand)
                for passage, stand in shown_for(one).items()
            ),
        )
        for index, one in _at_fault(answer)
        for text in [answer.draft[one.start : one.end]]
    )


def needs_attention(one: Finding | Part) -> bool:
    """Whether an editor has to look at it: it is not supported, or the reports disagree on it."""
    return one.contested or one.verdict is not Verdict.SUPPORTED


def shown_for(one: Finding | Part) -> dict[Passage, Stand]:
    """The passages to show for it, each with how it stands; what speaks against comes late."""
    for_it = [passage for passage in one.evidence if passage not in one.against]
    return {
        **dict.fromkeys(for_it, Stand.EVIDENCE),
        **dict.fromkeys(one.against, Stand.AGAINST),
        **dict.fromkeys(one.nearest, Stand.NEAREST),
    }


def label(one: Finding | Part) -> str:
    """The verdict in words: "Contradicted (number), contested among the reports"."""
    kind = f" ({one.kind.value})" if one.kind else ""
    contested = ", contested among the reports" if one.contested else ""
    return f"{one.verdict.value.replace('_', ' ').capitalize()}{kind}{contested}"


def rule(one: Finding | Part, words: str) -> str:
    """The id of the rule that speaks; `words` are those of the draft that it speaks of."""
    if one.verdict is Verdict.CONTRADICTED:
        return f"contradicted/{one.kind.value}" if one.kind else "contradicted"
    if one.verdict is Verdict.NOT_FOUND:
        return "not-found/quote" if _QUOTATION.search(words) else "not-found"
    return "contested"


def _at_fault(answer: CheckAnswer) -> Iterator[tuple[int, Finding | Part]]:
    """Each finding that needs attention with its index, or the parts of it that do."""
    for index, finding in enumerate(answer.findings):
        if needs_attention(finding):
            parts = tuple(part for part in finding.parts if needs_attention(part))
            yield from ((index, one) for one in parts or (finding,))


def _level(one: Finding | Part) -> Level:
    if one.verdict is Verdict.CONTRADICTED:
        return Level.ERROR
    return Level.WARNING if one.verdict is Verdict.NOT_FOUND else Level.NOTE
