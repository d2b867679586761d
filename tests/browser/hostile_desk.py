"""A desk on which every field that somebody else can fill holds words that try to run."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from secondsource.desk.running import RunningDesk
from secondsource.errors import BadInput
from secondsource.records.brief import Account, SetAside
from secondsource.records.change import Change, ChangeKind
from secondsource.records.evidence import Passage
from secondsource.records.finding import CheckAnswer, Finding, Verdict
from secondsource.records.job import JobDone
from secondsource.records.people import Scope
from secondsource.records.report import Report
from secondsource.records.story import Alignment, Kind, Point
from secondsource.records.summary import StoryFilter
from tests.browser.filled import AT, filling, put_feed, put_job, put_story
from tests.browser.payloads import PAYLOADS
from tests.cli.build_accounts import MAKER
from tests.export.hostile import hostile_account
from tests.web.reviewed import reviewed, waiting

TOGETHER = 12  # payloads in one story: every page of it then tries them all
GROUPED = PAYLOADS[::3]  # in reports that are really grouped, which takes time
EVENT = (
    "A gravel barge struck the Tolvane Bridge late on Tuesday and brought down its eastern span. "
    "Three cars fell into the Ansel, the fire service said, and seven people were taken to the "
    "hospital of Tolvane. The river is closed to all shipping until Friday."
)


@dataclass(frozen=True, slots=True)
class Filled:
    """What there is on the desk: its stories, one that was really grouped, reviews, a job."""

    stories: tuple[Account, ...]
    grouped: str
    reviews: tuple[str, ...]
    job: str


def fill(path: Path) -> Filled:
    """Put all payloads into all fields of a new desk at `path`."""
    groups = [PAYLOADS[at : at + TOGETHER] for at in range(0, len(PAYLOADS), TOGETHER)]
    with filling(path) as desk:
        grouped = _grouped(desk)
        stories = tuple(_story(words, at) for at, words in enumerate(groups))
        for account in stories:
            put_story(desk, account, changes=((), _changes(account)))
        reviews = tuple(
            reviewed(desk, _checked(words), title=next(filter(str.strip, words))).id
            for words in groups
        )
        aside = tuple((words, words) for words in PAYLOADS)
        job = put_job(desk, JobDone(feeds=PAYLOADS, set_aside=aside))
        for n, words in enumerate(PAYLOADS):
            waiting(desk, title=words, draft=f"A barge. {words}")
            put_feed(desk, f"https://ok.example/{n}?{words}", words)
            with suppress(BadInput):  # names of nothing but what cannot be seen are refused
                desk.views.put(words[:100], StoryFilter(text=words[:100]), user_id="")
                desk.people.add_token(words[:60], scopes=(Scope.READ,), expires=None)
    return Filled(stories, grouped, reviews, job)


def _grouped(desk: RunningDesk) -> str:
    """One event told by a report for each of some payloads, really grouped; the id of its story."""
    told = [
        Report.from_text(f"{EVENT} {words}", outlet=words, title=words, byline=words, url=words,
                         published=AT)
        for words in GROUPED
    ]  # fmt: skip
    desk.store.add_reports(told, at=AT)
    desk.add((), briefs=False)  # groups what waits
    found, _ = desk.stories()
    return max(found, key=lambda one: one.reports).id


def _story(words: Sequence[str], number: int) -> Account:
    """What `hostile_account` makes of each of some words, as one story."""
    parts = [_apart(hostile_account(one), f"{number}-{at}") for at, one in enumerate(words)]
    reports = tuple({r.id: r for part in parts for r in part.reports}.values())
    name = f"hostile-{number}"
    first = parts[0]
    alignment = Alignment(
        tuple(one for part in parts for one in part.alignment.origins),
        tuple(one for part in parts for one in part.alignment.claims),
        tuple(one for part in parts for one in part.alignment.points),
        (),
    )
    return Account(
        story=replace(first.story, id=name, report_ids=tuple(report.id for report in reports)),
        reports=reports,
        alignment=alignment,
        quotes=tuple(one for part in parts for one in part.quotes),
        figures=tuple(one for part in parts for one in part.figures),
        timeline=tuple(one for part in parts for one in part.timeline),
        brief=replace(
            first.brief,
            id=name,
            story_id=name,
            lines=tuple(one for part in parts for one in part.brief.lines),
        ),
    )


def _apart(account: Account, name: str) -> Account:
    """The account with ids of its own, so that several can be put together."""
    first, second = account.reports
    # One address for two texts would make one report the correction of the other.
    reports = (first, replace(second, url=f"https://ok.example/{name}"))
    claims = tuple(replace(one, id=f"{name}-{one.id}") for one in account.alignment.claims)
    points = tuple(_point_apart(one, name) for one in account.alignment.points)
    lines = tuple(replace(one, point_id=f"{name}-{one.point_id}") for one in account.brief.lines)
    return replace(
        account,
        reports=reports,
        alignment=replace(account.alignment, claims=claims, points=points),
        brief=replace(account.brief, lines=lines),
    )


def _point_apart(point: Point, name: str) -> Point:
    sides = tuple(
        replace(side, claim_ids=tuple(f"{name}-{i}" for i in side.claim_ids))
        for side in point.sides
    )
    return replace(point, id=f"{name}-{point.id}", sides=sides)


def _changes(account: Account) -> tuple[Change, ...]:
    kinds = list(ChangeKind)
    return tuple(
        Change(f"{at}", kinds[at % len(kinds)], report.text, report.id, (),
               (Passage(report.id, 0, len(report.text)),))
        for at, report in enumerate(account.reports)
    )  # fmt: skip


def _checked(words: Sequence[str]) -> CheckAnswer:
    """A draft of some words, a sentence each, with findings of all kinds that say them again."""
    reports = tuple(
        Report.from_text(one or "Rain.", outlet=one, title=one, url="https://ok.example/")
        for one in words
    )
    verdicts = (Verdict.CONTRADICTED, Verdict.SUPPORTED, Verdict.NOT_FOUND)
    draft, findings = "", []
    for at, (one, report) in enumerate(zip(words, reports, strict=True)):
        start = len(draft)
        draft += f"Rain {one}\n\n"
        cites = (Passage(report.id, 0, len(report.text)),)
        verdict = verdicts[at % 3]
        found = verdict is not Verdict.NOT_FOUND
        findings.append(
            Finding(
                start, len(draft) - 2, verdict,
                Kind.NUMBER if verdict is Verdict.CONTRADICTED else None, False,
                cites if found else (), one, MAKER, nearest=() if found else cites,
            )
        )  # fmt: skip
    aside = tuple(SetAside(one, one) for one in words)
    return CheckAnswer(draft, tuple(findings), reports, (), aside)
