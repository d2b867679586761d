"""The reports that speed is measured on: our own, made longer or renamed; articles where shared."""

import gzip
import json
import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from secondsource.records.report import Report

CASES = Path(__file__).parents[1] / "evals" / "cases"
STREAM = Path("data/stream/articles.jsonl.gz")
EVENT = "halifax-aid"
OTHERS = (
    "karcsafured-fire",
    "choco-hostages",
    "coimbra-legionella",
    "gdynia-boat-verdict",
    "veldstra-takeover",
)
SENTENCE_END = re.compile(r"(?<=[.!?”\"])\s+")
TAKEN = 0.6  # share of a report's sentences that another outlet takes
LENGTH = 350  # words of a report
STORY = 5  # reports that `brief` is timed on
NAME = re.compile(r"\b[A-Z][a-z]{3,}\b")
SYLLABLES = ("ba", "ro", "lin", "mar", "ke", "tus", "gen", "vo", "dal", "sha", "mi", "por")
START = datetime(2025, 1, 6, 7, 0, tzinfo=UTC)


def five_reports(*, variant: int = 0) -> list[Report]:
    """Five reports of one event, `LENGTH` words each; each variant has names of its own.

    Variants keep a warm desk from answering out of its memory of texts read before.
    """
    told, filler = _case(EVENT), _case(OTHERS[0])
    names = random.Random(variant)
    new = {word: _invented(names) for word in _names(told + filler)} if variant else {}
    return [
        Report.from_text(
            _renamed(_lengthened(one, other), new),
            ref=str(number),
            outlet=f"Outlet {number}",
            url=f"https://outlet{number}.example/{variant}",
            published=START + timedelta(hours=number),
        )
        for number, (one, other) in enumerate(zip(told, filler, strict=True))
    ][:STORY]


def draft_of_ten() -> str:
    """A draft of ten sentences on the event of the five reports."""
    return _draft(EVENT)


def page_of_draft() -> str:
    """A page of about forty sentences: the drafts of four cases, one after the other."""
    return " ".join(_draft(case) for case in (EVENT, *OTHERS[:3]))


def many_reports(number: int) -> list[Report]:
    """Reports of one event by as many outlets: some of its sentences, then what is all their own.

    Each draws sentences from a report of the event, as outlets do from agencies, and fills up to
    `LENGTH` words with sentences of other cases, whose names are its own.
    """
    return [
        Report.from_text(
            _gathered(random.Random(k), k),
            ref=str(k),
            outlet=f"Outlet {k}",
            url=f"https://outlet{k}.example/",
            published=START + timedelta(minutes=7 * k),
        )
        for k in range(number)
    ]


def long_report(words: int) -> Report:
    """One report of so many words: the texts of all cases, again and again under other names."""
    texts: list[str] = []
    chance = random.Random(words)
    while sum(len(text.split()) for text in texts) < words:
        every = tuple(text for case in (EVENT, *OTHERS) for text in _case(case))
        new = {word: _invented(chance) for word in _names(every)} if texts else {}
        texts += [_renamed(text, new) for text in every]
    return Report.from_text(
        " ".join("\n\n".join(texts).split(" ")[:words]), outlet="Outlet", published=START
    )


def stream(shared: Path, number: int) -> list[Report]:
    """Articles of many outlets and years; reports made of our own where they are missing."""
    path = shared / STREAM
    return list(_articles(path, number) if path.exists() else _made_up(number))


def _articles(path: Path, number: int) -> Iterator[Report]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for _, line in zip(range(number), lines, strict=False):
            row = json.loads(line)
            yield Report.from_text(
                row["content_original"],
                outlet=row["source"],
                url=row["url"],
                title=row["title"],
                published=_date(row["date"]),
            )


def _made_up(number: int) -> Iterator[Report]:
    """Stories of five reports, each story with names of its own, spread over years."""
    for story in range(1 + number // STORY):
        for one in five_reports(variant=story + 1)[: number - story * STORY]:
            when = START + timedelta(days=story % 2000)
            yield Report.from_text(one.text, outlet=one.outlet, url=one.url, published=when)


def _draft(case: str) -> str:
    gold = json.loads((CASES / case / "gold.json").read_text(encoding="utf-8"))
    return str(gold["draft"]["text"])


def _gathered(chance: random.Random, number: int) -> str:
    told = _case(EVENT)
    event = [s for s in SENTENCE_END.split(told[number % len(told)]) if chance.random() < TAKEN]
    others = [text for case in chance.sample(OTHERS, 2) for text in _case(case)]
    new = {word: _invented(chance) for word in _names(tuple(others))}
    filler = [s for text in others for s in SENTENCE_END.split(text) if chance.random() < TAKEN]
    words = " ".join((*event, *(_renamed(sentence, new) for sentence in filler))).split()
    return " ".join(words[:LENGTH]).rstrip(".,;:") + "."


@cache
def _case(name: str) -> tuple[str, ...]:
    lines = (CASES / name / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(json.loads(line)["text"] for line in lines)


@cache
def _names(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({word for text in texts for word in NAME.findall(text)}))


def _lengthened(text: str, filler: str) -> str:
    """The text followed by words of the filler, up to `LENGTH`, and a full stop."""
    missing = max(0, LENGTH - len(text.split()))
    tail = " ".join(filler.split()[:missing]).rstrip(".,;:")
    return f"{text}\n\n{tail}." if tail else text


def _renamed(text: str, names: dict[str, str]) -> str:
    return NAME.sub(lambda found: names.get(found[0], found[0]), text)


def _invented(names: random.Random) -> str:
    return "".join(names.choices(SYLLABLES, k=3)).capitalize()


def _date(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        return None
