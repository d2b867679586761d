"""Finds reports that may tell of the same event, at a cost that does not grow with their number."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from heapq import nlargest
from operator import itemgetter

from secondsource.stages.group.skim import AS_KEY, KEY, Skim

WINDOW_DAYS = 30.0
DAY_SECONDS = 86_400
BUCKET_DAYS = 15
REACH = int(WINDOW_DAYS // BUCKET_DAYS) + 1
MOST_POSTS = 100  # reports looked at for one key: the latest that have it
MOST_FOUND = 40
MOST_IN_THRONG = 160  # where most of those tell of one event: so many more may

Bucket = int | None
Post = tuple[str, float]


class Window:
    """An inverted index over the keys of reports, in buckets of the time they were seen.

    A report is compared with those seen up to `WINDOW_DAYS` before or after it; one of which the
    time is unknown with all. Of the reports that have a key, the latest to come are looked at.
    """

    def __init__(self) -> None:
        self._seen: dict[str, datetime | None] = {}
        self._posts: dict[int, dict[Bucket, list[Post]]] = defaultdict(dict)
        self._every: dict[int, list[Post]] = defaultdict(list)

    def add(self, skim: Skim) -> None:
        """Make the report findable."""
        self._seen[skim.report_id] = skim.seen
        bucket = _bucket(skim.seen)
        for key, weight in _keys(skim):
            post = (skim.report_id, weight)
            self._posts[key].setdefault(bucket, []).append(post)
            self._every[key].append(post)

    def near(self, skim: Skim, most: int = MOST_FOUND) -> list[str]:
        """At most so many reports in reach that share most of its keys, the likeliest first."""
        found: dict[str, float] = {}
        for key, weight in _keys(skim):
            for posts in self.in_reach(key, skim.seen):
                for report_id, other in posts:
                    found[report_id] = found.get(report_id, 0.0) + weight * other
        found.pop(skim.report_id, None)
        # Rounded, since sums of floats hang on their order; only those that may be among the first.
        best = nlargest(2 * most, self._open(skim.seen, found), key=itemgetter(1))
        ranked = sorted(best, key=lambda one: (-round(one[1], 6), one[0]))
        return [report_id for report_id, _ in ranked[:most]]

    def _open(self, seen: datetime | None, found: dict[str, float]) -> Iterator[Post]:
        if seen is None:
            yield from found.items()
            return
        yield from (one for one in found.items() if within(seen, self._seen[one[0]]))

    def forget(self, skims: Collection[Skim]) -> None:
        """Make reports unfindable."""
        for one in skims:
            self._seen.pop(one.report_id, None)
        emptied = {_bucket(one.seen) for one in skims}
        for key in {key for one in skims for key, _ in _keys(one)} & self._posts.keys():
            buckets = self._posts[key]
            for bucket in emptied & buckets.keys():
                buckets[bucket] = self._kept(buckets[bucket])
                if not buckets[bucket]:
                    del buckets[bucket]
            self._every[key] = self._kept(self._every[key])
            if not buckets:
                del self._posts[key], self._every[key]

    def _kept(self, posts: list[Post]) -> list[Post]:
        return [post for post in posts if post[0] in self._seen]

    def in_reach(self, key: int, seen: datetime | None) -> Iterator[Sequence[Post]]:
        """What is looked at for one key: of dated and of undated reports, `MOST_POSTS` each."""
        buckets = self._posts.get(key)
        if buckets is None:
            return
        bucket = _bucket(seen)
        if bucket is None:
            yield self._every[key][-MOST_POSTS:]
            return
        if None in buckets:
            yield buckets[None][-MOST_POSTS:]
        left = MOST_POSTS
        for near in range(bucket + REACH, bucket - REACH - 1, -1):
            if left > 0 and near in buckets:
                yield buckets[near][-left:]
                left -= len(buckets[near])


def within(seen: datetime | None, other: datetime | None) -> bool:
    """Whether two reports are near enough in time to be compared."""
    if seen is None or other is None:
        return True
    return abs((seen - other).total_seconds()) <= WINDOW_DAYS * DAY_SECONDS


def _keys(skim: Skim) -> Iterator[tuple[int, float]]:
    keys = skim.parts & KEY > 0
    return zip(skim.numbers[keys].tolist(), skim.weights[keys, AS_KEY].tolist(), strict=True)


def _bucket(seen: datetime | None) -> Bucket:
    if seen is None:
        return None
    # Not by way of UTC, in which the first hours of the year 1 east of Greenwich do not exist.
    return int(seen.timestamp() / DAY_SECONDS // BUCKET_DAYS)
