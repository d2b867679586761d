"""Finds reports that may tell of the same event, at a cost that does not grow with their number."""

from collections import defaultdict
from collections.abc import Iterator
from heapq import nlargest

from secondsource.stages.group.likeness import DAY_SECONDS, days_between
from secondsource.stages.group.skim import Skim

WINDOW_DAYS = 30.0
BUCKET_DAYS = 15
KEY_WORDS = 60  # the words of a report that it can be found by: those that weigh most
MOST_VISITS = 6_000  # entries of the index looked at for one report
MOST_FOUND = 40

Bucket = int | None


class Window:
    """An inverted index over the weightiest words of reports, in buckets of publication time.

    A dated report is compared with those up to `WINDOW_DAYS` away and with undated ones,
    an undated one with all.
    """

    def __init__(self) -> None:
        self._skims: dict[str, Skim] = {}
        self._posts: dict[str, dict[Bucket, list[tuple[str, float]]]] = defaultdict(dict)

    def add(self, skim: Skim) -> None:
        """Make the report findable."""
        self._skims[skim.report_id] = skim
        bucket = _bucket(skim)
        for word, weight in _key_words(skim):
            self._posts[word].setdefault(bucket, []).append((skim.report_id, weight))

    def near(self, skim: Skim) -> list[Skim]:
        """Reports in reach that share its weightiest words, the most promising first."""
        found: dict[str, float] = defaultdict(float)
        left = MOST_VISITS
        for word, weight in _key_words(skim):
            for posts in self._in_reach(word, _bucket(skim)):
                for report_id, other in posts[:left]:
                    found[report_id] += weight * other
                left -= len(posts)
                if left <= 0:
                    break
            if left <= 0:
                break
        found.pop(skim.report_id, None)
        best = nlargest(MOST_FOUND, found.items(), key=lambda item: (item[1], item[0]))
        others = (self._skims[report_id] for report_id, _ in best)
        return [other for other in others if (days_between(skim, other) or 0.0) <= WINDOW_DAYS]

    def _in_reach(self, word: str, bucket: Bucket) -> Iterator[list[tuple[str, float]]]:
        buckets = self._posts.get(word, {})
        if bucket is None:
            yield from buckets.values()
            return
        reach = int(WINDOW_DAYS // BUCKET_DAYS) + 1
        for near in (*range(bucket - reach, bucket + reach + 1), None):
            if near in buckets:
                yield buckets[near]


def _key_words(skim: Skim) -> list[tuple[str, float]]:
    return nlargest(KEY_WORDS, skim.words.items(), key=lambda item: (item[1], item[0]))


def _bucket(skim: Skim) -> Bucket:
    if skim.published is None:
        return None
    # Not by way of UTC, in which the first hours of the year 1 east of Greenwich do not exist.
    return int(skim.published.timestamp() / DAY_SECONDS // BUCKET_DAYS)
