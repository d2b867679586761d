"""Reads the word lists beside the annotators: lines of fields parted by "|", "#" for comments."""

from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


@cache
def data_rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of `data/NAME`, each field trimmed; comment lines and blank lines left out."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line.strip() and not line.startswith("#")]
    return tuple(tuple(field.strip() for field in line.split("|")) for line in kept)


def forms(field: str) -> tuple[str, ...]:
    """The forms of a field "metre+ an hour, m": parted at commas, "+" is with and without "s"."""
    found: list[str] = []
    for form in filter(None, (part.strip() for part in field.split(","))):
        found += [form.replace("+", ""), form.replace("+", "s")] if "+" in form else [form]
    return tuple(found)
