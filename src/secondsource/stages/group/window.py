"""Finds reports that may tell of the same event, at a cost that does not grow with their number."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import datetime

from secondsource.stages.group.skim import AS_KEY, KEY, Skim

WINDOW_DAYS = 30.0
DAY_SECONDS = 86_400
BUCKET_DAYS = 15
REACH = int(WINDOW_DAYS // BUCKET_DAYS) + 1
MOST_POSTS = 100  # reports looked at for one key: the latest that have it
MOST_FOUND = 40

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

    def near(self, skim: Skim) -> list[str]:
        """Reports in reach that share most of its keys, the most promising first."""
        found: dict[str, float] = defaultdict(float)
        for key, weight in _keys(skim):
            for report_id, other in self.in_reach(key, skim.seen):
                found[report_id] += weight * other
        found.pop(skim.report_id, None)
        ranked = sorted(found, key=lambda one: (-round(found[one], 6), one))
        return _first(MOST_FOUND, (one for one in ranked if within(skim.seen, self._seen[one])))

    def forget(self, report_ids: Collection[str]) -> None:
        """Make the reports unfindable."""
        for one in report_ids:
            self._seen.pop(one, None)
        for key, buckets in list(self._posts.items()):
            kept = {bucket: left for bucket, some in buckets.items() if (left := self._kept(some))}
            self._posts[key], self._every[key] = kept, self._kept(self._every[key])
            if not kept:
                del self._posts[key], self._every[key]

    def _kept(self, posts: list[Post]) -> list[Post]:
        return [post for post in posts if post[0] in self._seen]

    def in_reach(self, key: int, seen: datetime | None) -> Iterator[Post]:
        """What is looked at for one key: of dated and of undated reports, `MOST_POSTS` each."""
        if key not in self._posts:
            return
        bucket = _bucket(seen)
        if bucket is None:
            yield from self._every[key][-MOST_POSTS:]
            return
        left, buckets = MOST_POSTS, self._posts[key]
        for near in (None, *range(bucket + REACH, bucket - REACH - 1, -1)):
            posts = buckets.get(near, ())[-left:]
            yield from posts
            left -= len(posts) if near is not None else 0
            if left <= 0:
                return


def within(seen: datetime | None, other: datetime | None) -> bool:
    """Whether two reports are near enough in time to be compared."""
    if seen is None or other is None:
        return True
    return abs((seen - other).total_seconds()) <= WINDOW_DAYS * DAY_SECONDS


def _keys(skim: Skim) -> Iterator[tuple[int, float]]:
    keys = skim.parts & KEY > 0
    return zip(skim.numbers[keys].tolist(), skim.weights[keys, AS_KEY].tolist(), strict=True)


def _first(most: int, some: Iterator[str]) -> list[str]:
    return [one for _, one in zip(range(most), some, strict=False)]


def _bucket(seen: datetime | None) -> Bucket:
    if seen is None:
        return None
    # Not by way of UTC, in which the first hours of the year 1 east of Greenwich do not exist.
    return int(seen.timestamp() / DAY_SECONDS // BUCKET_DAYS)
