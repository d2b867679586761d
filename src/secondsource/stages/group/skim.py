"""What grouping knows of a report without parsing it: its words, figures, days and vector."""

import functools
import re
import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import nlargest
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from secondsource.records.report import Report
from secondsource.stages.group.sketch import Sketch, sketch
from secondsource.stages.group.spelt import Spelt, packed
from secondsource.stages.group.words import rarity, words

Vector = NDArray[np.float32]
Numbers = NDArray[np.uint32]
Columns = NDArray[np.float32]

BODY_WORDS = 400  # what a report is about stands in its head; the tail drifts to background
LEAD_WORDS = 80
DAY_WORDS = 150
OPENING_WORDS = 120  # for the encoder: about as much as it reads well
COMMON_WEIGHT = 0.3  # so that the commonest words still count a little
KEY_WORDS = 40  # the words of a report that it can be found by: those that weigh most
WEEKDAYS = 7  # the first lines of the calendar words

# What a word of a report belongs to besides its head; the columns of `Skim.weights` after WORDS.
LEAD, TITLE, FIGURE, KEY = 1, 2, 4, 8
WORDS, IN_LEAD, IN_TITLE, IN_FIGURES, AS_KEY = range(5)

# "Ministry of Health", "Anna de Boer": capitals, joined by small words that names hold.
NAME = re.compile(
    r"(?<![\w’'])[A-Z][\w’'&-]*(?:[ \u00a0](?:(?:of|the|de|del|der|van|von|al|bin|la) ){0,2}"
    r"[A-Z][\w’'&-]*)*"
)
SENTENCE_START = re.compile(r"(?:^|[.!?:]['\"”’)]*\s+|\n\s*|[“\"‘(]\s*)$")
FIRST_SENTENCE = re.compile(r"\s*(.+?[.!?]['\"”’)]*)(?=\s|$)", re.DOTALL)


@dataclass(frozen=True, slots=True, eq=False)
class Skim:
    """A report at a glance.

    `numbers` stand for its words, in rising order, the same number for the same word anywhere;
    `rarities`, `counts` and `parts` (LEAD, TITLE, FIGURE, KEY) tell of each, and `weights` is made
    of them. A column of weights is of length 1, but for that of keys, a part of the first: the
    dot product of two is a cosine. `days` are the weekdays that the opening names, a bit each;
    `seen` is when it was published or, where that is unknown, fetched; `replaces` is the report
    that it corrects, `outlet` a number for who published it, 0 if unknown. `sketch` tells a
    reprint; `text` holds what can be told of it in words.
    """

    report_id: str
    published: datetime | None
    seen: datetime | None
    replaces: str | None
    outlet: int
    length: int
    days: int
    numbers: Numbers
    rarities: NDArray[np.float32]
    counts: NDArray[np.uint8]
    parts: NDArray[np.uint8]
    weights: Columns
    sketch: Sketch
    text: bytes
    vector: Vector


def skim(report: Report, vector: Vector) -> Skim:
    """The report at a glance; `vector` is the encoding of `opening_of(report)`."""
    body = body_of(report)
    head = " ".join(body.split()[: BODY_WORDS + LEAD_WORDS])
    title, in_body = words(report.title), words(head)[:BODY_WORDS]
    counts = Counter(in_body) + Counter(title) + Counter(title)
    ordered = sorted(counts, key=number_of)
    spelt = Spelt(report.title or first_sentence(body), tuple(_names(head)), tuple(ordered))
    rarities = np.array([rarity(word) + COMMON_WEIGHT for word in ordered], dtype=np.float32)
    times = np.array([min(counts[word], 255) for word in ordered], dtype=np.uint8)
    parts = _parts(ordered, title, in_body) | _keys(ordered, damped(times) * rarities)
    return Skim(
        report_id=report.id,
        published=report.published,
        seen=report.published or report.fetched,
        replaces=report.replaces,
        outlet=number_of(report.outlet.strip().lower()),  # 0 for the empty one
        length=min(len(in_body), BODY_WORDS),
        days=_days([*title, *in_body[:DAY_WORDS]]),
        numbers=np.array([number_of(word) for word in ordered], dtype=np.uint32),
        rarities=rarities,
        counts=times,
        parts=parts,
        weights=weighed(rarities, times, parts),
        sketch=sketch(np.array([number_of(word) for word in in_body], dtype=np.uint64)),
        text=packed(spelt),
        vector=vector,
    )


