"""What every view of a checked draft shows, laid out once: its sentences and what is said.

Nothing is judged here: a comment is a finding, or the part of one that the reports speak to; a
remark is what an editor made of a finding.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from secondsource.export.sheet import Count, Source, count, report_figures, sources
from secondsource.records.annotation import Stand, label, needs_attention, shown_for
from secondsource.records.evidence import Passage
from secondsource.records.finding import CheckAnswer, Finding, Part, Verdict
from secondsource.records.review import Remark, RemarkState

VERDICT_WORDS = {verdict: verdict.value.replace("_", " ").capitalize() for verdict in Verdict}
# The sign tells what the colour tells, for those who see none.
VERDICT_SIGNS = {Verdict.SUPPORTED: "✓", Verdict.CONTRADICTED: "✗", Verdict.NOT_FOUND: "?"}
CONTESTED_SIGN = "≠"
STATE_WORDS = {state: state.value.capitalize() for state in RemarkState}


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage that a comment quotes; `lead` says how it stands to the draft, if not plainly."""

    passage: Passage
    lead: str


LEADS = {Stand.EVIDENCE: "", Stand.AGAINST: "but", Stand.NEAREST: "nearest"}


@dataclass(frozen=True, slots=True)
class Comment:
    """What is said of a sentence, or of one part of it: then `words` are that part's."""

    words: str
    verdict: Verdict
    tone: str
    sign: str
    label: str
    note: str
    quotes: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of a sentence: `tone` is empty where nothing is wrong with them."""

    text: str
    tone: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A finding with the number of its sentence in the draft, from 1; `runs` are its characters.

    `tone` is the verdict, or "contested" for what is supported and contested. `remark` is what an
    editor made of it, None for a draft that nobody went through.
    """

    number: int
    runs: tuple[Run, ...]
    finding: Finding
    tone: str
    sign: str
    label: str
    comments: tuple[Comment, ...]
    remark: Remark | None

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(run.text for run in self.runs)

    @property
    def parts_at_fault(self) -> tuple[str, ...]:
        """The words that need attention where others of the sentence do not."""
        return tuple(run.text for run in self.runs if run.tone) if len(self.runs) > 1 else ()

    @property
    def needs_attention(self) -> bool:
        """Whether an editor has to look at it."""
        return needs_attention(self.finding) or any(map(needs_attention, self.finding.parts))

    @property
    def state(self) -> RemarkState:
        """What an editor decided of it."""
        return self.remark.state if self.remark else RemarkState.OPEN

    @property
    def editor_says(self) -> str:
        """What an editor made of it, in words: "Accepted: twelve it is", or nothing."""
        if self.remark is None:
            return ""
        words = "" if self.state is RemarkState.OPEN else STATE_WORDS[self.state]
        return ": ".join(part for part in (words, self.remark.note.strip()) if part)


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of a draft, with the sentence that they are where they are one."""

    text: str
    sentence: Sentence | None


@dataclass(frozen=True, slots=True)
class Checked:
    """A checked draft, ready to be shown."""

    sentences: tuple[Sentence, ...]
    sources: tuple[Source, ...]
    figures: tuple[Count, ...]
    against: str

    def source(self, passage: Passage) -> Source:
        """The source that a passage is in."""
        return next(one for one in self.sources if one.report.id == passage.report_id)

    @property
    def attention(self) -> tuple[Sentence, ...]:
        """The sentences that need attention, in the order of the draft."""
        return tuple(one for one in self.sentences if one.needs_attention)

    @property
    def dismissed(self) -> tuple[Sentence, ...]:
        """Those of them that an editor has dismissed."""
        return tuple(one for one in self.attention if one.state is RemarkState.DISMISSED)

    @property
    def fine(self) -> tuple[Sentence, ...]:
        """The sentences that need none."""
        return tuple(one for one in self.sentences if not one.needs_attention)

    @property
    def summary(self) -> str:
        """ "10 sentences: 5 supported, 3 contradicted, 2 not found"."""
        if not self.sources:
            return "Not checked: no report could be read"
        all_of_them, *kinds = map(str, self.figures)
        return f"{all_of_them}: {', '.join(kinds)}"


def checked(answer: CheckAnswer, remarks: Iterable[Remark] = ()) -> Checked:
    """The answer laid out, its sentences and reports numbered in their own order."""
    made = {remark.finding: remark for remark in remarks}
    reports, origins = report_figures(answer.reports, answer.origins)
    return Checked(
        sentences=tuple(
            _sentence(number, finding, answer.draft, made.get(number - 1))
            for number, finding in enumerate(answer.findings, start=1)
        ),
        sources=sources(answer.reports, answer.origins),
        figures=_figures(answer.findings),
        against=f"against {reports} from {origins}",
    )


def pieces(draft: str, sentences: Sequence[Sentence]) -> Iterator[Piece]:
    """All of the draft in order, cut where sentences start and end; the first wins a place."""
    at = 0
    for one in sorted(sentences, key=lambda one: (one.finding.start, one.finding.end)):
        finding = one.finding
        if finding.start < at:
            continue
        if between := draft[at : finding.start]:
            yield Piece(between, None)
        yield Piece(draft[finding.start : finding.end], one)
        at = finding.end
    if at < len(draft):
        yield Piece(draft[at:], None)


def without_nearest(note: str) -> str:
    """A note less the words that come nearest, for where they are quoted with their outlet."""
    return note.partition("; nearest: ")[0]


def as_sentence(note: str) -> str:
    """A note with a capital letter and a full stop; an address in front stays as it is."""
    end = "" if not note or note.endswith((".", "!", "?", "”")) else "."
    first = note[:1] if "://" in note.partition(" ")[0] else note[:1].upper()
    return f"{first}{note[1:]}{end}"


def _sentence(number: int, finding: Finding, draft: str, remark: Remark | None) -> Sentence:
    return Sentence(
        number=number,
        runs=tuple(_runs(finding, draft)),
        finding=finding,
        tone=_tone(finding),
        sign=_sign(finding),
        label=label(finding),
        comments=_comments(finding, draft),
        remark=remark,
    )


def _comments(finding: Finding, draft: str) -> tuple[Comment, ...]:
    if len(finding.parts) < 2:  # a single part says what the sentence says
        return (_comment(finding, words=""),)
    return tuple(_comment(part, words=draft[part.start : part.end]) for part in finding.parts)


def _comment(one: Finding | Part, *, words: str) -> Comment:
    return Comment(
        words=words,
        verdict=one.verdict,
        tone=_tone(one),
        sign=_sign(one),
        label=label(one),
        note=without_nearest(one.note) if one.nearest else one.note,
        quotes=tuple(Quoted(passage, LEADS[stand]) for passage, stand in shown_for(one).items()),
    )


def _runs(finding: Finding, draft: str) -> Iterator[Run]:
    """The sentence cut where the parts of it that need attention start and end."""
    parts = [part for part in finding.parts if needs_attention(part)]
    if not parts:
        yield Run(draft[finding.start : finding.end], _tone(finding, fine=""))
        return
    at = finding.start
    for part in parts:
        yield Run(draft[at : part.start], "")
        yield Run(draft[part.start : part.end], _tone(part))
        at = part.end
    yield Run(draft[at : finding.end], "")


def _tone(one: Finding | Part, *, fine: str = Verdict.SUPPORTED.value) -> str:
    if one.verdict is not Verdict.SUPPORTED:
        return one.verdict.value
    return "contested" if one.contested else fine


def _sign(one: Finding | Part) -> str:
    if one.verdict is Verdict.SUPPORTED and one.contested:
        return CONTESTED_SIGN
    return VERDICT_SIGNS[one.verdict]


def _figures(findings: Sequence[Finding]) -> tuple[Count, ...]:
    verdicts = Counter(finding.verdict for finding in findings)
    contested = sum(finding.contested for finding in findings)
    return (
        count(len(findings), "sentence"),
        *(Count(verdicts[verdict], VERDICT_WORDS[verdict].lower()) for verdict in Verdict),
        *([Count(contested, "contested among the reports")] if contested else []),
    )
