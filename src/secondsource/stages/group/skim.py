"""What grouping knows of a report without parsing it: its words, figures, days and vector."""

import functools
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from secondsource.records.report import Report
from secondsource.stages.group.words import rarity, words

Vector = NDArray[np.float32]

BODY_WORDS = 400  # what a report is about stands in its head; the tail drifts to background
LEAD_WORDS = 80
DAY_WORDS = 150
OPENING_WORDS = 120  # for the encoder: about as much as it reads well
COMMON_WEIGHT = 0.3  # so that the commonest words still count a little
WEEKDAYS = 7  # the first lines of the calendar words

# "Ministry of Health", "Anna de Boer": capitals, joined by small words that names hold.
NAME = re.compile(
    r"(?<![\w’'])[A-Z][\w’'&-]*(?:[ \u00a0](?:(?:of|the|de|del|der|van|von|al|bin|la) ){0,2}"
    r"[A-Z][\w’'&-]*)*"
)
SENTENCE_START = re.compile(r"(?:^|[.!?:]['\"”’)]*\s+|\n\s*|[“\"‘(]\s*)$")
FIRST_SENTENCE = re.compile(r"\s*(.+?[.!?]['\"”’)]*)(?=\s|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Skim:
    """A report at a glance. Weights are of length 1: their dot product is a cosine.

    `words` weighs title and head of the body, `lead` title and first lines, `title` the title
    alone, `figures` the figures of the head. `days` are the weekdays that the opening names,
    `names` the names in it as they are written, `opening` what the reader sees first.
    """

    report_id: str
    published: datetime | None
    opening: str
    length: int
    words: Mapping[str, float]
    lead: Mapping[str, float]
    title: Mapping[str, float]
    figures: Mapping[str, float]
    days: frozenset[str]
    names: tuple[str, ...]
    vector: Vector


def skim(report: Report, vector: Vector) -> Skim:
    """The report at a glance; `vector` is the encoding of `opening_of(report)`."""
    body = body_of(report)
    head = " ".join(body.split()[: BODY_WORDS + LEAD_WORDS])
    title, in_body = words(report.title), words(head)[:BODY_WORDS]
    lead = in_body[:LEAD_WORDS]
    figures = [word for word in in_body if word[0].isdigit()]
    return Skim(
        report_id=report.id,
        published=report.published,
        opening=report.title or first_sentence(body),
        length=min(len(in_body), BODY_WORDS),
        words=weights(Counter(in_body) + Counter(title) + Counter(title)),
        lead=weights(Counter({*lead, *title})),
        title=weights(Counter(set(title))),
        figures=weights(Counter(set(figures))),
        days=weekdays().intersection([*title, *in_body[:DAY_WORDS]]),
        names=tuple(_names(head)),
        vector=vector,
    )


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


def weights(counts: Mapping[str, int]) -> dict[str, float]:
    """TF-IDF weights with damped counts, of length 1 together; empty for no words."""
    raw = {
        word: (1 + math.log(count)) * (rarity(word) + COMMON_WEIGHT)
        for word, count in counts.items()
    }
    length = math.sqrt(sum(weight * weight for weight in raw.values()))
    return {word: weight / length for word, weight in raw.items()}


@functools.cache
def calendar_words() -> tuple[str, ...]:
    """Days of the week, then months, lower case."""
    text = resources.files(__package__).joinpath("data/calendar_words.txt").read_text("utf-8")
    return tuple(line for line in text.split("\n") if line and not line.startswith("#"))


@functools.cache
def weekdays() -> frozenset[str]:
    """The days of the week, lower case."""
    return frozenset(calendar_words()[:WEEKDAYS])


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
