"""Links between claims of different reports: they agree, or differ in a way that has a kind."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from secondsource.compare.claims import Statement
from secondsource.compare.comparators import difference
from secondsource.compare.difference import Difference
from secondsource.compare.matter import Matter
from secondsource.compare.office import Holding, compare_offices, same_office
from secondsource.compare.sameness import same_statement
from secondsource.compare.speech import Speech, compare_speakers, pairs_of_same_words

KEPT_FOR_LIFE = frozenset(
    {"president", "vice president", "senator", "governor", "ambassador", "general", "admiral"}
    | {"colonel", "judge", "justice", "mayor", "secretary of state", "speaker", "representative"}
)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two claims, by id, that say the same; the higher the score, the more alike."""

    a: str
    b: str
    score: float


@dataclass(frozen=True, slots=True)
class Opposition:
    """Two claims, by id, of one matter that differ; the difference's values are in their order."""

    a: str
    b: str
    score: float
    difference: Difference


Link = Agreement | Opposition


def statement_links(
    said: Sequence[Statement], candidates: Sequence[Matter], origin_of: Mapping[str, str]
) -> Iterator[Link]:
    """Links between statements: a typed difference, else agreement where the match is close.

    Reports of one origin do not contradict each other: a reprint that was edited is no witness.
    """
    for matter in candidates:
        a, b = said[matter.a], said[matter.b]
        apart = origin_of[a.report_id] != origin_of[b.report_id]
        found = difference(a, b, matter) if apart else None
        if found is not None:
            yield Opposition(a.claim.id, b.claim.id, matter.score, found)
        elif same_statement(a, b, matter):
            yield Agreement(a.claim.id, b.claim.id, matter.score)


def speech_links(speech: Sequence[Speech]) -> Iterator[Link]:
    """Links between quotes of the same words: by the same speaker, or credited differently."""
    for a, b in pairs_of_same_words(speech):
        found = compare_speakers(a, b)
        if found is not None:
            yield Opposition(a.claim.id, b.claim.id, 1.0, found)
        elif a.claim.speaker and b.claim.speaker:
            yield Agreement(a.claim.id, b.claim.id, 1.0)


def office_links(offices: Sequence[Holding], origin_of: Mapping[str, str]) -> Iterator[Link]:
    """Links between the offices that two reports give to one person.

    A report that gives both of two offices sees no conflict between them, or was misread; and
    some titles outlive the office: "former president" and "President" fit.
    """
    given: dict[tuple[str, str], set[str]] = defaultdict(set)
    for holding in offices:
        given[holding.report_id, holding.person].add(holding.role.title)
    for i, a in enumerate(offices):
        for b in offices[i + 1 :]:
            if a.person != b.person or a.report_id == b.report_id:
                continue
            found = compare_offices(a, b)
            if found is None:
                if same_office(a, b):
                    yield Agreement(a.claim.id, b.claim.id, 1.0)
                continue
            apart = origin_of[a.report_id] != origin_of[b.report_id]
            if apart and not _courtesy(a, b) and not _gives_both(given, a, b):
                yield Opposition(a.claim.id, b.claim.id, 1.0, found)


def _courtesy(a: Holding, b: Holding) -> bool:
    """Whether a title that one keeps for life is given with "former" and without."""
    former = {a.role.qualifier, b.role.qualifier} == {"", "former"}
    return former and a.role.title == b.role.title and a.role.title in KEPT_FOR_LIFE


def _gives_both(given: Mapping[tuple[str, str], set[str]], a: Holding, b: Holding) -> bool:
    titles = {a.role.title, b.role.title}
    return len(titles) > 1 and any(titles <= given[h.report_id, h.person] for h in (a, b))
