"""Fits the scale of the grouping: what shared words, meaning, figures and days weigh.

    python -m training.fit_grouping STORIES.jsonl.gz

Uses the split `train` alone, in parts of 307 stories, as full text and as title + lede.

1. Pairs of reports that the grouping's index finds are labelled by whether they tell one gold
   story; logistic regression on `likeness.EVIDENCE`, without dates, gives weights and base.
2. A second regression, on that likeness and on how crowded the topics of both ends are, gives
   the weight of crowding; the usual crowding is the median.
3. The threshold is the lowest that costs at most TOLERANCE of the best mean B-cubed F1, with
   and without dates, on parts that the regressions did not see. The lowest, because a story torn
   in two hides that its reports disagree, while a stranger in a story is seen at a glance.

What time says is set by hand, not fitted: the gold stories are spread over eight years, so that
there the same day alone makes two reports of one topic the same story, which it does not in a
day's news. The slope is as fitted; DAYS_SAME is held well below the fitted 5.2.
The bonus for few reports is by hand too: a handful of files was picked by somebody, mostly
because they tell one story.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.grouping import Told, b_cubed, told_by, undated, val_stories
from secondsource.models.onnx_encoder import OnnxEncoder
from secondsource.stages.group import Grouping, crowding, likeness, skim_reports
from secondsource.stages.group.crowding import CROWD_FIRST, CROWD_LAST
from secondsource.stages.group.likeness import (
    CEILING,
    EVIDENCE,
    FLOOR,
    Scale,
    evidence,
    shared_weights,
)
from secondsource.stages.group.skim import Skim
from secondsource.stages.group.window import Window

PART = 307  # stories, as many as the split that grouping is measured on
FITTED, HELD_OUT = range(4), range(4, 7)
DAYS_SAME, DAYS_SLOPE, DAYS_MOST = 3.0, 2.4, 10.0
THRESHOLDS = np.arange(-4.0, -1.4, 0.25)
TOLERANCE = 0.005
FEW_BONUS = 2.0
TARGET = Path("src/secondsource/stages/group/data/likeness.toml")
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Part:
    """Reports with their gold stories, and the pairs of them that the index finds."""

    told: Sequence[Told]
    skims: Sequence[Skim]
    pairs: Numbers
    evidence: Numbers
    same: Numbers


def main() -> None:
    """Fit, choose the threshold, write the scale."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("stories", type=Path)
    stories = list(val_stories(parser.parse_args().stories, "train"))
    random.Random(5).shuffle(stories)
    encoder = OnnxEncoder()
    parts = {
        number: [
            read([one for story in some for one in told_by(story, full=full)], encoder)
            for full in (True, False)
        ]
        for number in (*FITTED, *HELD_OUT)
        if (some := stories[number * PART : (number + 1) * PART])
    }
    scale = fit([part for number in FITTED for part in parts[number]])
    held_out = [part for number in HELD_OUT for part in parts[number]]
    write(replace(scale, threshold=best_threshold(scale, held_out)))


def read(told: Sequence[Told], encoder: OnnxEncoder) -> Part:
    """A part, its pairs found as the grouping would find them if no report had a date."""
    skims = skim_reports([undated(one).report for one in told], encoder)
    number = {one.report_id: i for i, one in enumerate(skims)}
    window = Window()
    pairs: list[tuple[int, int]] = []
    rows = [np.zeros((0, len(EVIDENCE)))]
    for i, skim in enumerate(skims):
        near = [number[other] for other in window.near(skim)]
        if near:
            others = [skims[other] for other in near]
            rows.append(evidence(skim, others, shared_weights(skim, others)))
            pairs += [(other, i) for other in near]
        window.add(skim)
    return Part(
        told,
        skims,
        np.array(pairs),
        np.concatenate(rows),
        np.array([told[a].story == told[b].story for a, b in pairs], dtype=float),
    )


