"""Spellings of one name: what transliterations and keyboards leave of it."""

import re
import unicodedata
from functools import lru_cache

LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "a", "œ": "o", "ı": "i", "ß": "ss",
     "’": "'", "‘": "'", "ʼ": "'", "`": "'"}
)  # fmt: skip
# Ways to write one sound, the longest first: Veltchev and Velchev, Olexandr and Oleksandr,
# Bouziani and Bouzyani, Hryhorenko and Grigorenko, Åberg and Aaberg.
SOUNDS = (
    ("shch", "s"), ("sch", "s"), ("tsch", "c"), ("tch", "c"), ("dzh", "g"), ("dj", "g"),
    ("zh", "z"), ("sh", "s"), ("ch", "c"), ("kh", "g"), ("gh", "g"), ("ph", "f"), ("th", "t"),
    ("ts", "c"),
    ("tz", "c"), ("cz", "c"), ("ck", "k"), ("q", "k"), ("x", "ks"), ("ou", "u"), ("oo", "u"),
    ("ee", "i"), ("ae", "a"), ("oe", "o"), ("ue", "u"), ("ye", "e"), ("ie", "e"), ("iy", "i"),
    ("yi", "i"), ("ij", "i"), ("w", "v"), ("y", "i"), ("j", "i"), ("h", "g"),
)  # fmt: skip
SOUND = re.compile("|".join(re.escape(written) for written, _ in SOUNDS))
HEARD = dict(SOUNDS)
DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Lower case without diacritics, hyphens as spaces, no points."""
    decomposed = unicodedata.normalize("NFKD", text.lower().translate(LETTERS))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(bare.replace("-", " ").replace(".", "").replace("'", "").split())


@lru_cache(maxsize=4096)
def skeleton(text: str) -> str:
    """What all spellings of a name share: spelled by sound, no doubled letters, no spaces."""
    return DOUBLED.sub(r"\1", SOUND.sub(_heard, plain(text).replace(" ", "")))


def _heard(match: re.Match[str]) -> str:
    return HEARD[match.group()]
