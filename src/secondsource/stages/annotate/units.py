"""Finds the unit of a figure: measures, currencies before or after it, short scales ("7bn")."""

import re
from dataclasses import dataclass
from functools import cache

from secondsource.stages.annotate.data_rows import data_rows, forms

GAP = r"(?:[\s\u00a0]+|[-\u2010\u2011])?"
# Symbols of one letter must touch the digits, but for these, which are often set apart.
LOOSE_LETTERS = {"m", "C", "F"}
TOUCHING = {"in", "p", "c"}
WINDOW = 8  # longer than any currency symbol with its space
# Weight or money: "pounds" is money where the text uses sterling and speaks of no weight.
STERLING = re.compile(r"£|\bsterling\b|\bpence\b|\bGBP\b")
MONEY_TALK = re.compile(
    r"\b(?:pa(?:y|ys|id)|cost|costs|price[ds]?|worth|fine[ds]?|fund\w*|budget|salary|earn\w*|spen[dt]"
    r"|loan|debt|tax\w*|wages?|rent|sold|bought|profit|loss|donat\w*|prize)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class UnitFound:
    """A unit that stands at a figure: normalised name, where it ends (or begins), its factor."""

    unit: str
    at: int
    factor: float = 1.0
    money: bool = False


@cache
def _words() -> tuple[re.Pattern[str], dict[str, str]]:
    """Units and currencies in full words, longest first; the first row of a form wins."""
    table: dict[str, str] = {}
    for code, words, _ in data_rows("units_names.txt"):
        for form in forms(words):
            table.setdefault(form.lower(), code)
    for code, _, names, _ in data_rows("units_currencies.txt"):
        for form in forms(names):
            table.setdefault(form.lower(), code)
    for words, _, code in data_rows("units_coins.txt"):
        for form in forms(words):
            table.setdefault(form.lower(), f"{code}/100")
    return re.compile(rf"{GAP}(?P<form>{_longest(table)})(?![\w/])", re.I), table


@cache
def _symbols() -> tuple[re.Pattern[str], dict[str, str]]:
    table: dict[str, str] = {}
    for code, _, symbols in data_rows("units_names.txt"):
        table |= dict.fromkeys(forms(symbols), code)
    for _, symbols, code in data_rows("units_coins.txt"):
        table |= dict.fromkeys(forms(symbols), f"{code}/100")
    for code, symbols, _, _ in data_rows("units_currencies.txt"):
        for symbol in forms(symbols):
            if not symbol.isalpha() or len(symbol) > 2:
                table.setdefault(symbol, code)
    return re.compile(rf"(?P<gap>[ \u00a0]?)(?P<form>{_longest(table)})(?![\w/])"), table


@cache
def _prefixes() -> tuple[re.Pattern[str], dict[str, str]]:
    table = {
        symbol: code
        for code, symbols, _, _ in reversed(data_rows("units_currencies.txt"))
        for symbol in forms(symbols)
    }
    # A symbol that opens with a letter must not be the end of a word; a bare letter must touch.
    return re.compile(
        rf"(?:(?<![A-Za-z])(?P<form>{_longest(table)})|(?P<sign>[$€£¥₹]))(?P<gap>[ \u00a0]?)$"
    ), table


@cache
def _suffixes() -> tuple[re.Pattern[str], dict[str, tuple[float, bool]]]:
    table = {
        form: (float(by), needs == "money") for form, by, needs in data_rows("number_suffixes.txt")
    }
    return re.compile(rf"[ \u00a0-]?(?P<form>{_longest(table)})(?![A-Za-z0-9])"), table


def _longest(forms_: "dict[str, str] | dict[str, tuple[float, bool]]") -> str:
    return "|".join(re.escape(form) for form in sorted(forms_, key=len, reverse=True))


def currency_before(text: str, at: int) -> UnitFound | None:
    """The currency whose symbol ends at `at`; its `at` is where the symbol begins."""
    pattern, table = _prefixes()
    found = pattern.search(text, max(0, at - WINDOW), at)
    if found is None:
        return None
    symbol = found["form"] or found["sign"]
    if found["gap"] and symbol.isalpha() and len(symbol) == 1:
        return None
    return UnitFound(
        table[symbol], found.start("form") if found["form"] else found.start("sign"), money=True
    )


def scale_after(text: str, at: int, *, money: bool) -> tuple[float, int] | None:
    """Factor and end of a short scale at `at` ("bn", "k"); "m" and "b" only for money."""
    pattern, table = _suffixes()
    found = pattern.match(text, at)
    if found is None or (table[found["form"]][1] and not money):
        return None
    return table[found["form"]][0], found.end()


def unit_after(text: str, at: int, *, digits: bool) -> UnitFound | None:
    """The unit that stands at `at`, in full or, after digits, as a symbol."""
    pattern, table = _words()
    found = pattern.match(text, at)
    if found is None:
        return _symbol_after(text, at) if digits else None
    form = found["form"].lower()
    return _resolved(table[form], form, found.end(), text)


def _letter_is_unit(text: str, found: "re.Match[str]") -> bool:
    """A letter must touch the digits, but for those often set apart, and end the word."""
    if text.startswith(("-", "\u2011"), found.end()):
        return False
    return not found["gap"] or found["form"] in LOOSE_LETTERS


def _symbol_after(text: str, at: int) -> UnitFound | None:
    pattern, table = _symbols()
    found = pattern.match(text, at)
    if found is None:
        return None
    form = found["form"]
    if found["gap"] and form in TOUCHING:
        return None
    if len(form) == 1 and form.isalpha() and not _letter_is_unit(text, found):
        return None
    return _resolved(table[form], form, found.end(), text)


def _resolved(code: str, form: str, end: int, text: str) -> UnitFound | None:
    if code.endswith("/100"):
        coin = code.removesuffix("/100")
        return UnitFound(coin, end, 1.0 if coin == "cent" else 0.01, money=True)
    if form in ("pound", "pounds"):
        money = _pounds_are_money(text, end)
        return UnitFound("GBP" if money else "pound", end, money=money)
    holders = _holders().get(form, ())
    if not holders:
        return UnitFound(code, end, money=code in _codes())
    chosen = _nearest_holder(holders, text, end)
    if chosen is None and form in _common_words():
        return None
    return UnitFound(chosen or holders[0], end, money=True)


def _pounds_are_money(text: str, at: int) -> bool:
    around = text[max(0, at - 120) : at + 120]
    return bool(STERLING.search(text) or MONEY_TALK.search(around)) and "weigh" not in around


@cache
def _codes() -> frozenset[str]:
    return frozenset(row[0] for row in data_rows("units_currencies.txt"))


@cache
def _common_words() -> frozenset[str]:
    """Currency names that are everyday words: they need a place of theirs in the text."""
    return frozenset(
        ("won", "real", "sol", "som", "mark", "marks", "crown", "crowns", "kip", "dong")
    )


@cache
def _holders() -> dict[str, tuple[str, ...]]:
    """The currencies of each name that several hold, or that is an everyday word; in file order."""
    holders: dict[str, tuple[str, ...]] = {}
    for code, _, names, _ in data_rows("units_currencies.txt"):
        for form in forms(names.lower()):
            holders[form] = (*holders.get(form, ()), code)
    common = _common_words()
    return {form: codes for form, codes in holders.items() if len(codes) > 1 or form in common}


@cache
def _places() -> dict[str, re.Pattern[str]]:
    return {
        code: re.compile(rf"\b(?:{'|'.join(map(re.escape, forms(places)))})")
        for code, _, _, places in data_rows("units_currencies.txt")
        if places
    }


def _nearest_holder(holders: tuple[str, ...], text: str, at: int) -> str | None:
    """The currency whose place the text names nearest to `at`; None if it names none."""
    best: tuple[int, str] | None = None
    for code in holders:
        pattern = _places().get(code)
        distances = [abs(found.start() - at) for found in pattern.finditer(text)] if pattern else []
        if distances and (best is None or min(distances) < best[0]):
            best = (min(distances), code)
    return best[1] if best else None
