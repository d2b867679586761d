"""What a desk keeps of its own work: accounts and layers, whole, without the reports' texts.

Packed JSON. It is read back by the version that wrote it or a later one; where the records have
changed in between, reading raises `StaleRecord`, and the work is done again.
"""

import functools
import gc
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from secondsource.errors import StaleRecord
from secondsource.records import layers
from secondsource.records.brief import Account
from secondsource.records.evidence import Maker
from secondsource.records.layers import AnnotatedReport, Layer, LayerKey
from secondsource.records.parse import Parse
from secondsource.records.report import Report

T = TypeVar("T")

PACKING = 1  # zlib's quickest: level 6 takes three times as long and saves a fifth
FORM = b"1"  # another one for what keeps its shape but changes its meaning

# What the items of each layer are.
ITEMS: Mapping[LayerKey[Any], type] = {
    layers.PARSE: Parse,
    layers.SENTENCES: layers.Sentence,
    layers.NAMES: layers.Name,
    layers.ROLES: layers.Role,
    layers.QUOTES: layers.Quote,
    layers.QUANTITIES: layers.Quantity,
    layers.TIMES: layers.Time,
    layers.CLAUSES: layers.Clause,
}
KEYS = {key.name: key for key in ITEMS}


def account_to_bytes(account: Account) -> bytes:
    """The account with the ids of its reports, which are kept by themselves."""
    told = [report.id for report in account.reports]
    return packed(adapter(_Told), (replace(account, reports=()), told))


def account_from_bytes(
    data: bytes, reports: Callable[[Sequence[str]], Iterable[Report]]
) -> Account:
    """The account again; `reports` gives those with some ids, in their order.

    Raises `StaleRecord` where the data was written by a version with other records.
    """
    account: Account
    account, told = unpacked(adapter(_Told), data)
    return replace(account, reports=tuple(reports(told)))


def layers_to_bytes(read: AnnotatedReport) -> bytes:
    """All layers of a report, without its text."""
    return packed(adapter(_Read), [_kept(layer) for layer in read.layers])


def layers_from_bytes(data: bytes, report: Report) -> AnnotatedReport:
    """The report with the layers that were kept of it; `StaleRecord` as for an account."""
    kept = unpacked(adapter(_Read), data)
    try:
        return AnnotatedReport(report, tuple(_layer(one, report.text) for one in kept))
    except (KeyError, ValidationError) as error:
        raise StaleRecord(f"layers of {report.id} are of another version") from error


_Told = tuple[Account, list[str]]
_Read = list[tuple[str, Maker, list[Any]]]


def _kept(layer: Layer[Any]) -> tuple[str, Maker, list[Any]]:
    items = layer.items
    if layer.key is layers.PARSE:
        items = tuple(replace(parse, text="") for parse in items)
    return layer.key.name, layer.maker, _items(layer.key).dump_python(items, mode="json")


def _layer(kept: tuple[str, Maker, list[Any]], text: str) -> Layer[Any]:
    name, maker, raw = kept
    key = KEYS[name]
    items = _items(key).validate_python(raw)
    if key is layers.PARSE:
        items = tuple(replace(parse, text=text) for parse in items)
    return Layer(key, maker, items)


def _items(key: LayerKey[T]) -> TypeAdapter[tuple[T, ...]]:
    return adapter(tuple.__class_getitem__((ITEMS[key], ...)))


@functools.cache
def adapter(kind: Any) -> TypeAdapter[Any]:
    """What reads and writes records of a kind; made once, as that takes long."""
    return TypeAdapter(kind)


def packed(kind: TypeAdapter[T], value: T) -> bytes:
    """A value as bytes; `unpacked` gives an equal one back."""
    return FORM + zlib.compress(kind.dump_json(value), PACKING)


def unpacked(kind: TypeAdapter[T], data: bytes) -> T:
    """The value again; `StaleRecord` where it was written by a version with other records."""
    if not data.startswith(FORM):
        raise StaleRecord("what was kept is of another version")
    try:
        with _uncollected():
            return kind.validate_json(zlib.decompress(data[len(FORM) :]))
    except (ValidationError, zlib.error) as error:
        raise StaleRecord("what was kept is of another version") from error


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no garbage meanwhile: records hold no cycles, and the search takes half the time.

    Of several threads, whichever found it looked for has it looked for again.
    """
    looked = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looked:
            gc.enable()
