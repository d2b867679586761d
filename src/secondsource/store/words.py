"""Texts as the words that they are searched by, and what is typed as what to search for.

One rule for both databases, so that a search finds the same in each: neither case nor accents
matter, a word is a run of letters and digits, and each character of a script that sets no blanks
between words is a word by itself, found where it stands beside the next.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST_TEXT = 250_000  # characters; a tsvector of PostgreSQL ends at 2**20 bytes, four each
LONGEST_WORD = 64  # characters
MOST_WORDS = 64  # of a search; more narrow nothing down
# Where one text ends and the next begins, so that no phrase reaches from one into the other.
BETWEEN = "\u2016"

# Letters that Unicode takes for no accented form of another, but whoever types does.
ALIKE = str.maketrans({
    "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l", "ŧ": "t",
    "æ": "ae", "œ": "oe", "þ": "th",
})  # fmt: skip
# Signs above and below letters: of Latin, Greek and Cyrillic, and the vowels of Hebrew and Arabic,
# which most texts leave out.
ACCENTS = re.compile("[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0640\u064b-\u065f\u0670]+")
# The scripts of India, whose vowels are signs that Python takes for no letters.
INDIC = "\u0900-\u0963\u0966-\u0dff"
# Thai, Lao, Burmese, Khmer; kana and the characters of Chinese, also those that need 17 bits.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
)
WORD = re.compile(f"[{UNSPACED}]|(?:[^\\W_{UNSPACED}]|[{INDIC}])+")
QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
TYPED = re.compile(r'"([^"]*)"?|([^\s"]+)')


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand side by side; with `begins`, the last may go on."""

    words: tuple[str, ...]
    begins: bool = False


def words_of(text: str) -> Iterator[str]:
    """The words of a text in their order."""
    folded = text.lower() if text.isascii() else _folded(text)
    return (found[0][:LONGEST_WORD] for found in WORD.finditer(folded))


def searched_words(*texts: str) -> str:
    """The words of some texts with a blank between two, up to `LONGEST_TEXT` characters of them."""
    joined = f" {BETWEEN} ".join(" ".join(words_of(text[:LONGEST_TEXT])) for text in texts)
    return joined[:LONGEST_TEXT]


def terms_of(typed: str) -> tuple[Term, ...]:
    """What is searched for: each word, or words in quotation marks; `word*` may go on.

    Whatever is typed means something, if it has a letter or digit at all.
    """
    found: dict[Term, None] = {}
    left = MOST_WORDS
    for quoted, bare in TYPED.findall(typed.translate(QUOTES)):
        words = tuple(words_of(quoted or bare))[:left]
        if words:
            found[Term(words, begins=bare.endswith("*"))] = None
        left -= len(words)
    return tuple(found)


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text).casefold()
    return unicodedata.normalize("NFKC", ACCENTS.sub("", apart)).translate(ALIKE)