def fit(parts: Sequence[Part]) -> Scale:
    """Weights of the evidence and of crowding; the threshold is left at 0."""
    found = np.concatenate([part.evidence for part in parts])
    same = np.concatenate([part.same for part in parts])
    *weights, base = regress(found, same)
    odds = [np.clip(part.evidence @ weights + base, FLOOR, CEILING) for part in parts]
    crowds = [crowds_of(part, one) for part, one in zip(parts, odds, strict=True)]
    usual = float(np.median(np.concatenate(crowds)))
    ends = [
        np.maximum(crowd - usual, 0)[part.pairs].mean(axis=1)
        for part, crowd in zip(parts, crowds, strict=True)
    ]
    per_odds, per_crowd, _ = regress(
        np.column_stack([np.concatenate(odds), np.concatenate(ends)]), same
    )
    return Scale(
        weights=tuple(float(one) for one in weights),
        base=float(base),
        days_same=DAYS_SAME,
        days_slope=DAYS_SLOPE,
        days_most=DAYS_MOST,
        threshold=0.0,
        crowd_weight=float(-per_crowd / per_odds),
        crowd_usual=usual,
        few_bonus=FEW_BONUS,
    )


def regress(found: Numbers, same: Numbers, rounds: int = 25) -> Numbers:
    """Logistic regression by Newton's method with a slight pull to 0; the base comes last."""
    centre, spread = found.mean(axis=0), found.std(axis=0) + 1e-9
    rows = np.column_stack([(found - centre) / spread, np.ones(len(found))])
    pull = np.diag([1.0] * found.shape[1] + [0.0])
    weights = np.zeros(rows.shape[1])
    for _ in range(rounds):
        share = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (share - same) + pull @ weights
        bend = (rows * (share * (1 - share))[:, None]).T @ rows + pull
        weights -= np.linalg.solve(bend, slope)
    scaled = weights[:-1] / spread
    return np.append(scaled, weights[-1] - scaled @ centre)


def crowds_of(part: Part, odds: Numbers) -> Numbers:
    """How alike the neighbours of each report from CROWD_FIRST to CROWD_LAST are to it."""
    near: list[list[float]] = [[] for _ in part.skims]
    for (a, b), value in zip(part.pairs, odds, strict=True):
        near[a].append(value)
        near[b].append(value)
    places = CROWD_LAST - CROWD_FIRST
    ranked = [sorted(some, reverse=True)[CROWD_FIRST:CROWD_LAST] for some in near]
    return np.array([(sum(some) + (places - len(some)) * FLOOR) / places for some in ranked])


def best_threshold(scale: Scale, parts: Sequence[Part]) -> float:
    """The lowest threshold within TOLERANCE of the best mean F1 of `parts`."""
    means = np.array([np.mean(list(scores(scale, float(t), parts))) for t in THRESHOLDS])
    for threshold, mean in zip(THRESHOLDS, means, strict=True):
        print(f"threshold {threshold:5.2f}: mean B-cubed F1 {mean:.4f}")
    return float(THRESHOLDS[np.argmax(means >= means.max() - TOLERANCE)])


def scores(scale: Scale, threshold: float, parts: Sequence[Part]) -> Iterator[float]:
    """B-cubed F1 of every part with and without dates."""
    tried = replace(scale, threshold=threshold)
    likeness.scale = crowding.scale = lambda: tried  # type: ignore[assignment, attr-defined]
    for part in parts:
        dates = {one.report.id: one.report.published for one in part.told}
        dated = [
            replace(one, published=when, seen=when)
            for one in part.skims
            for when in [dates[one.report_id]]
        ]
        for skims in (dated, part.skims):
            grown = Grouping()
            grown.add(skims)
            got = {one: story.id for story in grown.stories for one in story.report_ids}
            yield b_cubed({one.report.id: one.story for one in part.told}, got).f1


def write(scale: Scale) -> None:
    """Write the scale as the data file that the package carries."""
    evidence_lines = [
        f"{name} = {weight:.3f}" for name, weight in zip(EVIDENCE, scale.weights, strict=True)
    ]
    lines = [
        "# What each piece of evidence that two reports tell of one event weighs, in log-odds.",
        "# Written by training/fit_grouping.py, which says how; stages/group/likeness.py reads it.",
        f"threshold = {scale.threshold:.2f}",
        f"base = {scale.base:.3f}",
        "",
        "[evidence]",
        *evidence_lines,
        "",
        "[days]",
        f"same = {scale.days_same}",
        f"slope = {scale.days_slope}",
        f"most = {scale.days_most}",
        "",
        "[crowd]",
        f"weight = {scale.crowd_weight:.3f}",
        f"usual = {scale.crowd_usual:.3f}",
        "",
        "[few]",
        f"bonus = {scale.few_bonus}",
    ]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(TARGET.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
