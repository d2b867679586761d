import timeit
from dataclasses import fields, replace
from datetime import timedelta, timezone

import numpy as np
import pytest

from secondsource.errors import StaleRecord
from secondsource.records.evidence import Maker
from secondsource.stages.group.glance import glance_of, skim_of
from secondsource.stages.group.skim import KEY_WORDS, Skim, skim
from tests.build import report
from tests.stages.group.invented import invented


def assert_same(a: Skim, b: Skim) -> None:
    for field in fields(Skim):
        one, other = getattr(a, field.name), getattr(b, field.name)
        if isinstance(one, np.ndarray):
            assert one.dtype == other.dtype
            np.testing.assert_array_equal(one, other)
        else:
            assert one == other


def test_a_report_comes_back_from_the_store_as_it_was() -> None:
    for one in invented(1, 40):
        assert_same(skim_of(glance_of(one)), one)


def test_a_correction_an_empty_report_and_a_time_zone_come_back_too() -> None:
    india = timezone(timedelta(hours=5, minutes=30))
    odd = report("…", title="Ça \ud83d\udea2 “va”", published=None)
    some = replace(skim(odd, np.zeros(3, dtype=np.float32)), replaces="0f" * 8)
    assert_same(skim_of(glance_of(some)), some)
    told = report("Tugs left.").published
    assert told
    there = skim(report("Tugs left.", published=told.astimezone(india)), some.vector)
    again = skim_of(glance_of(there))
    assert_same(again, there)
    assert again.published and again.published.utcoffset() == india.utcoffset(None)


def test_keys_are_the_weightiest_words_in_order() -> None:
    glance = glance_of(invented(2, 1)[0])
    weights = [weight for _, weight in glance.keys]
    assert len(glance.keys) == KEY_WORDS
    assert weights == sorted(weights, reverse=True)
    assert all(0 < weight <= 1 for weight in weights)


def test_a_glance_of_another_version_is_stale() -> None:
    glance = replace(glance_of(invented(2, 1)[0]), maker=Maker("secondsource/glance", "0"))
    with pytest.raises(StaleRecord, match="group the reports anew"):
        skim_of(glance)


def test_reading_one_back_is_quick_and_it_is_small() -> None:
    glance = glance_of(invented(3, 1)[0])
    seconds = min(timeit.repeat(lambda: skim_of(glance), number=50, repeat=5)) / 50
    assert seconds < 500e-6  # about 60 µs on an idle machine
    assert len(glance.content) < 4_000
