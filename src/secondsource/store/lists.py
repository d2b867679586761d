"""Whether a column has one of many values: the list is one value of the statement.

A statement with a parameter for each would be put together anew every time, which takes longer
than running it.
"""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Integer, Text, bindparam
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import Boolean, TypeDecorator, TypeEngine

from secondsource.store.columns import UNSTORABLE


def among(column: ColumnElement[Any], values: Collection[int] | Collection[str]) -> "Among":
    """Whether the column has one of the values: of numbers or of texts."""
    whole = isinstance(column.type, Integer | BigInteger)
    return Among(column, bindparam(None, list(values), type_=_List(whole=whole)))


class Among(FunctionElement[bool]):
    """A column, and a list."""

    type = Boolean()
    inherit_cache = True

    def self_group(self, against: Any = None) -> "Among":
        """Itself: SQLite would be asked for `… IN (…) = 1`, for which it goes through all rows."""
        return self


class _List(TypeDecorator[list[Any]]):
    """SQLite knows a list as one value only in JSON, PostgreSQL as an array."""

    impl = Text
    cache_ok = True

    def __init__(self, *, whole: bool) -> None:
        super().__init__()
        self.whole = whole

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """What the dialect calls it."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(Text())
        return dialect.type_descriptor(ARRAY(BigInteger() if self.whole else Text()))

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """The list as the driver takes it."""
        if not self.whole:  # nothing that is stored has the character put in
            value = [UNSTORABLE.sub("\ufffd", one) for one in value]
        return json.dumps(value) if dialect.name == "sqlite" else value


@compiles(Among, "sqlite")
def _in_json(element: Among, compiler: SQLCompiler, **kw: Any) -> str:
    column, values = (compiler.process(part, **kw) for part in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({values}))"


@compiles(Among, "postgresql")
def _in_array(element: Among, compiler: SQLCompiler, **kw: Any) -> str:
    column, values = (compiler.process(part, **kw) for part in element.clauses)
    return f"{column} = ANY ({values})"
