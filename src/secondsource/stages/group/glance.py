"""A report at a glance to what is stored of it, and back: numbers as they lie in memory.

`content` of a `Glance`, in little-endian numbers: the outlet's, how long the head is, the weekdays
that it names, and how many follow of words, of runs of words, of letters of the id that it
replaces and of the time; then the words' numbers, rarities, counts and parts, the sketch, that id,
the time of publication in ISO 8601 (empty if unknown) and what `spelt.packed` made.
"""

import struct
from datetime import datetime

import numpy as np

from secondsource.errors import StaleRecord
from secondsource.records.evidence import Maker
from secondsource.records.grouped import Glance
from secondsource.stages.group.skim import AS_KEY, KEY, Skim, weighed
from secondsource.stages.group.spelt import unpacked

MAKER = Maker("secondsource/glance", "1")
HEAD = struct.Struct("<IHBHBHB")


def glance_of(skim: Skim) -> Glance:
    """The report as it is stored."""
    replaces = (skim.replaces or "").encode("utf-8", "surrogatepass")
    when = skim.published.isoformat().encode("ascii") if skim.published else b""
    sizes = (len(skim.numbers), len(skim.sketch), len(replaces), len(when))
    content = (
        HEAD.pack(skim.outlet, skim.length, skim.days, *sizes),
        skim.numbers.astype("<u4").tobytes(),
        skim.rarities.astype("<f4").tobytes(),
        skim.counts.tobytes(),
        skim.parts.tobytes(),
        skim.sketch.astype("<u4").tobytes(),
        replaces,
        when,
        skim.text,
    )
    return Glance(
        report_id=skim.report_id,
        published=skim.seen,
        keys=_keys(skim),
        vector=skim.vector.astype("<f4").tobytes(),
        content=b"".join(content),
        maker=MAKER,
    )


def skim_of(glance: Glance) -> Skim:
    """The report as it was when it was stored.

    `StaleRecord` if another version of the program made it, in a form that this one cannot read.
    """
    if glance.maker != MAKER:
        raise StaleRecord(
            f"report {glance.report_id}",
            f"was grouped by {glance.maker.name} {glance.maker.version}, and this is version "
            f"{MAKER.version}: group the reports anew",
        )
    outlet, length, days, words, runs, replaces, when = HEAD.unpack_from(glance.content)
    shapes = (("<u4", words), ("<f4", words), ("u1", words), ("u1", words), ("<u4", runs))
    at = HEAD.size
    arrays = []
    for kind, many in shapes:
        arrays.append(np.frombuffer(glance.content, kind, many, at))
        at += arrays[-1].nbytes
    numbers, rarities, counts, parts, sketch = arrays
    replaced = glance.content[at : at + replaces].decode("utf-8", "surrogatepass")
    published = glance.content[at + replaces : at + replaces + when].decode("ascii")
    return Skim(
        report_id=glance.report_id,
        published=datetime.fromisoformat(published) if published else None,
        seen=glance.published,
        replaces=replaced or None,
        outlet=outlet,
        length=length,
        days=days,
        numbers=numbers,
        rarities=rarities,
        counts=counts,
        parts=parts,
        weights=weighed(rarities, counts, parts),
        sketch=sketch,
        text=glance.content[at + replaces + when :],
        vector=np.frombuffer(glance.vector, "<f4"),
    )


def _keys(skim: Skim) -> tuple[tuple[str, float], ...]:
    """The words that the report can be found by, the weightiest first."""
    spelt = unpacked(skim.text).words
    found = [(spelt[i], float(skim.weights[i, AS_KEY])) for i in np.flatnonzero(skim.parts & KEY)]
    return tuple(sorted(found, key=lambda key: (-key[1], key[0])))
