"""`python -m benchmarks.desks FILE`: a desk as it is after a while, to see how quickly it is read.

500 stories of 20 reports, and one of 500. One story is read and briefed in full; all others are the
same over again, in the same sentences with other names of the same length, so that every passage
lies where it did and each story has words of its own. The large one is 25 such stories in one: as
many claims and points as an event has that 500 outlets tell of, without the minutes of aligning.
"""

import argparse
import hashlib
import json
import random
import string
import sys
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.texts import NAME, START, many_reports
from secondsource.build import ConfiguredModels
from secondsource.codec import account_from_bytes, account_to_bytes
from secondsource.codec.kept import FORM
from secondsource.config import load_settings
from secondsource.desk.briefing import disputed, names
from secondsource.desk.reading import Reader
from secondsource.records.brief import Account, Section
from secondsource.records.change import Change, ChangeKind
from secondsource.records.evidence import Maker
from secondsource.records.grouped import Grouped, Link
from secondsource.records.report import Report
from secondsource.records.story import Alignment, Story
from secondsource.stages.align import align
from secondsource.stages.brief import tell
from secondsource.stages.group.glance import glance_of
from secondsource.stages.group.skim import Vector, opening_of, skim
from secondsource.store.briefs import Written
from secondsource.store.store import Store, open_store

STORIES, REPORTS, LARGE = 500, 20, 500
APART = timedelta(hours=1)  # between the first reports of two stories
NEAR = 0.5  # how far the vectors of two stories lie from those of the one they are made of
LARGE_ID = "f" * 16
MAKER = Maker("benchmarks/desks", "1")


@dataclass(frozen=True, slots=True)
class Told:
    """A story that was read in full: its reports, what was made of them, and their vectors."""

    reports: tuple[Report, ...]
    account: Account
    vectors: tuple[Vector, ...]


