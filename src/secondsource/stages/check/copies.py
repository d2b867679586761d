"""Claims that a report has word for word: no comparison can then speak against them."""

from collections import Counter
from collections.abc import Sequence

from secondsource.stages.check.pool import Candidate
from secondsource.stages.check.speech_book import Words, spoken_words
from secondsource.stages.check.word_lists import listed

FEWEST = 4  # words; a shorter run is found in many a sentence
# Of a run of so many words a copy may leave out a fifth; of less, what is left may say otherwise.
FEWEST_CUT, LEFT_OUT = 8, 0.2


def copied(words: str, candidates: Sequence[Candidate]) -> Candidate | None:
    """The first passage that has all the words in one run, and nothing that turns their sense.

    "The mayor resigned" stands in "She denied that the mayor resigned", which does not say it. A
    longer run may have left out a few words of the passage's.
    """
    asked = spoken_words(words)
    if len(asked) < FEWEST:
        return None
    left_out = int(LEFT_OUT * len(asked)) if len(asked) >= FEWEST_CUT else 0
    return next((c for c in candidates if _says(spoken_words(c.text), asked, left_out)), None)


def _says(real: Words, asked: Words, left_out: int) -> bool:
    length = len(asked) + left_out
    runs = (_run(real[at : at + length], asked) for at, word in enumerate(real) if word == asked[0])
    if not any(runs):
        return False
    return not any(_turns(word) for word in (Counter(real) - Counter(asked)))


def _run(real: Words, asked: Words) -> bool:
    """Whether all the asked words stand there, in their order."""
    rest = iter(real)
    return all(word in rest for word in asked)


def _turns(word: str) -> bool:
    return word.endswith("n't") or word in listed("turning_words.txt")
