"""Grouping: are the reports of one event one story, and those of two events two?

B-cubed (Bagga and Baldwin 1998): for each report, precision is the share of its story's reports
that belong to its gold story, recall the share of its gold story that its story holds; both are
averaged over reports, F1 is their harmonic mean. Measured on the stories of the split `val`
(`stories/dev.jsonl.gz`), each with reports of three outlets:

- *full text*: the reports whose full text is known, with their title;
- *title + lede*: every report, title and lede alone;
- *no dates*: the same with publication dates, which about half of the reports have, left out.

Two roundups of one running story on adjacent days count as two stories there.

*Desk stories kept whole*: of the desk stories, each given alone, the share that comes out as one
story; *desk stories mixed*: B-cubed F1 of all their reports together.
"""

import gzip
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from evals.table import Row
from secondsource.abilities import Encoder
from secondsource.models.onnx_encoder import OnnxEncoder
from secondsource.records.report import Report
from secondsource.stages.group import group_reports

SHARED = Path(__file__).parents[2] / "shared"
OWN_CASES = Path(__file__).with_name("cases")
STORIES = Path("data/stories/dev.jsonl.gz")
DESK = Path("data/desk/dev")
DATES = ("%Y-%m-%d", "%m/%d/%y")


@dataclass(frozen=True, slots=True)
class Told:
    """A report and the gold story that it tells."""

    report: Report
    story: str


@dataclass(frozen=True, slots=True)
class BCubed:
    """How far two partitions agree."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def b_cubed(gold: Mapping[str, str], got: Mapping[str, str]) -> BCubed:
    """B-cubed of story by report; both name the same reports."""
    right, ours = _inverted(gold), _inverted(got)
    precision = recall = 0.0
    for report, story in gold.items():
        common = len(right[story] & ours[got[report]])
        precision += common / len(ours[got[report]])
        recall += common / len(right[story])
    return BCubed(precision / len(gold), recall / len(gold))


def measure(shared: Path) -> tuple[Row, ...]:
    """The rows of this measure; on our own cases where `shared` is missing."""
    encoder = OnnxEncoder()
    if not (shared / STORIES).exists():
        return tuple(_desk_rows(OWN_CASES, encoder, "group own cases"))
    rows = [*_desk_rows(shared / DESK, encoder, "group desk stories")]
    stories = list(val_stories(shared / STORIES))
    for name, full in (("full text", True), ("title + lede", False)):
        told = [one for story in stories for one in told_by(story, full=full)]
        rows += _rows(f"group b-cubed {{}}, {name}", told, encoder)
        rows += _rows(f"group b-cubed {{}}, {name}, no dates", list(map(undated, told)), encoder)
    return tuple(rows)


def val_stories(path: Path, split: str = "val") -> Iterator[dict[str, Any]]:
    """The gold stories of a split."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from (story for line in lines if (story := json.loads(line))["split"] == split)


def told_by(story: Mapping[str, Any], *, full: bool) -> Iterator[Told]:
    """The reports of a gold story: those with full text, or all with title and lede alone."""
    for number, given in enumerate(story["reports"]):
        article = given.get("article")
        if full and not article:
            continue
        report = Report.from_text(
            article["content_original"] if full else given["lede"],
            ref=f"{story['story_id']}/{number}",
            outlet=f"outlet {number}",
            url=f"https://outlet.example/{story['story_id']}/{number}",
            title=given["title"],
            published=_date(article["date"]) if article else None,
        )
        yield Told(report, str(story["story_id"]))


def undated(told: Told) -> Told:
    """The same without its date."""
    return replace(told, report=replace(told.report, published=None))


def grouped(reports: Sequence[Report], encoder: Encoder) -> dict[str, str]:
    """Our story of each report, by ids."""
    stories = group_reports(reports, encoder)
    return {report: story.id for story in stories for report in story.report_ids}


def _rows(name: str, told: Sequence[Told], encoder: Encoder) -> Iterator[Row]:
    got = grouped([one.report for one in told], encoder)
    score = b_cubed({one.report.id: one.story for one in told}, got)
    note = f"{len(told)} reports of {len({one.story for one in told})} stories"
    yield Row(name.format("f1"), score.f1, note=note)
    yield Row(name.format("precision"), score.precision)
    yield Row(name.format("recall"), score.recall)


def _desk_rows(folder: Path, encoder: Encoder, name: str) -> Iterator[Row]:
    stories = {path.parent.name: _read(path) for path in sorted(folder.glob("*/reports.jsonl"))}
    whole = sum(len(group_reports(reports, encoder)) == 1 for reports in stories.values())
    yield Row(f"{name} kept whole", whole / len(stories), note=f"{whole} of {len(stories)}")
    told = [Told(report, story) for story, reports in stories.items() for report in reports]
    score = b_cubed(
        {one.report.id: one.story for one in told}, grouped([one.report for one in told], encoder)
    )
    yield Row(f"{name} mixed, b-cubed f1", score.f1, note=f"{len(told)} reports together")


def _read(path: Path) -> list[Report]:
    lines = path.read_text(encoding="utf-8").splitlines()
    given: Iterable[dict[str, Any]] = (json.loads(line) for line in lines if line.strip())
    return [Report.from_text(one.pop("text"), **_fields(one)) for one in given]


def _fields(given: dict[str, Any]) -> dict[str, Any]:
    return {name: given[name] for name in ("outlet", "url", "title", "published") if name in given}


def _date(text: str) -> datetime | None:
    for form in DATES:
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None


def _inverted(story_of: Mapping[str, str]) -> dict[str, set[str]]:
    reports: dict[str, set[str]] = defaultdict(set)
    for report, story in story_of.items():
        reports[story].add(report)
    return reports


if __name__ == "__main__":
    from evals.table import show

    show(measure(Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED), title="Grouping")
