"""Which grouped reports share telling words with a new one: an inverted index in rows.

A row holds, for one word and one stretch of time, the latest reports that have the word. It is
read whole and weighed by numpy, and it never grows beyond what is looked at, so that a report
costs the same however many are there.
"""

import functools
import hashlib
import struct
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, delete, select, true, update

from secondsource.records.grouped import Glance
from secondsource.store.columns import UNDATED, age_of
from secondsource.store.database import batches
from secondsource.store.lists import among
from secondsource.store.schema import posts, reports

DAY = 86_400_000_000  # microseconds
BUCKET = 15 * DAY
NO_BUCKET = 2**31 - 1  # of the undated
MOST_POSTS = 100  # reports looked at for one word: those nearest in time
KEPT_POSTS = 128  # reports kept for one word and stretch of time: the latest to come
PACK = struct.Struct("<Ifq").pack
POST = np.dtype([("report", "<u4"), ("weight", "<f4"), ("age", "<i8")])
DIGITS = 6  # scores nearer to one another than this are equal, however they were added up

MOST = MOST_POSTS * POST.itemsize
KEPT = KEPT_POSTS * POST.itemsize
UPSERT = (
    "INSERT INTO posts (word, bucket, packed) VALUES {} "
    "ON CONFLICT (word, bucket) DO UPDATE SET packed = "
)
# As the drivers take it, since there are forty rows a report.
APPEND: Mapping[str, str] = {
    "sqlite": UPSERT.format("(?, ?, ?)")
    + f"substr(CAST(posts.packed || excluded.packed AS BLOB), -{KEPT})",
    "postgresql": UPSERT.format("(%s, %s, %s)")
    + "substring(posts.packed || excluded.packed FROM greatest(1, "
    + f"length(posts.packed) + length(excluded.packed) - {KEPT - 1}))",
}

Place = tuple[int, int]  # a word and a bucket


@dataclass(frozen=True, slots=True)
class Reach:
    """The buckets that a report is compared with; None from and to where it is undated."""

    bucket: int
    low: int | None
    high: int | None


def enter(connection: Connection, glances: Mapping[int, Glance]) -> None:
    """Make reports findable, by their numbers; they must not be in the index yet."""
    fresh: dict[Place, list[bytes]] = defaultdict(list)
    for number, glance in sorted(glances.items()):
        age = age_of(glance.published)
        bucket = bucket_of(age)
        for word, weight in glance.keys:
            fresh[word_number(word), bucket].append(PACK(number, weight, age))
    rows = [
        (word, bucket, b"".join(some[-KEPT_POSTS:]))
        for (word, bucket), some in sorted(fresh.items())
    ]
    if rows:
        connection.exec_driver_sql(APPEND[connection.dialect.name], rows)


def strike(connection: Connection, glances: Mapping[int, Glance]) -> None:
    """Make reports unfindable that were entered with these keys."""
    gone: dict[Place, set[int]] = defaultdict(set)
    for number, glance in glances.items():
        bucket = bucket_of(age_of(glance.published))
        for word, _ in glance.keys:
            gone[word_number(word), bucket].add(number)
    for (number_of_word, bucket), numbers in gone.items():
        its = (posts.c.word == number_of_word) & (posts.c.bucket == bucket)
        packed = connection.execute(select(posts.c.packed).where(its)).scalar()
        every = np.frombuffer(packed or b"", POST)
        left = every[~np.isin(every["report"], list(numbers))]
        changed = update(posts).values(packed=left.tobytes()) if len(left) else delete(posts)
        connection.execute(changed.where(its))


def near(
    connection: Connection, glances: Sequence[Glance], *, days: float, most: int
) -> dict[str, tuple[str, ...]]:
    """For each of the reports, by id, those in the index that share most of its words."""
    groups: dict[Reach, list[Glance]] = defaultdict(list)
    for glance in glances:
        groups[_reach(age_of(glance.published), days)].append(glance)
    ranked: dict[str, list[tuple[float, int]]] = {}
    for reach, some in groups.items():
        found = _fetch(connection, reach, {key for glance in some for key, _ in glance.keys})
        ranked |= {glance.report_id: _rank(glance, found, days, most) for glance in some}
    ids = _ids(connection, {number for some in ranked.values() for _, number in some})
    return {one: _first(one, some, ids, most) for one, some in ranked.items()}


