"""Full-text search: the words of reports and headlines in an index, and what a search asks of it.

SQLite has them in tables of FTS5, PostgreSQL beside their lexemes in a GIN index. `words` cuts
texts and searches in one way for both; neither database's own parser gets to see them.
"""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    TextualSelect,
    column,
    false,
    or_,
    select,
)
from sqlalchemy import text as sql

from secondsource.store.schema import homes, stories
from secondsource.store.words import Term, searched_words, terms_of

REPORTS, HEADLINES = "report_words", "headline_words"
# Of reports without the texts, which are kept elsewhere; headlines are few, and change.
SQLITE = (
    f"CREATE VIRTUAL TABLE {REPORTS} USING fts5(words, content='', columnsize=0, tokenize='ascii')",
    f"CREATE VIRTUAL TABLE {HEADLINES} USING fts5(words, columnsize=0, tokenize='ascii')",
)
# `words` are for phrases, as a tsvector counts places up to 16,383 only, and 256 of a word. What
# is new goes into the index at once: with a list of what is to be entered later, as GIN has by
# default, PostgreSQL goes through the whole table instead until somebody vacuums.
POSTGRES = tuple(
    statement.format(name, of)
    for name, of in ((REPORTS, "reports"), (HEADLINES, "stories"))
    for statement in (
        "CREATE TABLE {0} (number bigint PRIMARY KEY REFERENCES {1} ON DELETE CASCADE, "
        "words text NOT NULL, lexemes tsvector NOT NULL)",
        "CREATE INDEX {0}_by_lexeme ON {0} USING gin (lexemes) WITH (fastupdate = off)",
    )
)


def make_index(connection: Connection) -> None:
    """Make the tables of the index; they are no part of `schema`, as they are not alike."""
    for statement in SQLITE if _is_sqlite(connection) else POSTGRES:
        connection.execute(sql(statement))


def enter_reports(connection: Connection, given: Iterable[tuple[int, str, str]]) -> None:
    """Let new reports be found: their numbers, titles and texts."""
    found = ((number, searched_words(title, text)) for number, title, text in given)
    _enter(connection, REPORTS, list(found))


def enter_headlines(connection: Connection, given: Iterable[tuple[int, str]]) -> None:
    """Let stories, by number, be found by these headlines and no more by those they had."""
    found = [(number, searched_words(headline)) for number, headline in given]
    if found:
        own = "rowid" if _is_sqlite(connection) else "number"
        drop = sql(f"DELETE FROM {HEADLINES} WHERE {own} = :number")
        connection.execute(drop, [{"number": number} for number, _ in found])
    _enter(connection, HEADLINES, found)


def told_of(connection: Connection, typed: str) -> ColumnElement[bool]:
    """Whether all that was typed stands in one report of a story, or in its headline."""
    terms = terms_of(typed)
    if not terms:
        return false()  # nothing but signs, which no text is searched for
    matching = _in_sqlite if _is_sqlite(connection) else _in_postgres
    its = select(homes.c.story).where(homes.c.report.in_(matching(REPORTS, terms)))
    return or_(stories.c.number.in_(its), stories.c.number.in_(matching(HEADLINES, terms)))


def _is_sqlite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"


def _enter(connection: Connection, table: str, found: Sequence[tuple[int, str]]) -> None:
    if not found:
        return
    if _is_sqlite(connection):
        put = f"INSERT INTO {table} (rowid, words) VALUES (:number, :words)"
        rows = [{"number": number, "words": words} for number, words in found]
    else:
        put = (
            f"INSERT INTO {table} (number, words, lexemes) "
            "VALUES (:number, :words, array_to_tsvector(CAST(:lexemes AS text[])))"
        )
        rows = [
            {"number": number, "words": f" {words} ", "lexemes": sorted(set(words.split()))}
            for number, words in found
        ]
    connection.execute(sql(put), rows)


def _in_sqlite(table: str, terms: Sequence[Term]) -> TextualSelect:
    """The numbers of what has all of the terms; no word has a sign in it that could mean more."""
    asked = " ".join(f'"{" ".join(term.words)}"{"*" if term.begins else ""}' for term in terms)
    found = sql(f"SELECT rowid FROM {table} WHERE {table} MATCH :asked")
    return found.bindparams(asked=asked).columns(column("rowid", BigInteger))


def _in_postgres(table: str, terms: Sequence[Term]) -> TextualSelect:
    """As `_in_sqlite`: the index finds what has the words, and of that the phrases are looked for.

    `strpos` takes what is searched for as it is.
    """
    asked = " & ".join(dict.fromkeys(lexeme for term in terms for lexeme in _lexemes(term)))
    phrases = {f"phrase{at}": _spelt(term) for at, term in enumerate(terms) if term.words[1:]}
    clauses = "".join(f" AND strpos(words, :{name}) > 0" for name in phrases)
    found = sql(f"SELECT number FROM {table} WHERE lexemes @@ CAST(:asked AS tsquery){clauses}")
    return found.bindparams(asked=asked, **phrases).columns(column("number", BigInteger))


def _lexemes(term: Term) -> Iterator[str]:
    yield from (f"'{word}'" for word in term.words[:-1])
    yield f"'{term.words[-1]}'{':*' if term.begins else ''}"


def _spelt(term: Term) -> str:
    return f" {' '.join(term.words)}{'' if term.begins else ' '}"
