import random

import numpy as np

from secondsource.stages.group.sketch import Sketch, is_reprint, sketch


def of(words: list[int]) -> Sketch:
    return sketch(np.array(words, dtype=np.uint64))


def text(seed: int, number: int = 300) -> list[int]:
    chance = random.Random(seed)
    return [chance.randrange(2**32) for _ in range(number)]


def test_a_text_reprints_itself_and_no_other() -> None:
    for number in (20, 60, 100, 400):
        assert is_reprint(of(text(1, number)), of(text(1, number)))
        assert not is_reprint(of(text(1, number)), of(text(2, number)))


def test_a_light_rewrite_is_a_reprint() -> None:
    for seed in range(20):
        words = text(seed)
        chance = random.Random(seed)
        rewritten = [chance.randrange(2**32) if chance.random() < 0.06 else one for one in words]
        assert is_reprint(of(words), of(rewritten))


def test_a_shared_paragraph_makes_no_reprint() -> None:
    for seed in range(20):
        shared = text(seed, 60)
        assert not is_reprint(of(shared + text(100 + seed)), of(shared + text(200 + seed)))


def test_a_digest_reprints_none_of_the_reports_that_it_carries() -> None:
    parts = [text(seed, 100) for seed in range(4)]
    digest = of([one for part in parts for one in part])
    assert not any(is_reprint(digest, of(part)) for part in parts)


def test_a_few_words_say_nothing() -> None:
    assert not is_reprint(of(text(1, 10)), of(text(1, 10)))
    assert not is_reprint(of([]), of(text(1)))


def test_either_way_round_it_is_the_same() -> None:
    for seed in range(20):
        a, b = of(text(seed)), of(text(seed)[:200] + text(seed + 50, 90))
        assert is_reprint(a, b) == is_reprint(b, a)
