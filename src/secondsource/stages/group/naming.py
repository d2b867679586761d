"""A story's id, headline and the reason, in words, why its reports belong together."""

import functools
import hashlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from secondsource.records.evidence import Maker
from secondsource.records.story import Story
from secondsource.stages.group.likeness import days_between
from secondsource.stages.group.skim import Skim
from secondsource.stages.group.spelt import Spelt, unpacked
from secondsource.stages.group.words import rarity, words

MAKER = Maker("secondsource/group", "1")
MOST_NAMES, MOST_WORDS, MOST_FIGURES = 4, 4, 3
TELLING = 3.0  # a word of one report in twenty is rare enough to be worth naming
MOST_TOLD = 40  # reports that a story is named for: naming it costs no more as it grows
ALONE = "no other report tells of the same event"


def story_id(report_id: str, again: int = 0) -> str:
    """The id of a story that opens with this report, or of one `again`: 16 hexadecimal digits."""
    return hashlib.sha256(f"story {report_id} {again}".encode()).hexdigest()[:16]


def name_story(
    story: str,
    members: Sequence[Skim],
    links: Mapping[str, Mapping[str, float]],
    by_hand: Collection[bool] = (),
) -> Story:
    """The record of a story; `members` are its reports by age, `links` how alike they are.

    `by_hand` says whether some were put together by hand (True), or kept apart from other stories
    (False).
    """
    times = [one.published for one in members if one.published is not None]
    spelt = {one.report_id: unpacked(one.text) for one in _some(members)}
    central = _central(members, links)
    return Story(
        id=story,
        headline=(spelt.get(central.report_id) or unpacked(central.text)).opening,
        report_ids=tuple(one.report_id for one in members),
        first=min(times, default=None),
        last=max(times, default=None),
        merged_into=None,
        why="; ".join([_why(members, list(spelt.values())), *_hands(by_hand)]),
        maker=MAKER,
    )


def _some(members: Sequence[Skim]) -> Sequence[Skim]:
    """The members that a story is told by: of very many, a part that spans their time."""
    return members[:: 1 + (len(members) - 1) // MOST_TOLD]


def _central(members: Sequence[Skim], links: Mapping[str, Mapping[str, float]]) -> Skim:
    """The report most like the others, the eldest of equals: what it is called fits the story."""
    ids = {one.report_id for one in members}
    return max(
        members,
        key=lambda one: sum(
            value for other, value in links.get(one.report_id, {}).items() if other in ids
        ),
    )


def _hands(by_hand: Collection[bool]) -> Iterator[str]:
    if True in by_hand:
        yield "put together by hand"
    if False in by_hand:
        yield "kept apart by hand from what else would join it"


def _why(members: Sequence[Skim], spelt: Sequence[Spelt]) -> str:
    if len(members) == 1:
        return ALONE
    common = in_common(spelt) or "their meaning, but few words"
    return f"{len(members)} reports{_spread(members)} share {common}"


def in_common(spelt: Sequence[Spelt]) -> str:
    """The names, words and figures that most of the reports share, in words; "" for none."""
    held = Counter(word for one in spelt for word in one.words)
    enough = max(2, len(spelt) / 2)
    names = _shared_names(spelt, held, enough)
    in_names = {word for name in names for word in _parts(name)}
    shared = _shared_words(held, in_names, enough)
    kinds = (
        ("names", names),
        ("words", [word for word in shared if not word[0].isdigit()][:MOST_WORDS]),
        ("figures", [word for word in shared if word[0].isdigit()][:MOST_FIGURES]),
    )
    return "; ".join(f"the {kind} {', '.join(found)}" for kind, found in kinds if found)


def _spread(members: Sequence[Skim]) -> str:
    gaps = [days_between(members[0], one) for one in members[1:]]
    known = [gap for gap in gaps if gap is not None]
    if not known:
        return ""
    days = max(1, round(max(known)))
    return f" within {days} day{'s' if days > 1 else ''}"


def _shared_names(spelt: Sequence[Spelt], held: Mapping[str, int], enough: float) -> list[str]:
    """Names that enough of the reports hold, the most shared and rarest first."""
    written = {name.lower(): name for one in reversed(spelt) for name in reversed(one.names)}
    words_of = [set(one.words) for one in spelt]
    counted = [
        (sum(parts <= some for some in words_of), sum(map(rarity, parts)), name)
        for name in written.values()
        if (parts := _parts(name)) and all(held.get(part, 0) >= enough for part in parts)
    ]
    most = [row for row in counted if row[0] >= enough and row[1] >= TELLING]
    chosen: list[str] = []
    for _, _, name in sorted(most, key=lambda row: (-row[0], -row[1], row[2])):
        if not any(_parts(name) & _parts(other) for other in chosen):
            chosen.append(name)
    return chosen[:MOST_NAMES]


@functools.lru_cache(maxsize=16384)
def _parts(name: str) -> frozenset[str]:
    return frozenset(words(name))


def _shared_words(held: Mapping[str, int], known: set[str], enough: float) -> list[str]:
    counted = [
        (count, rarity(word), word)
        for word, count in held.items()
        if count >= enough and word not in known and rarity(word) >= TELLING
    ]
    return [word for _, _, word in sorted(counted, key=lambda row: (-row[0], -row[1], row[2]))]
