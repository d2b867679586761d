"""Grouping a stream: what is lost when other news runs along, and what the order of arrival costs.

    python -m evals.stream

The reports of the split `val` (evals/grouping.py) are replayed in order of time, in batches, as a
desk groups them; B-cubed counts them alone. First they come alone, then with `OTHERS` other
articles of the shared stream; articles that are the gold stories' own, by address, title or
opening, are left out of those. About a fifth of the full texts and two thirds of the title + lede
have no date: they come last, as in a desk that was given all at once, and are compared with
reports of any day.

*tf-idf average link* is the plain way on the same work: cosine of TF-IDF weights, dates no more
than thirty days apart, average linkage; its threshold is the best on the split `train`.

*Order of arrival*: the first `SHUFFLED` articles of the stream and the gold reports, `ROUNDS` times
shuffled and each time added as one pile, as after a desk has stored them; and arriving one by one
in `ROUNDS` other orders, so that each is grouped by what came before it.
"""

import argparse
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from benchmarks.texts import stream
from evals.grouping import SHARED, STORIES, BCubed, Told, b_cubed, told_by, val_stories
from evals.table import Row, show
from secondsource.models.onnx_encoder import OnnxEncoder
from secondsource.records.report import Report
from secondsource.stages.group import Grouping, Skim, skim_reports
from secondsource.stages.group.likeness import shared_weights
from secondsource.stages.group.link import average_link
from secondsource.stages.group.skim import WORDS
from secondsource.stages.group.window import Window

OTHERS = 10_000
ALL = 12_000
BATCH = 200
SHUFFLED = 5_000
ROUNDS = 10
ENCODED = 500  # reports encoded at a time
OPENING = 200  # characters that tell whether two articles are one
PLAIN_THRESHOLDS = {"full text": 0.18, "title + lede": 0.20}  # best on `train`, in steps of 0.02
BLANKS = re.compile(r"\W+")


def measure(shared: Path) -> tuple[Row, ...]:
    """The rows of this measure; none where the shared data are missing."""
    if not (shared / STORIES).exists():
        return ()
    encoder = OnnxEncoder()
    others = [*_encoded(other_articles(shared), encoder)]
    rows: list[Row] = []
    for name, full in (("full text", True), ("title + lede", False)):
        told = [one for story in val_stories(shared / STORIES) for one in told_by(story, full=full)]
        skims = [*_encoded([one.report for one in told], encoder)]
        rows += _replayed(name, told, skims, others[:OTHERS])
        if full:
            rows += _in_any_order(told, [*others[: SHUFFLED - len(skims)], *skims])
    return tuple(rows)


def other_articles(shared: Path) -> list[Report]:
    """Articles of the stream that no gold story of the split has."""
    gold = [one for story in val_stories(shared / STORIES) for one in story["reports"]]
    articles = [one["article"] for one in gold if one.get("article")]
    urls = {one["url"] for one in articles}
    titles = {_bare(one["title"]) for one in gold}
    openings = {_bare(one["content_original"][:OPENING]) for one in articles}
    return [
        one
        for one in stream(shared, ALL)
        if one.url not in urls
        and _bare(one.title) not in titles
        and _bare(one.text[:OPENING]) not in openings
    ]


def replay(skims: Sequence[Skim], *, batch: int = BATCH) -> dict[str, str]:
    """The story of each report, as they come, so many at a time."""
    grouping = Grouping()
    for at in range(0, len(skims), batch):
        grouping.add(skims[at : at + batch])
    return {one: story.id for story in grouping.stories for one in story.report_ids}


def plain(skims: Sequence[Skim], threshold: float) -> dict[str, str]:
    """TF-IDF, average link: the story of each report."""
    by_id = {one.report_id: one for one in skims}
    window = Window()
    links: dict[tuple[str, str], float] = {}
    for one in skims:
        near = [by_id[other] for other in window.near(one)]
        if near:
            alike = shared_weights(one, near)[:, WORDS].tolist()
            for other, value in zip(near, alike, strict=True):
                a, b = sorted((one.report_id, other.report_id))
                links[a, b] = value
        window.add(one)
    stories = average_link(by_id, links, threshold=threshold, floor=0.0)
    return {one: story[0] for story in stories for one in story}


def in_time(skims: Sequence[Skim]) -> list[Skim]:
    """Dated reports by time, then the undated."""
    dated = [(one.published.timestamp(), one.report_id, one) for one in skims if one.published]
    return [*(one for *_, one in sorted(dated)), *(one for one in skims if not one.published)]


def _replayed(
    name: str, told: Sequence[Told], skims: Sequence[Skim], others: Sequence[Skim]
) -> Iterator[Row]:
    undated = sum(one.published is None for one in skims)
    note = f"{len(told)} reports, {undated} undated"
    alone, mixed = in_time(skims), in_time([*skims, *others])
    ours = [_score(told, replay(some)) for some in (alone, mixed)]
    theirs = [_score(told, plain(some, PLAIN_THRESHOLDS[name])) for some in (alone, mixed)]
    among = f"among {len(others):,} others"
    for who, (by_itself, within) in (("", ours), (", tf-idf average link", theirs)):
        yield Row(f"group stream f1, {name}{who}", by_itself.f1, note=note)
        parts = f"precision {within.precision:.3f}, recall {within.recall:.3f}"
        yield Row(f"group stream f1, {name}, {among}{who}", within.f1, note=parts)
        yield Row(f"group stream f1 lost, {name}, {among}{who}", by_itself.f1 - within.f1)


def _in_any_order(told: Sequence[Told], skims: Sequence[Skim]) -> Iterator[Row]:
    wanted = replay(skims, batch=len(skims))
    piled, one_by_one = [], []
    for seed in range(ROUNDS):
        shuffled = [*skims]
        random.Random(seed).shuffle(shuffled)
        piled.append(replay(shuffled, batch=len(shuffled)) == wanted)
        one_by_one.append(_score(told, replay(shuffled, batch=1)).f1)
    note = f"{len(skims):,} reports, {ROUNDS} orders"
    yield Row("group stream same ids, shuffled", float(np.mean(piled)), note=note)
    spread = max(one_by_one) - min(one_by_one)
    yield Row("group stream f1 spread, one by one", spread, note=note)
    lost = _score(told, wanted).f1 - min(one_by_one)
    yield Row("group stream f1 lost, one by one", lost, note="the worst order, against one pile")


def _score(told: Sequence[Told], got: dict[str, str]) -> BCubed:
    gold = {one.report.id: one.story for one in told}
    return b_cubed(gold, {one: got[one] for one in gold})


def _encoded(reports: Sequence[Report], encoder: OnnxEncoder) -> Iterator[Skim]:
    for at in range(0, len(reports), ENCODED):
        yield from skim_reports(reports[at : at + ENCODED], encoder)


def _bare(text: str) -> str:
    return BLANKS.sub("", text.lower())


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m evals.stream", description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED, help=f"gold data; {SHARED}")
    show(measure(parser.parse_args().shared), title="Grouping a stream")


if __name__ == "__main__":
    main()
