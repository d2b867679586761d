"""What a report and common knowledge tell of a person's gender, to read "he" and "she" by."""

import unicodedata

from secondsource.stages.annotate.speech_words import genders

FEMININE_SURNAMES = ("ova", "eva", "ska", "skaya", "skaia", "dottir")
MASCULINE_SURNAMES = ("ov", "ev", "sky", "skyy", "skiy", "sson")


def gender_hint(entity: str, before: tuple[str, ...]) -> str | None:
    """ "f" or "m" from the words right before a name, nearest first, then from the name itself.

    None where nothing tells: most given names of the world are in no list.
    """
    known = genders()
    words = [*before, *entity.split()[:1]]
    found = (known.get(plain(word)) for word in words)
    return next((gender for gender in found if gender), None) or _by_surname(entity)


def plain(word: str) -> str:
    """A word in lower case without accents and full stops, as the list of hints has it."""
    low = word.lower().rstrip(".")
    if low.isascii():
        return low
    spread = unicodedata.normalize("NFKD", low)
    return "".join(char for char in spread if not unicodedata.combining(char))


def _by_surname(entity: str) -> str | None:
    parts = entity.split()
    surname = plain(parts[-1]) if len(parts) > 1 else ""
    if surname.endswith(FEMININE_SURNAMES):
        return "f"
    return "m" if surname.endswith(MASCULINE_SURNAMES) else None
