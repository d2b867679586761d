"""What changed last is laid out before somebody asks."""

import time
from collections.abc import Callable

from secondsource.desk.running import RunningDesk
from secondsource.web import LaidOut, laying_out
from tests.web.ferry import ferry_story


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_story_is_laid_out_before_anybody_opens_it(ferry: RunningDesk) -> None:
    laid_out = LaidOut(ferry)
    with laying_out(ferry, laid_out):
        until(lambda: len(laid_out) == 1)
    told = laid_out.latest(ferry.summary(ferry_story(ferry)))
    assert told is not None
    assert len(laid_out) == 1


def test_a_new_brief_is_laid_out_when_it_comes(ferry: RunningDesk) -> None:
    story = ferry.story(ferry_story(ferry))
    laid_out = LaidOut(ferry)
    with laying_out(ferry, laid_out):
        until(lambda: len(laid_out) == 1)
        ferry.split(story.id, story.report_ids[-1:])
        until(lambda: len(laid_out) > 1)


def test_nothing_is_laid_out_once_the_desk_closes(ferry: RunningDesk) -> None:
    laid_out = LaidOut(ferry)
    with laying_out(ferry, laid_out):
        until(lambda: len(laid_out) == 1)
    story = ferry.story(ferry_story(ferry))
    ferry.split(story.id, story.report_ids[-1:])
    time.sleep(0.2)
    assert len(laid_out) == 1
