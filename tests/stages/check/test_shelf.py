"""Texts searched by meaning and words: which are read, and which stand for their copies."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from secondsource.abilities import Encoder
from secondsource.records.evidence import Maker
from secondsource.stages.check.shelf import FEW, WORTH_READING, Shelf
from tests.build import encoder


@dataclass
class Counting:
    """An encoder that counts the texts it reads."""

    real: Encoder
    texts: list[str] = field(default_factory=list)

    @property
    def maker(self) -> Maker:
        return self.real.maker

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.texts += texts
        return self.real.encode(texts)


def shelf(texts: list[str], reads: Encoder) -> Shelf:
    return Shelf(texts, texts, range(len(texts)), reads)


def test_the_nearest_in_meaning_comes_first() -> None:
    found = shelf(["The mill burned.", "Bread is cheap."], encoder()).best(
        encoder().encode(["A fire destroyed the mill."])[0], np.zeros(2), 2
    )
    assert [hit.index for hit in found] == [0, 1]
    assert found[0].score == found[0].meaning


def test_of_many_texts_only_those_that_share_most_words_are_read_and_once() -> None:
    texts = [f"Line {k} was closed." for k in range(FEW + 1)]
    reads = Counting(encoder())
    some, words = shelf(texts, reads), np.zeros(len(texts))
    words[7] = 1.0
    vector = encoder().encode(["Line 7 was closed."])[0]
    assert some.best(vector, words, 1)[0].index == 7
    assert some.best(vector, words, 1)[0].index == 7
    assert len(reads.texts) == WORTH_READING


def test_the_first_of_equal_texts_stands_for_all() -> None:
    texts = ["The mill burned.", "The mill burned.", "Bread is cheap."]
    some = Shelf(texts, texts, [2, 1, 0], encoder())
    found = some.best(encoder().encode(["The mill burned."])[0], np.zeros(3), 3)
    assert [hit.index for hit in found] == [1, 2]


def test_an_empty_shelf_has_nothing() -> None:
    assert shelf([], encoder()).best(np.zeros(384, dtype=np.float32), np.zeros(0), 3) == []
