"""A story's id, headline and the reason, in words, why its reports belong together."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from secondsource.records.evidence import Maker
from secondsource.records.story import Story
from secondsource.stages.group.likeness import days_between
from secondsource.stages.group.skim import Skim
from secondsource.stages.group.words import fold, rarity, words

MAKER = Maker("secondsource/group", "1")
MOST_NAMES, MOST_WORDS, MOST_FIGURES = 4, 4, 3
TELLING = 3.0  # a word of one report in twenty is rare enough to be worth naming
ALONE = "no other report tells of the same event"


def story_id(report_id: str, again: int = 0) -> str:
    """The id of a story that opens with this report, or of one `again`: 16 hexadecimal digits."""
    return hashlib.sha256(f"story {report_id} {again}".encode()).hexdigest()[:16]


def name_story(
    story: str, members: Sequence[Skim], links: Mapping[str, Mapping[str, float]]
) -> Story:
    """The record of a story; `members` are its reports by age, `links` how alike they are."""
    times = [one.published for one in members if one.published is not None]
    return Story(
        id=story,
        headline=_central(members, links).opening,
        report_ids=tuple(one.report_id for one in members),
        first=min(times, default=None),
        last=max(times, default=None),
        merged_into=None,
        why=_why(members),
        maker=MAKER,
    )


def _central(members: Sequence[Skim], links: Mapping[str, Mapping[str, float]]) -> Skim:
    """The report most like the others, the eldest of equals: what it is called fits the story."""
    return max(
        members,
        key=lambda one: sum(
            links[one.report_id].get(other.report_id, 0.0) for other in members if other is not one
        ),
    )


def _why(members: Sequence[Skim]) -> str:
    if len(members) == 1:
        return ALONE
    names = _shared_names(members)
    in_names = {word for name in names for word in words(name)}
    shared = _shared_words(members, in_names)
    kinds = (
        ("names", names),
        ("words", [word for word in shared if not word[0].isdigit()][:MOST_WORDS]),
        ("figures", [word for word in shared if word[0].isdigit()][:MOST_FIGURES]),
    )
    parts = [f"the {kind} {', '.join(found)}" for kind, found in kinds if found]
    common = "; ".join(parts) if parts else "their meaning, but few words"
    return f"{len(members)} reports{_spread(members)} share {common}"


def _spread(members: Sequence[Skim]) -> str:
    gaps = [days_between(members[0], one) for one in members[1:]]
    known = [gap for gap in gaps if gap is not None]
    if not known:
        return ""
    days = max(1, round(max(known)))
    return f" within {days} day{'s' if days > 1 else ''}"


def _shared_names(members: Sequence[Skim]) -> list[str]:
    """Names that at least half of the reports hold, the most shared and rarest first."""
    spelt = {name.lower(): name for one in reversed(members) for name in reversed(one.names)}
    counted = [
        (_held_by(members, parts), sum(map(rarity, parts)), name)
        for name in spelt.values()
        if (parts := words(name))
    ]
    most = [row for row in counted if row[0] >= max(2, len(members) / 2) and row[1] >= TELLING]
    chosen: list[str] = []
    for _, _, name in sorted(most, key=lambda row: (-row[0], -row[1], row[2])):
        if not any(set(words(name)) & set(words(other)) for other in chosen):
            chosen.append(name)
    return chosen[:MOST_NAMES]


def _shared_words(members: Sequence[Skim], known: set[str]) -> list[str]:
    held = {word for one in members for word in one.words if word not in known}
    counted = [
        (count, rarity(word), word)
        for word in held
        if rarity(word) >= TELLING
        and (count := _held_by(members, [word])) >= max(2, len(members) / 2)
    ]
    return [word for _, _, word in sorted(counted, key=lambda row: (-row[0], -row[1], row[2]))]


def _held_by(members: Sequence[Skim], parts: Iterable[str]) -> int:
    folded = [fold(part) for part in parts]
    return sum(all(part in one.words for part in folded) for one in members)
