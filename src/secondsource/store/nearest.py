"""The reports whose vectors are nearest to a given one: every vector in a stretch of time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from heapq import nsmallest

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, or_, select, text

from secondsource.store.columns import UNDATED, microseconds
from secondsource.store.schema import glances, reports

Vector = NDArray[np.float32]
READ_AT_ONCE = 2_000  # vectors in memory
EARLIEST, LATEST = -(2**63), UNDATED - 1
ASK_POSTGRES = text(
    "SELECT r.id, 1 - (e.embedding <=> CAST(:vector AS vector)) AS cosine "
    "FROM (SELECT report FROM glances WHERE age BETWEEN :since AND :until OR age = :undated) g "
    "JOIN embeddings e ON e.report = g.report JOIN reports r ON r.number = g.report "
    "WHERE vector_dims(e.embedding) = :length "
    "ORDER BY cosine DESC, r.id LIMIT :most"
)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time, both ends included; None where it has no end."""

    since: datetime | None
    until: datetime | None

    @property
    def ages(self) -> tuple[int, int]:
        """From which age of reports to which."""
        return (
            EARLIEST if self.since is None else microseconds(self.since),
            LATEST if self.until is None else microseconds(self.until),
        )


def nearest(
    connection: Connection, vector: Vector, span: Span, most: int
) -> list[tuple[str, float]]:
    """Ids and cosines, the likest first; of vectors of the same length only."""
    if connection.dialect.name == "postgresql":
        return _in_postgres(connection, vector, span, most)
    found = _everything(connection, vector.astype("<f4"), span)
    return nsmallest(most, found, key=lambda one: (-one[1], one[0]))


def _in_postgres(
    connection: Connection, vector: Vector, span: Span, most: int
) -> list[tuple[str, float]]:
    since, until = span.ages
    rows = connection.execute(
        ASK_POSTGRES,
        {
            "vector": f"[{','.join(map(repr, vector.astype('<f4').tolist()))}]",
            "since": since,
            "until": until,
            "undated": UNDATED,
            "length": len(vector),
            "most": most,
        },
    )
    return [(row.id, row.cosine) for row in rows]


def _everything(connection: Connection, vector: Vector, span: Span) -> Iterator[tuple[str, float]]:
    query = select(reports.c.id, glances.c.vector).join(
        reports, reports.c.number == glances.c.report
    )
    length = float(np.linalg.norm(vector)) or 1.0
    rows = connection.execute(query.where(_inside(span))).partitions(READ_AT_ONCE)
    for some in rows:
        alike = [row for row in some if len(row.vector) == vector.nbytes]
        matrix = np.frombuffer(b"".join(row.vector for row in alike), "<f4")
        matrix = matrix.reshape(len(alike), len(vector)).astype(float)
        lengths = np.linalg.norm(matrix, axis=1)
        cosines = matrix @ vector.astype(float) / np.where(lengths > 0, lengths, 1.0) / length
        yield from zip((row.id for row in alike), cosines.tolist(), strict=True)


def _inside(span: Span) -> ColumnElement[bool]:
    return or_(glances.c.age.between(*span.ages), glances.c.age == UNDATED)