@functools.lru_cache(maxsize=65536)
def number_of(word: str) -> int:
    """A number of 32 bits that stands for the word, the same in any process."""
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


def weighed(
    rarities: NDArray[np.float32], counts: NDArray[np.uint8], parts: NDArray[np.uint8]
) -> Columns:
    """TF-IDF weights with damped counts: a row a word; columns all, lead, title, figures, keys."""
    columns = np.zeros((len(rarities), 5), dtype=np.float32)
    columns[:, WORDS] = _of_length_one(damped(counts) * rarities)
    for column, part in ((IN_LEAD, LEAD), (IN_TITLE, TITLE), (IN_FIGURES, FIGURE)):
        columns[:, column] = _of_length_one(np.where(parts & part, rarities, np.float32(0)))
    columns[:, AS_KEY] = np.where(parts & KEY, columns[:, WORDS], np.float32(0))
    return columns


def damped(counts: NDArray[np.uint8]) -> NDArray[np.float32]:
    """How much a word counts that occurs so often."""
    return np.float32(1) + np.log(counts.astype(np.float32))


def _of_length_one(raw: NDArray[np.float32]) -> NDArray[np.float32]:
    length = np.sqrt(np.float32((raw * raw).sum()))
    return raw / length if length else raw


def _parts(ordered: Sequence[str], title: Sequence[str], body: Sequence[str]) -> NDArray[np.uint8]:
    lead, of_title = {*body[:LEAD_WORDS], *title}, set(title)
    figures = {word for word in body if word[0].isdigit()}
    flags = [
        LEAD * (word in lead) + TITLE * (word in of_title) + FIGURE * (word in figures)
        for word in ordered
    ]
    return np.array(flags, dtype=np.uint8)


def _keys(ordered: Sequence[str], weights: NDArray[np.float32]) -> NDArray[np.uint8]:
    best = nlargest(KEY_WORDS, range(len(ordered)), key=lambda i: (weights[i], ordered[i]))
    flags = np.zeros(len(ordered), dtype=np.uint8)
    flags[best] = KEY
    return flags


def _days(some: Collection[str]) -> int:
    return sum(1 << i for i, day in enumerate(weekdays()) if day in some)


def opening_of(report: Report) -> str:
    """Title and first words of the body: the text whose vector stands for the report."""
    title = f"{report.title}. " if report.title else ""
    return title + " ".join(body_of(report).split()[:OPENING_WORDS])


def body_of(report: Report) -> str:
    """The text without the title, where the text opens with it."""
    return report.text.removeprefix(report.title) if report.title else report.text


def first_sentence(text: str) -> str:
    """The text up to its first full stop, on one line; all of it if there is none."""
    found = FIRST_SENTENCE.match(text)
    return " ".join((found[1] if found else text).split())


@functools.cache
def calendar_words() -> tuple[str, ...]:
    """Days of the week, then months, lower case."""
    text = resources.files(__package__).joinpath("data/calendar_words.txt").read_text("utf-8")
    return tuple(line for line in text.split("\n") if line and not line.startswith("#"))


@functools.cache
def weekdays() -> tuple[str, ...]:
    """The days of the week, lower case."""
    return calendar_words()[:WEEKDAYS]


def _names(text: str) -> Iterable[str]:
    """Names in order of mention, once each; a lone capital that opens a sentence makes none."""
    seen = set(calendar_words())
    for found in NAME.finditer(text):
        name = found[0].removesuffix("'s").removesuffix("’s")
        opens = SENTENCE_START.search(text, max(0, found.start() - 4), found.start())
        if name.lower() in seen or len(name) < 2 or (opens and " " not in name):
            continue
        seen.add(name.lower())
        yield name
