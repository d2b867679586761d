"""Jobs are asked for, done by workers, and done again where one was ended: nothing twice."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from secondsource.codec import report_to_json
from secondsource.desk.doing import Doing
from secondsource.desk.holding import Rhythm
from secondsource.desk.jobs import Jobs
from secondsource.desk.reading import Progress
from secondsource.desk.running import RunningDesk
from secondsource.errors import BadInput, NotFound, TryAgain
from secondsource.records.finding import Verdict
from secondsource.records.job import (
    Job,
    JobDone,
    JobState,
    Lane,
    Pasted,
    Task,
    ToAdd,
    ToBrief,
    ToCheck,
    ToRound,
    Upload,
)
from secondsource.records.report import Report
from secondsource.records.review import Against
from secondsource.store.jobs import MOST_TRIES, Lease, Outcome
from tests.build import PUBLISHED
from tests.desk.conftest import Hand
from tests.desk.site import PAGE, Site
from tests.desk.test_running import bridge, ferry, other_ferry
from tests.desk.told import (
    BRIDGE,
    BRIDGE_TEXT,
    FERRY,
    FERRY_OTHER,
    FERRY_OTHER_TEXT,
    FERRY_TEXT,
)

BOTH = (Lane.QUICK, Lane.LONG)
FERRY_PASTED = Pasted("\n\n".join(FERRY_TEXT), FERRY, "The Harbour Courier", None, PUBLISHED)
OTHER_PASTED = Pasted("\n\n".join(FERRY_OTHER_TEXT), FERRY_OTHER, "Gazette", None, PUBLISHED)
BRIDGE_PASTED = Pasted("\n\n".join(BRIDGE_TEXT), BRIDGE, "Inland Post", None, PUBLISHED)
QUICKLY = Rhythm(renew=0.05, tell=0.05)


class Ended(BaseException):
    """A worker that is killed at this point."""


class Does:
    """Does what a test says."""

    def __init__(self, what: Callable[[Progress], JobDone]) -> None:
        self._what = what

    def outcome(self, task: Task, job: Job, progress: Progress) -> Outcome:
        return Outcome(self._what(progress))


def done(desk: RunningDesk, task: Task) -> JobDone:
    """What comes of a task."""
    job = desk.jobs.put(task, user_id="")
    assert desk.jobs.work_one(BOTH, worker="w")
    ended = desk.jobs.get(job.id)
    assert ended.state is JobState.DONE, ended.problem
    assert ended.result is not None
    return ended.result


def kept(desk: RunningDesk) -> dict[str, Report]:
    return {one.id: one for one in desk.store.reports.every()}


# -- what may be asked for ------------------------------------------------------------------------


NO_ADDRESSES = (
    *("/etc/passwd", "~/desk.db", ".", "..", "-", "reports/", "C:\\desk", "\\\\host\\share"),
    *("file:///etc/passwd", "FILE:/etc/hosts", "jar:file:///x!/y", "data:text/plain,A ferry left."),
    *("ftp://post.example/x", "gopher://post.example/", "//post.example/x", "http:", "https://"),
    *("https://post.example:22/", "https://user:secret@post.example/"),
    "http://post.example\n/etc/passwd",
)


@pytest.mark.parametrize("given", NO_ADDRESSES)
def test_what_is_no_address_of_the_web_is_refused(desk: RunningDesk, given: str) -> None:
    with pytest.raises(BadInput, match="not fetched"):
        desk.jobs.put(ToAdd(addresses=("https://post.example/1", given)), user_id="")
    assert desk.jobs.list() == ((), None)


def test_a_task_that_was_kept_with_a_path_reads_no_file(desk: RunningDesk, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("The ferry left at noon with 214 passengers.", encoding="utf-8")
    for path in (str(secret), secret.as_uri(), str(tmp_path)):
        added = desk.take_in(ToAdd(addresses=(path,)))
        assert (added.reports, len(added.set_aside)) == ((), 1)
        assert "not fetched" in added.set_aside[0].reason


NO_REPORTS = {
    "empty": Pasted(""),
    "blank": Pasted(" \n\t\u2003"),
    "NUL": Pasted("The ferry\0left at noon."),
    "half a character": Pasted("\ud800 It left."),
    "script": Pasted("The ferry left.", url="javascript:alert(1)"),
    "path": Pasted("The ferry left.", url="/etc/passwd"),
    "no zone": Pasted("The ferry left.", published=PUBLISHED.replace(tzinfo=None)),
}


@pytest.mark.parametrize("pasted", NO_REPORTS.values(), ids=NO_REPORTS)
def test_a_pasted_text_that_can_be_no_report_is_refused(desk: RunningDesk, pasted: Pasted) -> None:
    with pytest.raises(BadInput):
        desk.jobs.put(ToAdd(pasted=(FERRY_PASTED, pasted)), user_id="")
    assert desk.jobs.list() == ((), None)


def test_nothing_to_take_in_is_refused(desk: RunningDesk) -> None:
    with pytest.raises(BadInput, match="nothing to take in"):
        desk.jobs.put(ToAdd(addresses=("", "  "), outlet="The Post"), user_id="")


def test_a_brief_of_a_story_that_there_is_not_is_refused(desk: RunningDesk) -> None:
    with pytest.raises(NotFound, match="no story"):
        desk.jobs.put(ToBrief("abc"), user_id="")


# -- adding ---------------------------------------------------------------------------------------


def test_a_pasted_text_is_a_report_as_it_came(desk: RunningDesk) -> None:
    text = "  The ferry left\r\nSarnmouth at noon. \n"
    one = Pasted(text, "A ferry left", "The Post", "https://post.example/1", PUBLISHED)
    (id,) = done(desk, ToAdd(pasted=(one,))).reports
    report = kept(desk)[id]
    assert (report.text, report.title, report.outlet) == (text, "A ferry left", "The Post")
    assert (report.url, report.published) == ("https://post.example/1", PUBLISHED)


def test_a_pasted_text_of_which_nothing_is_told_says_it_itself(desk: RunningDesk) -> None:
    text = f"{FERRY}\n\n{FERRY_TEXT[0]}"
    (id,) = done(desk, ToAdd(pasted=(Pasted(text, url="https://www.post.example/1"),))).reports
    assert (kept(desk)[id].title, kept(desk)[id].outlet) == (FERRY, "post.example")


def test_an_outlet_that_is_given_published_all_of_it(desk: RunningDesk, courier: Site) -> None:
    courier.page("/ferry", FERRY, *FERRY_TEXT)
    page = PAGE.format(title=BRIDGE, outlet="x", published="", paragraphs=f"<p>{BRIDGE_TEXT[0]}")
    given = ToAdd(
        (courier.url("/ferry"),), (OTHER_PASTED,), (Upload("b.html", page.encode()),), "The Agency"
    )
    ids = done(desk, given).reports
    assert [kept(desk)[one].outlet for one in ids] == ["The Agency"] * 3


def test_what_cannot_be_read_is_set_aside_and_the_rest_taken_in(
    desk: RunningDesk, courier: Site
) -> None:
    uploads = (Upload("a.pdf", b"%PDF-1.7"), Upload("empty.txt", b""), Upload("b.opml", b"<x"))
    given = ToAdd((courier.url("/none"), "http://10.0.0.1/"), (FERRY_PASTED,), uploads)
    result = done(desk, given)
    assert len(result.reports) == 1
    told = dict(result.set_aside)
    assert set(told) == {courier.url("/none"), "http://10.0.0.1/", "a.pdf", "empty.txt", "b.opml"}
    assert "Only public addresses" in told["http://10.0.0.1/"]


def test_a_name_that_is_no_text_can_be_told_all_the_same(desk: RunningDesk) -> None:
    sent = (Upload("a\0\ud800.txt", b""), Upload("\\folder\\b.txt", b""), Upload("..", b"It left."))
    result = done(desk, ToAdd(uploads=sent))
    assert [name for name, _ in result.set_aside] == ["a\ufffd\ufffd.txt", "b.txt"]
    assert [one.ref for one in kept(desk).values()] == ["file"]


def test_a_feed_at_an_address_is_followed_and_read(desk: RunningDesk, courier: Site) -> None:
    courier.page("/ferry", FERRY, *FERRY_TEXT)
    courier.feed("/feed", "/ferry")
    result = done(desk, ToAdd(addresses=(f"  {courier.url('/feed')} ",)))
    assert result.feeds == (courier.url("/feed"),)
    assert [kept(desk)[one].title for one in result.reports] == [FERRY]


def warc(url: str, page: bytes) -> bytes:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
    return f"{head}Content-Length: {len(answer)}\r\n\r\n".encode() + answer + b"\r\n\r\n"


def a_page() -> bytes:
    told = "".join(f"<p>{one}</p>" for one in FERRY_TEXT)
    when = PUBLISHED.isoformat()
    return PAGE.format(title=FERRY, outlet="Post", published=when, paragraphs=told).encode()


def lines(*reports: Report) -> bytes:
    return "\n".join(json.dumps(report_to_json(one)) for one in reports).encode()


def a_feed() -> bytes:
    item = f"<item><title>{FERRY}</title><guid>1</guid><description>{' '.join(FERRY_TEXT)}"
    return f"<rss version='2.0'><channel>{item}</description></item></channel></rss>".encode()


FILES = {
    "The Post.txt": f"{FERRY}\n\n{FERRY_TEXT[0]}".encode("utf-16"),
    "02 Inland Post.md": f"---\ntitle: {BRIDGE}\n---\n\n{BRIDGE_TEXT[0]}".encode(),
    "page.html": a_page(),
    "many.jsonl": lines(ferry(), other_ferry()) + b"\nnot json\n",
    "one.json": lines(bridge()),
    "feed.xml": a_feed(),
    "list.opml": b"<opml version='2.0'><body><outline type='rss' xmlUrl='http://10.0.0.1/f'/>",
    "archive.warc": warc("https://post.example/1", a_page()) + b"WARC/1.0\r\ndamaged",
    "no suffix": lines(ferry()),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_was_sent_is_read_as_one_that_is_here(
    name: str, desk: RunningDesk, open_at: Callable[[Path], RunningDesk], tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(FILES[name])
    other = open_at(tmp_path / "other.db")
    added = other.add([str(path)])
    result = done(desk, ToAdd(uploads=(Upload(name, FILES[name]),)))
    assert kept(desk) == kept(other)
    assert (result.reports, result.feeds, result.damaged) == (
        added.reports,
        added.feeds,
        added.damaged,
    )
    assert [one[1] for one in result.set_aside] == [one.reason for one in added.set_aside]
    assert result.reports or result.feeds
    other.store.close()


@pytest.mark.parametrize("suffix", [".txt", ".html", ".jsonl", ".xml", ".opml", ".warc"])
def test_the_name_of_a_file_that_was_sent_is_never_a_path(
    suffix: str, desk: RunningDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / f"here{suffix}").write_bytes(
        {".html": a_page(), ".xml": a_feed(), ".warc": warc("https://x.example/", a_page())}.get(
            suffix, lines(ferry())
        )
    )
    names = (f"here{suffix}", f"{tmp_path}/here{suffix}", f"../{tmp_path.name}/here{suffix}")
    sent = tuple(Upload(name, b"The bridge is closed, it said.") for name in names)
    done(desk, ToAdd(uploads=sent))
    assert not any("ferry" in one.text for one in kept(desk).values())
    assert {one.ref for one in kept(desk).values()} <= {f"here{suffix}"}


def test_a_long_file_of_lines_is_read_line_by_line(
    desk: RunningDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("secondsource.run.files.LARGEST_OF_MANY", 2_000)
    some = [ferry(f"Outlet {number}") for number in range(6)]
    assert len(lines(*some)) > 2_000
    assert len(done(desk, ToAdd(uploads=(Upload("a.jsonl", lines(*some)),))).reports) == 6


# -- the other kinds ------------------------------------------------------------------------------


def test_a_brief_is_written_when_it_is_asked_for(desk: RunningDesk) -> None:
    (story,) = done(desk, ToAdd(pasted=(BRIDGE_PASTED,))).stories
    assert desk.is_stale(story)
    job = desk.jobs.put(ToBrief(story[:8]), user_id="")
    assert job.about == story
    assert desk.jobs.put(ToBrief(story), user_id="u2").id == job.id
    desk.jobs.work_one(BOTH, worker="w")
    assert desk.jobs.get(job.id).result == JobDone(stories=(story,))
    assert not desk.is_stale(story)


def test_a_round_asks_what_is_due(desk: RunningDesk, courier: Site, clock: Hand) -> None:
    courier.page("/ferry", FERRY, *FERRY_TEXT)
    courier.feed("/feed")
    done(desk, ToAdd(addresses=(courier.url("/feed"),)))
    courier.feed("/feed", "/ferry")
    clock.forward(hours=1)
    assert [kept(desk)[one].title for one in done(desk, ToRound()).reports] == [FERRY]


def test_a_check_reads_what_it_is_against_and_takes_none_of_it_in(
    desk: RunningDesk, courier: Site
) -> None:
    (story,) = done(desk, ToAdd(pasted=(FERRY_PASTED,))).stories
    courier.page("/bridge", BRIDGE, *BRIDGE_TEXT)
    courier.feed("/feed", "/bridge")
    before = kept(desk)
    against = Against(
        story_ids=(story,),
        addresses=(courier.url("/bridge"), courier.url("/feed")),
        pasted=(OTHER_PASTED,),
        uploads=(Upload("post.txt", b"The mayor of Dunmere, Ilse Tarrant, resigned on Friday."),),
    )
    draft = "Nine people were taken to hospital. Repairs will cost 4.1 million pounds."
    review = desk.reviews.put("", draft, against, user_id="")
    assert desk.jobs.work_one([Lane.QUICK], worker="w")
    answer = desk.reviews.get(review.id).answer
    assert answer is not None
    assert [one.verdict for one in answer.findings] == [Verdict.SUPPORTED, Verdict.CONTRADICTED]
    assert {one.outlet for one in answer.reports} == {
        "The Harbour Courier",
        "Gazette",
        "post",
    }
    assert [one.input for one in answer.set_aside] == [courier.url("/feed")]
    assert kept(desk) == before
    assert desk.store.feeds.all() == ()
    job = desk.jobs.get(review.job_id or "")
    assert job.result is not None
    assert (job.result.review_id, job.about) == (review.id, review.id)


def test_a_review_taken_away_fails_its_check_with_the_reason(desk: RunningDesk) -> None:
    job = desk.jobs.put(ToCheck("none"), user_id="")
    desk.jobs.work_one(BOTH, worker="w")
    assert desk.jobs.get(job.id).state is JobState.FAILED
    assert "no review none" in desk.jobs.get(job.id).problem


# -- what goes wrong ------------------------------------------------------------------------------


def jobs_that(
    desk: RunningDesk, clock: Hand, what: Callable[[Progress], JobDone], rhythm: Rhythm = QUICKLY
) -> Jobs:
    return Jobs(desk.store, clock.now, Does(what), rhythm)


def fails(error: Exception) -> Callable[[Progress], JobDone]:
    def what(progress: Progress) -> JobDone:
        raise error

    return what


def test_what_may_work_later_is_tried_again_later_and_later(desk: RunningDesk, clock: Hand) -> None:
    jobs = jobs_that(desk, clock, fails(TryAgain("desk.db: another program is writing to it")))
    job = jobs.put(ToRound(), user_id="")
    for wait in (0, 2, 8, 32, 128):
        if wait:
            clock.forward(seconds=wait - 1)
            assert not jobs.work_one(BOTH, worker="w")
            clock.forward(seconds=1)
        assert jobs.work_one(BOTH, worker="w")
        assert "another program" in jobs.get(job.id).problem
    failed = jobs.get(job.id)
    assert (failed.state, failed.tries) == (JobState.FAILED, MOST_TRIES)
    assert failed.problem.endswith("given up after 5 tries")


def test_what_cannot_work_fails_at_once_with_its_reason(desk: RunningDesk, clock: Hand) -> None:
    jobs = jobs_that(desk, clock, fails(BadInput("a.txt", "it is empty")))
    job = jobs.put(ToRound(), user_id="")
    assert jobs.work_one(BOTH, worker="w")
    failed = jobs.get(job.id)
    assert (failed.state, failed.problem, failed.tries) == (
        JobState.FAILED,
        "a.txt: it is empty",
        1,
    )


def test_a_fault_of_ours_fails_the_job_and_not_the_worker(
    desk: RunningDesk, clock: Hand, caplog: pytest.LogCaptureFixture
) -> None:
    jobs = jobs_that(desk, clock, fails(ZeroDivisionError("division by zero")))
    job = jobs.put(ToRound(), user_id="")
    assert jobs.work_one(BOTH, worker="w")
    assert jobs.get(job.id).state is JobState.FAILED
    assert "ZeroDivisionError: division by zero" in jobs.get(job.id).problem
    assert "Traceback" in caplog.text


def test_a_job_that_is_cancelled_while_it_runs_goes_no_further(
    desk: RunningDesk, clock: Hand
) -> None:
    reached: list[str] = []

    def what(progress: Progress) -> JobDone:
        progress("Reading", 0, 2)
        jobs.cancel(job.id)
        time.sleep(2 * QUICKLY.tell)
        progress("Reading", 1, 2)
        reached.append("further")
        return JobDone()

    jobs = jobs_that(desk, clock, what)
    job = jobs.put(ToRound(), user_id="")
    assert jobs.work_one(BOTH, worker="w")
    assert not reached
    assert jobs.get(job.id).state is JobState.CANCELLED


def test_a_worker_that_is_told_to_end_gives_its_job_back(desk: RunningDesk, clock: Hand) -> None:
    told_to_end = threading.Event()

    def what(progress: Progress) -> JobDone:
        progress("Reading", 0, 2)
        told_to_end.set()
        progress("Reading", 1, 2)
        return JobDone()

    jobs = jobs_that(desk, clock, what)
    job = jobs.put(ToRound(), user_id="")
    assert jobs.work_one(BOTH, worker="w", stopping=told_to_end.is_set)
    assert (jobs.get(job.id).state, jobs.get(job.id).tries) == (JobState.WAITING, 0)


def test_ctrl_c_gives_the_job_back_wherever_it_comes(desk: RunningDesk, clock: Hand) -> None:
    def what(progress: Progress) -> JobDone:
        raise KeyboardInterrupt

    jobs = jobs_that(desk, clock, what)
    job = jobs.put(ToRound(), user_id="")
    with pytest.raises(KeyboardInterrupt):
        jobs.work_one(BOTH, worker="w")
    assert (jobs.get(job.id).state, jobs.get(job.id).tries) == (JobState.WAITING, 0)


def test_a_worker_that_was_taken_for_dead_stores_nothing(desk: RunningDesk, clock: Hand) -> None:
    def overtaken(progress: Progress) -> JobDone:
        clock.forward(minutes=1)
        assert others.work_one(BOTH, worker="other")
        return JobDone(known=1)

    others = jobs_that(desk, clock, lambda progress: JobDone(known=2))
    slow = Rhythm(renew=3600.0, tell=3600.0)
    jobs = jobs_that(desk, clock, overtaken, slow)
    job = jobs.put(ToRound(), user_id="")
    assert jobs.work_one(BOTH, worker="w")
    assert jobs.get(job.id).result == JobDone(known=2)
    assert jobs.get(job.id).tries == 2


def test_a_lease_is_kept_alive_while_nothing_is_said(desk: RunningDesk) -> None:
    def now() -> datetime:
        return datetime.now(UTC)

    def what(progress: Progress) -> JobDone:
        until = time.monotonic() + 1.2
        while time.monotonic() < until:
            assert not others.work_one(BOTH, worker="other")
            time.sleep(0.02)
        return JobDone(known=1)

    rhythm = Rhythm(timedelta(seconds=0.6), renew=0.1, tell=0.05)
    others = Jobs(desk.store, now, Does(lambda progress: JobDone(known=2)), rhythm)
    jobs = Jobs(desk.store, now, Does(what), rhythm)
    job = jobs.put(ToRound(), user_id="")
    assert jobs.work_one(BOTH, worker="w")
    assert jobs.get(job.id).result == JobDone(known=1)


@pytest.fixture
def writes(desk: RunningDesk) -> Iterator[list[str]]:
    """What is written to the desk meanwhile."""
    written: list[str] = []

    def note(_c: object, _k: object, statement: str, *_rest: object) -> None:
        written.append(statement)

    event.listen(desk.store.database.engine, "before_cursor_execute", note)
    yield written
    event.remove(desk.store.database.engine, "before_cursor_execute", note)


def test_progress_is_told_now_and_then_and_the_last_word_always(
    desk: RunningDesk, clock: Hand, writes: list[str]
) -> None:
    def what(progress: Progress) -> JobDone:
        for number in range(1_000):
            progress("Reading", number, 1_000)
        deadline = time.monotonic() + 5
        while jobs.get(job.id).done != 999:
            assert time.monotonic() < deadline
            time.sleep(0.01)
        return JobDone()

    jobs = jobs_that(desk, clock, what, Rhythm(tell=0.2))
    job = jobs.put(ToRound(), user_id="")
    jobs.work_one(BOTH, worker="w")
    told = [one for one in writes if one.startswith("UPDATE jobs SET doing")]
    assert 2 <= len(told) <= 5


def test_jobs_that_ended_a_week_ago_are_forgotten(desk: RunningDesk, clock: Hand) -> None:
    done(desk, ToRound())
    clock.forward(days=7)
    assert desk.jobs.forget_old() == 0
    clock.forward(seconds=1)
    assert desk.jobs.forget_old() == 1
    assert desk.jobs.list() == ((), None)


# -- begun again ----------------------------------------------------------------------------------


class EndedAt:
    """Ends the worker at its n-th word, without a chance to say so."""

    def __init__(self, word: int) -> None:
        self.left = word

    def __call__(self, doing: str, done: int, total: int) -> None:
        if self.left == 0:
            raise Ended
        self.left -= 1


def told_of(desk: RunningDesk) -> tuple[object, ...]:
    """All that a reader can tell two desks apart by."""
    stories, _ = desk.stories()
    versions = {one.id: desk.store.briefs.versions(one.id) for one in stories}
    sent = sorted(one.body for one in desk.store.deliveries.all())
    return kept(desk), stories, versions, sent, desk.store.feeds.all()


def given(courier: Site) -> ToAdd:
    uploads = (Upload("b.jsonl", lines(bridge(), other_ferry())),)
    return ToAdd((courier.url("/feed"), courier.url("/page")), (FERRY_PASTED,), uploads)


def test_an_add_begun_again_loses_nothing_and_doubles_nothing(
    open_at: Callable[[Path], RunningDesk], tmp_path: Path, courier: Site, clock: Hand
) -> None:
    courier.page("/ferry", FERRY_OTHER, *FERRY_OTHER_TEXT)
    courier.page("/page", BRIDGE, *BRIDGE_TEXT)
    courier.feed("/feed", "/ferry")
    straight = open_at(tmp_path / "straight.db")
    expected = done(straight, given(courier))
    word, cut_off = 0, True
    while cut_off:
        desk = open_at(tmp_path / f"{word}.db")
        job = desk.jobs.put(given(courier), user_id="")
        claimed = desk.store.jobs.take(BOTH, Lease("dead", clock.now()), now=clock.now())
        assert claimed is not None
        try:
            Doing(desk).outcome(given(courier), claimed.job, EndedAt(word))
            cut_off = False
        except Ended:
            word += 1
        assert desk.jobs.work_one(BOTH, worker="next")
        again = desk.jobs.get(job.id)
        assert (again.state, again.tries) == (JobState.DONE, 2)
        assert told_of(desk) == told_of(straight)
        assert again.result is not None
        assert set(again.result.stories) == set(expected.stories)
        by_feed = {one for one in expected.reports if kept(desk)[one].title == FERRY_OTHER}
        assert set(expected.reports) - by_feed <= set(again.result.reports)
        assert again.result.set_aside == expected.set_aside
        desk.store.close()
    assert word > 5
    straight.store.close()