def main() -> None:
    """Make the desk."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.desks", description=__doc__)
    parser.add_argument("file", type=Path, help="made; must not be there yet")
    parser.add_argument("--stories", type=int, default=STORIES)
    parser.add_argument("--large", type=int, default=LARGE, help="reports of the largest story")
    args = parser.parse_args()
    with open_store(str(args.file)) as store:
        make(store, stories=args.stories, large=args.large)


def make(store: Store, *, stories: int = STORIES, large: int = LARGE) -> None:
    """Fill an empty store."""
    told = _read(REPORTS)
    _keep(store, _joined([_renamed(told, -part) for part in range(1, 1 + large // REPORTS)]))
    for number in range(1, stories + 1):
        _keep(store, _renamed(told, number))
        if number % 100 == 0:
            print(f"  {number} of {stories} stories", file=sys.stderr, flush=True)


def fresh_texts() -> Iterator[str]:
    """Texts that tell of the stories again, in words of another outlet, without end."""
    others = many_reports(2 * REPORTS)[REPORTS:]
    for number in count(1):
        yield _Names(random.Random(number)).within(others[number % REPORTS].text)


def _read(many: int) -> Told:
    """Some reports of one event, read and briefed."""
    models = ConfiguredModels(load_settings())
    reports = many_reports(many)
    vectors = models.encoder.encode([opening_of(one) for one in reports])
    layers, _ = Reader(models).read(reports, _say)
    story = _story("0" * 16, reports)
    aligned = align(story, layers, models.encoder)
    account = tell(story, layers, aligned, written=START + timedelta(days=1))
    return Told(tuple(reports), account, tuple(vectors))


def _say(doing: str, done: int, total: int) -> None:
    print(f"  {doing}: {done} of {total}", file=sys.stderr, flush=True)


def _story(id: str, reports: Sequence[Report]) -> Story:
    times = [one.published for one in reports if one.published]
    headline = reports[0].text.partition(".")[0][:120]
    ids = tuple(one.id for one in reports)
    return Story(id, headline, ids, min(times), max(times), None, "made up", MAKER)


def _renamed(told: Told, number: int) -> Told:
    """The same story with other names, of other outlets, at another time."""
    chance = random.Random(number)
    new = _Names(chance)
    later = abs(number) * APART
    reports = tuple(_report(one, new, number, later) for one in told.reports)
    ids = {old.id: one.id for old, one in zip(told.reports, reports, strict=True)}
    ids[told.account.story.id] = f"{number % 2**32:016x}"
    found = told.account.alignment
    its = [part.id for some in (found.origins, found.claims, found.points) for part in some]
    ids |= {id: hashlib.sha256(f"{id}{number}".encode()).hexdigest()[:16] for id in its}
    kept = json.loads(zlib.decompress(account_to_bytes(told.account).removeprefix(FORM)))
    data = FORM + zlib.compress(json.dumps(_rewritten(kept, new, ids)).encode(), 1)
    account = account_from_bytes(data, lambda _: reports)
    story = _story(f"{number % 2**32:016x}", reports)
    return Told(reports, replace(account, story=story), tuple(_moved(told.vectors, chance)))


def _joined(parts: Sequence[Told]) -> Told:
    """One story of all that some tell."""
    reports = tuple(report for part in parts for report in part.reports)
    accounts = [part.account for part in parts]
    story = _story(LARGE_ID, reports)
    every = [one.alignment for one in accounts]
    aligned = Alignment(
        origins=tuple(one for part in every for one in part.origins),
        claims=tuple(one for part in every for one in part.claims),
        points=tuple(one for part in every for one in part.points),
        names=tuple(one for part in every for one in part.names),
    )
    lines = sorted(
        (line for one in accounts for line in one.brief.lines),
        key=lambda line: list(Section).index(line.section),
    )
    account = Account(
        story=story,
        reports=reports,
        alignment=aligned,
        quotes=tuple(one for part in accounts for one in part.quotes),
        figures=tuple(one for part in accounts for one in part.figures),
        timeline=tuple(one for part in accounts for one in part.timeline),
        brief=replace(accounts[0].brief, lines=tuple(lines), story_id=story.id),
    )
    return Told(reports, account, tuple(one for part in parts for one in part.vectors))


class _Names(dict[str, str]):
    """For each name another one of the same length."""

    def __init__(self, chance: random.Random) -> None:
        super().__init__()
        self._chance = chance

    def __missing__(self, name: str) -> str:
        letters = self._chance.choices(string.ascii_lowercase, k=len(name))
        self[name] = "".join(letters).capitalize()
        return self[name]

    def within(self, text: str) -> str:
        """The text with the other names."""
        return NAME.sub(lambda found: self[found[0]], text)


def _report(one: Report, new: _Names, number: int, later: timedelta) -> Report:
    assert one.published is not None
    return Report.from_text(
        new.within(one.text),
        ref=one.ref,
        outlet=one.outlet,
        url=f"{one.url}{number}",
        title=new.within(one.text.partition(".")[0][:120]),
        published=one.published + later,
    )


def _rewritten(kept: Any, new: _Names, ids: Mapping[str, str]) -> Any:
    if isinstance(kept, str):
        return ids.get(kept) or new.within(kept)
    if isinstance(kept, list):
        return [_rewritten(one, new, ids) for one in kept]
    if isinstance(kept, dict):
        return {name: _rewritten(one, new, ids) for name, one in kept.items()}
    return kept


def _moved(vectors: Sequence[Vector], chance: random.Random) -> Iterator[Vector]:
    away = np.random.default_rng(chance.getrandbits(32)).normal(size=vectors[0].shape)
    for one in vectors:
        moved = one + NEAR * away / np.linalg.norm(away)
        yield (moved / np.linalg.norm(moved)).astype(np.float32)


def _keep(store: Store, told: Told) -> None:
    """Store a story as a desk would have: its reports, what grouping knows of them, its brief."""
    account, story = told.account, told.account.story
    at: datetime = story.last or START
    store.add_reports(told.reports, at=at)
    glances = tuple(glance_of(skim(*one)) for one in zip(told.reports, told.vectors, strict=True))
    pairs = zip(story.report_ids, story.report_ids[1:], strict=False)
    links = tuple(Link(min(pair), max(pair), 2.0) for pair in pairs)
    store.shelf.put(Grouped(glances, links, (story,)), at=at)
    cites = account.brief.lines[0].cites[:1]
    change = Change("k", ChangeKind.REPORT, "It was reported.", story.id, (), cites)
    store.briefs.put(
        Written(
            story_id=story.id,
            basis=store.stories.material(story.id).basis,
            written=account.brief.written,
            account=account_to_bytes(account),
            changes=(change,),
            origins=len(account.alignment.origins),
            disputed=disputed(account),
            names=names(account),
            independent=tuple(one.report_ids[0] for one in account.alignment.origins),
        )
    )


if __name__ == "__main__":
    main()
