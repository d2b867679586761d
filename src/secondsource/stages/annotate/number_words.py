"""Reads figures written in digits, words or both: "1,200", "2.1 billion", "seven and a half"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from secondsource.records.evidence import Span
from secondsource.stages.annotate.data_rows import data_rows

DIGITS = (
    r"(?:\d{1,3}(?:[,\u2009\u202f\u00a0]\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}"
    r"|\d{1,3}(?: \d{3})+(?!\d)|\d{1,3}(?:\.\d{3}){2,}|\d+)(?:[.\u00b7]\d+)?|[.\u00b7]\d+"
)
PARTS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 0.125, "⅕": 0.2}
LEXEME = re.compile(rf"(?P<digits>{DIGITS})|(?P<part>[{''.join(PARTS)}])|(?P<word>[A-Za-z]+)")
GAP = re.compile(r"[\s\u00a0]+|[-\u2010\u2011]")
AND_PART = re.compile(
    r"[\s-]+and[\s-]+(?:(?P<n>a|one|two|three|four)[\s-]+)?(?P<d>half|third|quarter|fifth|eighth)s?"
    r"\b(?![\s-]+(?:of|an?)\b)",
    re.I,
)
SMALL = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4}
PART_OF = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "eighth": 8}
EACH = ("each", "every", "per")  # "eight of each hundred": a bare "hundred" after them is one
SCALE_AFTER = re.compile(r"[\s-]+(?P<scale>[A-Za-z]+)\b")


@dataclass(frozen=True, slots=True)
class Numeral(Span):
    """A figure as written, before it is known what it counts.

    `bare` is true for plain digits without separator or scale, which may be a year or a label;
    `words` where no digit is in it; `vague` for "dozens" and the like.
    """

    low: float
    high: float
    bare: bool = False
    words: bool = False
    vague: bool = False


@cache
def number_lexicon() -> dict[str, tuple[str, float]]:
    """Class and value of each number word, lower case."""
    return {word: (kind, float(value)) for word, kind, value in data_rows("number_words.txt")}


@cache
def _vague() -> tuple[re.Pattern[str], dict[str, tuple[float, float]]]:
    sizes = {
        phrase: (float(low), float(high)) for phrase, low, high in data_rows("number_vague.txt")
    }
    phrases = sorted(sizes, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b", re.I), sizes


def find_numerals(text: str, start: int, end: int) -> Iterator[Numeral]:
    """The figures in `text[start:end]`, from left to right, none overlapping another."""
    vague = {found.start(): found for found in _vague()[0].finditer(text, start, end)}
    at = start
    while lexeme := LEXEME.search(text, at, end):
        at = lexeme.start()
        numeral = _vague_numeral(vague[at]) if at in vague else _numeral(text, lexeme, end)
        if numeral is not None:
            yield numeral
        at = numeral.end if numeral is not None else lexeme.end()


def _vague_numeral(found: "re.Match[str]") -> Numeral:
    low, high = _vague()[1][found[0].lower()]
    return Numeral(found.start(), found.end(), low, high, words=True, vague=True)


def _numeral(text: str, lexeme: "re.Match[str]", end: int) -> Numeral | None:
    if lexeme["part"]:
        value = PARTS[lexeme["part"]]
        return Numeral(lexeme.start(), lexeme.end(), value, value)
    run = _Run(text, end)
    if not run.read(lexeme):
        return None
    return run.numeral()


def digits_value(written: str) -> float:
    """The value of digits with their separators; a middle dot counts as a decimal point."""
    plain = re.sub(r"[,\s\u2009\u202f\u00a0]", "", written).replace("·", ".")
    if plain.count(".") > 1:
        plain = plain.replace(".", "")
    return float(plain)


class _Run:
    """One figure being read, lexeme by lexeme, as far as English grammar lets it go on."""

    def __init__(self, text: str, limit: int) -> None:
        self.text, self.limit = text, limit
        self.total = 0.0
        self.current: float | None = None
        self.last = ""  # class of the last lexeme taken
        self.scale = float("inf")  # the last scale taken: the next must be smaller
        self.start = self.end = 0
        self.bare = self.words = True

    def read(self, lexeme: "re.Match[str]") -> bool:
        """Take as much as forms one figure from `lexeme` on; false if it starts none."""
        self.start = lexeme.start()
        if not self._open(lexeme):
            return False
        while (following := self._next()) and self._take(*following):
            self.end = following[0].end()
        self._and_part()
        return True

    def numeral(self) -> Numeral:
        """The figure read."""
        value = self.total + (self.current or 0.0)
        return Numeral(self.start, self.end, value, value, bare=self.bare, words=self.words)

    def _open(self, lexeme: "re.Match[str]") -> bool:
        if lexeme["digits"]:
            self.current, self.last, self.words = digits_value(lexeme[0]), "digits", False
            self.bare = lexeme[0].isdigit()
            self.end = lexeme.end()
            return True
        self.bare = False
        word = lexeme[0].lower()
        kind, value = number_lexicon().get(word, ("", 0.0))
        if kind in ("unit", "teen", "tens"):
            self.current, self.last, self.end = value, kind, lexeme.end()
            return True
        return self._open_article(lexeme, word)

    def _open_article(self, lexeme: "re.Match[str]", word: str) -> bool:
        """ "a hundred", "a couple", "half a million": figures that open with no number."""
        pattern = r"[\s-]+(?:an?[\s-]+)?" if word == "half" else r"\s+"
        if word not in ("a", "an", "half", *EACH):
            return False
        found = re.compile(pattern + r"([A-Za-z]+)\b").match(self.text, lexeme.end(), self.limit)
        if found is None:
            return False
        if found[1].lower() in ("couple", "pair") and word != "half":
            self.total, self.current, self.last, self.end = 2.0, None, "dozen", found.end()
            return self._couple_of()
        kind, value = number_lexicon().get(found[1].lower(), ("", 0.0))
        if kind not in ("hundred", "scale", "dozen"):
            return False
        if word in EACH:
            self.start = found.start(1)
        self.current, self.last = (0.5 if word == "half" else 1.0), "unit"
        self._take_word(kind, value)
        self.end = found.end()
        return True

    def _couple_of(self) -> bool:
        found = re.compile(r"\s+(?:of\s+)?(hundred|thousand|million|billion|dozen)\b", re.I).match(
            self.text, self.end, self.limit
        )
        if found:
            self.total *= number_lexicon()[found[1].lower()][1]
            self.end = found.end()
        return True

    def _next(self) -> "tuple[re.Match[str], bool] | None":
        gap = GAP.match(self.text, self.end, self.limit)
        # "1.8billion", "2½": a scale or a part may touch the digits.
        touching = self.last == "digits"
        if gap is None and not touching:
            return None
        found = LEXEME.match(self.text, gap.end() if gap else self.end, self.limit)
        if gap is None and found and found["digits"]:
            return None
        if found is None or found[0].lower() != "and":
            return (found, False) if found else None
        gap = GAP.match(self.text, found.end(), self.limit)
        found = LEXEME.match(self.text, gap.end(), self.limit) if gap else None
        return (found, True) if found else None

    def _take(self, lexeme: "re.Match[str]", after_and: bool) -> bool:
        if lexeme["part"]:
            return self._take_part(PARTS[lexeme["part"]])
        if lexeme["digits"]:
            return self._take_digits(lexeme)
        kind, value = number_lexicon().get(lexeme[0].lower(), ("", 0.0))
        if not kind or (after_and and self.last not in ("hundred", "scale")):
            return False
        if after_and and kind in ("hundred", "scale", "dozen"):
            return False
        if self._digits_follow(lexeme):
            return False
        return self._take_word(kind, value)

    def _digits_follow(self, lexeme: "re.Match[str]") -> bool:
        """Whether the word leads on to a letter, as "one" of "one's" or "oneself" does not."""
        return self.text[lexeme.end() : lexeme.end() + 1].isdigit()

    def _take_part(self, value: float) -> bool:
        if self.last not in ("digits", "unit"):
            return False
        self.current, self.last, self.bare = (self.current or 0.0) + value, "part", False
        return True

    def _take_digits(self, lexeme: "re.Match[str]") -> bool:
        """ "3 1/2": a fraction after whole digits; nothing else joins on to digits."""
        fraction = re.compile(r"(\d{1,2})/(\d{1,2})\b").match(self.text, lexeme.start(), self.limit)
        if self.last != "digits" or fraction is None or not 0 < int(fraction[1]) < int(fraction[2]):
            return False
        self.current = (self.current or 0.0) + int(fraction[1]) / int(fraction[2])
        self.end, self.last, self.bare = fraction.end(), "fraction", False
        return False

    def _take_word(self, kind: str, value: float) -> bool:
        if kind in ("unit", "teen", "tens"):
            return self._add(kind, value)
        if self.current is None or self.last == "dozen":
            return False
        if kind == "scale":
            return self._scale(value)
        if kind == "hundred" and (self.last in ("hundred", "tens") and self.current % 100 == 0):
            return False
        self.current, self.last, self.bare = self.current * value, kind, False
        return True

    def _add(self, kind: str, value: float) -> bool:
        joins = {"unit": ("tens", "hundred", "scale"), "teen": ("hundred", "scale")}
        if self.last not in joins.get(kind, ("hundred", "scale")):
            return False
        if kind == "unit" and self.last == "tens" and value == 0:
            return False
        self.current, self.last = (self.current or 0.0) + value, kind
        return True

    def _scale(self, value: float) -> bool:
        if value >= self.scale:
            return False
        self.total += (self.current or 0.0) * value
        self.current, self.last, self.scale, self.bare = None, "scale", value, False
        return True

    def _and_part(self) -> None:
        """ "seven and a half", "one and three quarters", "two and a half million"."""
        found = AND_PART.match(self.text, self.end, self.limit)
        if found is None or self.last not in ("unit", "teen", "tens", "digits", "scale"):
            return
        share = SMALL[(found["n"] or "a").lower()] / PART_OF[found["d"].lower()]
        whole = self.scale if self.last == "scale" else 1.0
        self.total, self.current = self.total + share * whole, self.current
        self.end, self.bare = found.end(), False
        scale = SCALE_AFTER.match(self.text, self.end, self.limit)
        kind, value = (
            number_lexicon().get(scale["scale"].lower(), ("", 0.0)) if scale else ("", 0.0)
        )
        if scale and kind in ("hundred", "scale", "dozen") and self.last != "scale":
            self.total, self.current = (self.total + (self.current or 0.0)) * value, None
            self.end = scale.end()
