"""Why one report is in its story, in words: what it has in common with the one most like it."""

from collections.abc import Collection, Iterator, Mapping

from secondsource.abilities import Shelf
from secondsource.records.story import Story
from secondsource.stages.group.ground import Ground
from secondsource.stages.group.likeness import SURE
from secondsource.stages.group.naming import ALONE, in_common
from secondsource.stages.group.spelt import Spelt, unpacked


def why_joined(shelf: Shelf, report_ids: Collection[str]) -> Mapping[str, str]:
    """For each of the reports, by id, why it is in its story; those not grouped are left out.

    "corrects “…”; put together by hand with “…”; shares with “…” the names …; the words …", each
    naming another report of the story by what a reader sees first of it.
    """
    ground = Ground(shelf)
    ground.fetch_places(report_ids)
    ground.fetch_links(report_ids)
    stories = {one: story for one in report_ids if (story := ground.book.of(one))}
    ground.fetch_skims({other for story in stories.values() for other in story.report_ids})
    return {one: "; ".join(_reasons(ground, one, story)) for one, story in stories.items()}


def _reasons(ground: Ground, report_id: str, story: Story) -> Iterator[str]:
    others = [one for one in story.report_ids if one != report_id]
    if not others:
        yield ALONE
        return
    decided = ground.decisions([report_id])
    by_hand = {one for pair, together in decided.items() if together for one in pair}
    mine = ground.skims[report_id]
    for other in others:
        if mine.replaces == other:
            yield f"corrects {_called(ground, other)}"
        elif other in ground.ties.get(report_id, ()):
            yield f"was corrected by {_called(ground, other)}"
        if other in by_hand:
            yield f"put together by hand with {_called(ground, other)}"
    yield from _likest(ground, report_id, others)


def _likest(ground: Ground, report_id: str, others: Collection[str]) -> Iterator[str]:
    links = ground.links.get(report_id, {})
    near = [one for one in others if one in links]
    if not near:
        return
    likest = max(near, key=lambda one: (links[one], one))
    called = _called(ground, likest)
    if links[likest] >= SURE:
        yield f"has the text of {called}"
        return
    common = in_common([_spelt(ground, report_id), _spelt(ground, likest)])
    yield f"shares with {called} {common}" if common else f"means much the same as {called}"


def _called(ground: Ground, report_id: str) -> str:
    return f"“{_spelt(ground, report_id).opening}”"


def _spelt(ground: Ground, report_id: str) -> Spelt:
    return unpacked(ground.skims[report_id].text)
