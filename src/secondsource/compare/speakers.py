"""Speakers: whether what two reports let somebody say is said by two."""

import re

from secondsource.compare.claims import Statement
from secondsource.compare.speech import same_person
from secondsource.compare.word_lists import parties

WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
# Characters beside a name in which its calling stands: before it, or after a comma.
BEFORE, AFTER = 40, 30


def two_speakers(a: Statement, b: Statement) -> bool:
    """Whether the speakers of two statements are surely two.

    Both are named, or they are of parties that do not speak for each other: the union is not the
    company. "The airline" may be "the company", and who is only named may be of any party.
    """
    one, other = a.claim.speaker, b.claim.speaker
    if one is None or other is None or same_person(one, other):
        return False
    if a.speaker_named and b.speaker_named:
        return True
    mine, theirs = _parties_of(a, one), _parties_of(b, other)
    return bool(mine and theirs) and not mine & theirs


def _parties_of(statement: Statement, speaker: str) -> frozenset[int]:
    """The parties that a speaker may be of, by its noun or by what stands beside its name."""
    if not statement.speaker_named:
        return _parties_in(speaker.split()[-1])
    sentence = statement.sentence.within(statement.text)
    at = sentence.find(speaker.split()[-1])
    if at < 0:
        return frozenset()
    after = sentence[at + len(speaker.split()[-1]) :][:AFTER]
    return _parties_in(sentence[max(0, at - BEFORE) : at]) | (
        _parties_in(after) if after.startswith(",") else frozenset()
    )


def _parties_in(words: str) -> frozenset[int]:
    found: set[int] = set()
    for word in WORD.findall(words.lower()):
        found |= parties().get(word) or parties().get(word.removesuffix("s")) or frozenset()
    return frozenset(found)
