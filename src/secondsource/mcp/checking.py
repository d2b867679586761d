"""A draft checked against stories, in a process of its own that can be ended when it takes long."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from secondsource.config import Settings
from secondsource.desk.running import RunningDesk
from secondsource.errors import BadInput, TryAgain
from secondsource.mcp.answers import DraftChecked, FindingTold, PartTold
from secondsource.mcp.citing import LONGEST, Citing
from secondsource.mcp.pages import BUDGET
from secondsource.records.finding import CheckAnswer, Finding, Part, Verdict
from secondsource.run.killable import Killable

LONGEST_DRAFT = 20_000  # characters
MOST_STORIES = 10
SECONDS = 120.0  # for one check, after the models are loaded
TURN = 20.0  # seconds to wait for the check of another to end
MEMORY = 8 * 2**30  # of address space, of which models map far more than they use
EACH = 4  # passages of a kind that a finding shows
AROUND = 300  # characters that a finding takes besides its texts
_NAME = "check_text"


@dataclass(frozen=True, slots=True)
class Draft:
    """What to check against which stories, and from which character on to tell of it."""

    text: str
    story_ids: tuple[str, ...]
    start: int


class Checker:
    """Checks one draft at a time. `settings` say which desk and models; nothing is kept of it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._hands = Killable(1, SECONDS, MEMORY, preload=(__name__,))
        self._turn = threading.Lock()

    def check(self, draft: Draft) -> CheckAnswer:
        """The findings; `BadInput` for too much at once, `TryAgain` while others wait."""
        _bounded(draft)
        if not self._turn.acquire(timeout=TURN):
            raise TryAgain("another draft is being checked: try again", timedelta(seconds=TURN))
        try:
            return self._hands.run(_checked, _NAME, self._settings, draft)
        except BadInput as bad:
            if bad.input == _NAME:  # said of the process, not by the desk
                raise BadInput(
                    "draft",
                    f"took over {SECONDS:g} seconds or too much memory to check: check fewer "
                    "sentences at once, or against fewer stories",
                ) from bad
            raise
        finally:
            self._turn.release()

    def close(self) -> None:
        """End the process."""
        self._hands.close()


def told(answer: CheckAnswer, start: int, citing: Citing) -> DraftChecked:
    """The findings from a character of the draft on, as many as fit."""
    verdicts = [one.verdict for one in answer.findings]
    later = [one for one in answer.findings if one.start >= start]
    fitting = list(_fitting(later))
    return DraftChecked(
        sentences=len(answer.findings),
        supported=verdicts.count(Verdict.SUPPORTED),
        contradicted=verdicts.count(Verdict.CONTRADICTED),
        not_found=verdicts.count(Verdict.NOT_FOUND),
        contested=sum(one.contested for one in answer.findings),
        findings=tuple(_finding(one, answer.draft, citing) for one in fitting),
        unread=tuple(f"{one.input}: {one.reason}" for one in answer.set_aside),
        next_start=later[len(fitting)].start if len(fitting) < len(later) else None,
    )


def _bounded(draft: Draft) -> None:
    if not draft.text.strip():
        raise BadInput("draft", "has no text: give the sentences to check")
    if len(draft.text) > LONGEST_DRAFT:
        raise BadInput(
            "draft",
            f"has {len(draft.text)} characters, and {LONGEST_DRAFT} are checked at once: give it "
            "in parts",
        )
    if not 1 <= len(draft.story_ids) <= MOST_STORIES:
        raise BadInput("story_ids", f"must be 1 to {MOST_STORIES} ids of stories")


def _checked(_: str, settings: Settings, draft: Draft) -> CheckAnswer:
    return _desk(settings).check(draft.text, story_ids=draft.story_ids)


@lru_cache(maxsize=1)
def _desk(settings: Settings) -> RunningDesk:
    from secondsource.build import open_running_desk

    return open_running_desk(settings)


def _fitting(findings: Sequence[Finding]) -> Iterator[Finding]:
    left = BUDGET
    for number, one in enumerate(findings):
        left -= _size(one)
        if left < 0 and number > 0:
            return
        yield one


def _size(one: Finding) -> int:
    shown = (*one.evidence[:EACH], *one.against[:EACH], *one.nearest[:EACH])
    quoted = sum(min(p.end - p.start, LONGEST) + AROUND for p in shown)
    return AROUND + quoted + len(one.note) + (one.end - one.start) * (1 + len(one.parts))


def _finding(one: Finding, draft: str, citing: Citing) -> FindingTold:
    kinds = (one.evidence, one.against, one.nearest)
    return FindingTold(
        start=one.start,
        end=one.end,
        text=draft[one.start : one.end],
        verdict=one.verdict.value,
        kind=one.kind.value if one.kind else None,
        contested=one.contested,
        note=one.note,
        evidence=citing.passages(one.evidence, EACH),
        against=citing.passages(one.against, EACH),
        nearest=citing.passages(one.nearest, EACH),
        more=sum(max(0, len(passages) - EACH) for passages in kinds),
        parts=tuple(_part(part, draft) for part in one.parts) if len(one.parts) > 1 else (),
    )


def _part(one: Part, draft: str) -> PartTold:
    return PartTold(
        start=one.start,
        end=one.end,
        text=draft[one.start : one.end],
        verdict=one.verdict.value,
        kind=one.kind.value if one.kind else None,
        contested=one.contested,
        note=one.note,
    )
