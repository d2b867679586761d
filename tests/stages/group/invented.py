"""Reports of invented events, as many as wanted: words, days and vectors drawn by chance."""

import random
from datetime import timedelta

import numpy as np

from secondsource.stages.group import Skim, skim
from tests.build import report
from tests.stages.group.texts import MONDAY

SYLLABLES = ("ba", "ro", "lin", "mar", "ke", "tus", "gen", "vo", "dal", "sha", "mi", "por")
COMMON = ("minister", "police", "court", "talks", "fire", "strike", "vote", "road", "hospital")
DIMENSIONS = 16


def invented(seed: int, number: int, *, dated: float = 0.8, copies: float = 0.1) -> list[Skim]:
    """Reports of events of a few months; every topic has several events that are hard to part.

    A share of them is `dated`, a share are `copies` of one before, with another title.
    """
    chance = random.Random(seed)
    topics = [_words(chance, 15) for _ in range(1 + number // 20)]
    made: list[Skim] = []
    for event in range(number):
        topic = chance.randrange(len(topics))
        own = [*topics[topic], *_words(chance, 30)]
        day = chance.randrange(60)
        centre = np.random.default_rng(topic).normal(size=DIMENSIONS)
        text = ""
        for _ in range(min(chance.choice((1, 1, 2, 3, 6)), number - len(made))):
            text = text if text and chance.random() < copies else _text(chance, own)
            when = MONDAY + timedelta(days=day, minutes=chance.randrange(3000))
            given = report(
                text,
                title=" ".join(chance.sample(own, 5)),
                outlet=f"Outlet {event} {len(made)}",
                published=when if chance.random() < dated else None,
            )
            vector = centre + np.random.default_rng(event).normal(size=DIMENSIONS) * 0.8
            made.append(skim(given, (vector / np.linalg.norm(vector)).astype(np.float32)))
        if len(made) == number:
            break
    return made


def _text(chance: random.Random, own: list[str]) -> str:
    words = chance.choices(own, k=90) + chance.choices(COMMON, k=30)
    words += [str(chance.randrange(100)) for _ in range(4)]
    chance.shuffle(words)
    return " ".join(words).capitalize() + "."


def _words(chance: random.Random, number: int) -> list[str]:
    return ["".join(chance.choices(SYLLABLES, k=3)).capitalize() for _ in range(number)]
