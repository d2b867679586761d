"""Deeds and sayings of a draft that the nearest statements of the reports tell otherwise."""

from collections.abc import Sequence

from secondsource.compare.claims import Statement
from secondsource.compare.deed_comparison import (
    deed_differences,
    has_actor,
    may_bear_out,
    told_of_another,
)
from secondsource.compare.deeds import Deed
from secondsource.compare.speakers import two_speakers
from secondsource.compare.truth import Mode
from secondsource.compare.word_lists import words_of
from secondsource.records.story import Kind
from secondsource.stages.check.judgement import MOST_EVIDENCE
from secondsource.stages.check.said import Objection


def deed_apart(statement: Statement, near: Sequence[Statement]) -> Objection | None:
    """An objection if a deed of the draft is told otherwise nearby, and nowhere as it is told."""
    found = [(s, deed, why) for s in near for deed, _, why in deed_differences(statement, s)]
    told = [deed for s in near for deed in s.deeds]
    for deed in statement.deeds:
        against = [(s, why) for s, mine, why in found if mine is deed]
        # Who is said to have tried may have succeeded.
        if not against or deed.truth.mode is Mode.OPEN or _borne_out(deed, told):
            continue
        why = against[0][1]
        evidence = tuple(s.claim.said_in for s, other in against if other.kind == why.kind)
        return Objection(why.kind, evidence[:MOST_EVIDENCE], why.reason)
    return None


def _borne_out(deed: Deed, told: Sequence[Deed]) -> bool:
    return any(may_bear_out(deed, other) for other in told)


def other_doer(statement: Statement, near: Sequence[Statement]) -> Objection | None:
    """An objection if one of two who are told of here is given what the other did or said.

    Many may call for a vote: that one did speaks against another only where the reports tell
    of both, and of the one alone that he did.
    """
    told = [deed for s in near for deed in s.deeds]
    for deed in statement.deeds:
        others = [(s, d) for s in near for d in s.deeds if told_of_another(deed, d)]
        known = any(has_actor(other, deed) for other in told)
        if not others or not known or _borne_out(deed, told):
            continue
        note = f"the reports say it of {others[0][1].actors[0].text}, not of {deed.actors[0].text}"
        kind = Kind.ATTRIBUTION if deed.verb in words_of("sayings.txt") else Kind.PERSON
        return Objection(kind, tuple(s.claim.said_in for s, _ in others)[:MOST_EVIDENCE], note)
    return None


def other_speaker(statement: Statement, same: Sequence[Statement]) -> Objection | None:
    """An objection if the reports let others say what the draft lets somebody say.

    `same` are those of the nearest statements that tell the same.
    """
    if statement.claim.speaker is None or statement.direct or not same:
        return None
    if not all(two_speakers(statement, s) for s in same):
        return None
    speakers = " and ".join(dict.fromkeys(s.claim.speaker or "" for s in same))
    note = f"the reports let {speakers} say so, not {statement.claim.speaker}"
    return Objection(Kind.ATTRIBUTION, tuple(s.claim.said_in for s in same)[:MOST_EVIDENCE], note)