@functools.lru_cache(maxsize=100_000)
def word_number(word: str) -> int:
    """64 bits that stand for a word."""
    raw = hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(raw, "little", signed=True)


def bucket_of(age: int) -> int:
    """The stretch of time that a report belongs to."""
    return NO_BUCKET if age == UNDATED else age // BUCKET


def _reach(age: int, days: float) -> Reach:
    if age == UNDATED:
        return Reach(NO_BUCKET, None, None)
    span = int(days * DAY)
    return Reach(bucket_of(age), (age - span) // BUCKET, (age + span) // BUCKET)


def _fetch(connection: Connection, reach: Reach, words: Iterable[str]) -> dict[str, bytes]:
    """For each word, the reports in reach that have it, those nearest in time first."""
    spelt = {word_number(word): word for word in words}
    found: dict[int, list[tuple[int, bytes]]] = defaultdict(list)
    for places in _places(reach):
        # A word with enough reports near by need not be looked for further away.
        left = [word for word in spelt if _short(found[word])]
        for some in batches(sorted(left)):
            query = select(posts).where(among(posts.c.word, some), places)
            for word, bucket, packed in connection.execute(query).all():
                found[word].append((bucket, packed))
    return {spelt[word]: _nearest(some, reach.bucket) for word, some in found.items() if some}


def _places(reach: Reach) -> tuple[ColumnElement[bool], ...]:
    """Where to look first, and where then."""
    if reach.low is None:
        return (true(),)
    near_by = posts.c.bucket.in_((reach.bucket, NO_BUCKET))
    further = posts.c.bucket.between(reach.low, reach.high) & (posts.c.bucket != reach.bucket)
    return near_by, further


def _short(rows: list[tuple[int, bytes]]) -> bool:
    return sum(len(packed) for bucket, packed in rows if bucket != NO_BUCKET) < MOST


def _nearest(rows: list[tuple[int, bytes]], bucket: int) -> bytes:
    """Up to `MOST_POSTS` dated reports, the nearest stretch of time first, and of undated ones."""
    chosen: list[bytes] = []
    left = MOST
    for one, packed in sorted(rows, key=lambda row: abs(row[0] - bucket)):
        if one == NO_BUCKET:
            chosen.append(packed[-MOST:])
        elif left > 0:
            chosen.append(packed[-left:])
            left -= len(chosen[-1])
    return b"".join(chosen)


def _rank(
    glance: Glance, found: Mapping[str, bytes], days: float, most: int
) -> list[tuple[float, int]]:
    """Scores and numbers of the most promising, equals of the last included."""
    parts = [(found[word], weight) for word, weight in glance.keys if word in found]
    if not parts:
        return []
    every = np.frombuffer(b"".join(some for some, _ in parts), POST)
    sizes = [len(some) // POST.itemsize for some, _ in parts]
    products = every["weight"] * np.repeat([weight for _, weight in parts], sizes)
    numbers, first, place = np.unique(every["report"], return_index=True, return_inverse=True)
    scores = np.round(np.bincount(place, products), DIGITS)
    near_enough = _within(every["age"][first], age_of(glance.published), days)
    numbers, scores = numbers[near_enough], scores[near_enough]
    if len(scores) > most + 1:  # one more, as the report itself may be among them
        kept = scores >= np.partition(scores, -(most + 1))[-(most + 1)]
        numbers, scores = numbers[kept], scores[kept]
    return list(zip(scores.tolist(), numbers.tolist(), strict=True))


def _within(ages: NDArray[np.int64], age: int, days: float) -> NDArray[np.bool_]:
    if age == UNDATED:
        return np.ones(len(ages), dtype=bool)
    span = int(days * DAY)
    inside: NDArray[np.bool_] = (ages >= age - span) & (ages <= age + span)
    inside |= ages == UNDATED
    return inside


def _ids(connection: Connection, numbers: Iterable[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for some in batches(numbers):
        asked = select(reports.c.number, reports.c.id).where(among(reports.c.number, some))
        found.update((number, id) for number, id in connection.execute(asked).all())
    return found


def _first(
    own: str, ranked: list[tuple[float, int]], ids: Mapping[int, str], most: int
) -> tuple[str, ...]:
    named = sorted((-score, ids[number]) for score, number in ranked)
    return tuple(one for _, one in named if one != own)[:most]
