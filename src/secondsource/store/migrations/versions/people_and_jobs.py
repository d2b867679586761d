"""People who use a desk, what they saw and checked, and the work that is waiting."""

import json
import zlib

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import sqlite

from secondsource.store.search import enter_headlines, enter_reports, make_index

revision = "0002"
down_revision = "0001"

# SQLite numbers the rows of a table by itself only where the type is spelt INTEGER.
NUMBER = sa.BigInteger().with_variant(sqlite.INTEGER(), "sqlite")


AT_ONCE = 500  # reports in memory
SOME = sa.text(
    "SELECT number, title, text FROM reports WHERE number > :last ORDER BY number LIMIT :many"
)
IDS = "SELECT id, number FROM reports"
LATEST = (
    "SELECT briefs.story, briefs.account FROM briefs "
    "JOIN stories ON stories.number = briefs.story AND stories.brief = briefs.number"
)
PUT = "INSERT INTO independent (story, report) VALUES (:story, :report)"
MARKS = """
INSERT INTO visits (user_id, story, brief, at)
SELECT '', number, shown, changed FROM stories WHERE shown > 0
"""


def upgrade() -> None:
    """Make the tables; who read a story last is told by person from now on."""
    for make in TABLES:
        make()
    op.execute(MARKS)
    op.drop_column("stories", "shown")
    _index(op.get_bind())
    _tell_independent(op.get_bind())


def _index(connection: sa.Connection) -> None:
    """Make the index of words, and enter all that there is."""
    make_index(connection)
    headlines = connection.execute(sa.text("SELECT number, headline FROM stories")).all()
    enter_headlines(connection, ((number, headline) for number, headline in headlines))
    last = 0
    while rows := connection.execute(SOME, {"last": last, "many": AT_ONCE}).all():
        enter_reports(connection, ((number, title, text) for number, title, text in rows))
        last = rows[-1].number


def _tell_independent(connection: sa.Connection) -> None:
    """Say which reports are independent by the latest brief of each story, as it was kept then."""
    numbers: dict[str, int] = dict(connection.execute(sa.text(IDS)).all())
    latest = connection.execute(sa.text(LATEST).execution_options(yield_per=AT_ONCE))
    rows = [
        {"story": story, "report": numbers[id]}
        for story, account in latest
        for id in dict.fromkeys(_firsts(account))
        if id in numbers
    ]
    if rows:
        connection.execute(sa.text(PUT), rows)


def _firsts(account: bytes) -> list[str]:
    """The first report of each origin; none of an account in a form of another time."""
    try:
        told, _ = json.loads(zlib.decompress(account.removeprefix(b"1")))
        return [origin["report_ids"][0] for origin in told["alignment"]["origins"]]
    except (IndexError, KeyError, TypeError, ValueError, zlib.error):
        return []


def _users() -> None:
    op.create_table(
        "users",
        sa.Column("number", NUMBER, sa.Identity(always=False), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("password", sa.Text(), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("added", sa.BigInteger(), nullable=False),
        sa.Column("disabled", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("name"),
        sa.UniqueConstraint("id"),
    )


def _tokens() -> None:
    op.create_table(
        "tokens",
        sa.Column("number", NUMBER, sa.Identity(always=False), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=True),
        sa.Column("revoked", sa.BigInteger(), nullable=True),
        sa.Column("used", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("digest"),
        sa.UniqueConstraint("id"),
    )


def _sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.Column("used", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("digest"),
        sqlite_with_rowid=False,
    )
    op.create_index("sessions_by_end", "sessions", ["expires"])
    op.create_index("sessions_by_user", "sessions", ["user_id"])


def _visits() -> None:
    op.create_table(
        "visits",
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("story", sa.BigInteger(), nullable=False),
        sa.Column("brief", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["story"], ["stories.number"]),
        sa.PrimaryKeyConstraint("user_id", "story"),
        sqlite_with_rowid=False,
    )


def _views() -> None:
    op.create_table(
        "views",
        sa.Column("number", NUMBER, sa.Identity(always=False), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("filter", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("views_by_user", "views", ["user_id"])


def _jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("number", NUMBER, sa.Identity(always=False), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("doing", sa.Text(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("result", sa.LargeBinary(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("lease", sa.Text(), nullable=True),
        sa.Column("free", sa.BigInteger(), nullable=True),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("started", sa.BigInteger(), nullable=True),
        sa.Column("ended", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("jobs_by_state", "jobs", ["state", "lane", "number"])
    op.create_index("jobs_by_user", "jobs", ["user_id", "number"])


def _inputs() -> None:
    op.create_table(
        "inputs",
        sa.Column("job", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["job"], ["jobs.number"]),
        sa.PrimaryKeyConstraint("job", "position"),
    )


def _reviews() -> None:
    op.create_table(
        "reviews",
        sa.Column("number", NUMBER, sa.Identity(always=False), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("sources", sa.LargeBinary(), nullable=False),
        sa.Column("job", sa.Text(), nullable=True),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("reviews_by_user", "reviews", ["user_id", "number"])


def _remarks() -> None:
    op.create_table(
        "remarks",
        sa.Column("review", sa.BigInteger(), nullable=False),
        sa.Column("finding", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["review"], ["reviews.number"]),
        sa.PrimaryKeyConstraint("review", "finding"),
        sqlite_with_rowid=False,
    )


def _answered() -> None:
    op.create_table(
        "answered",
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("request", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("headers", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
        sqlite_with_rowid=False,
    )
    op.create_index("answered_by_time", "answered", ["at"])


def _independent() -> None:
    op.create_table(
        "independent",
        sa.Column("story", sa.BigInteger(), nullable=False),
        sa.Column("report", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.number"]),
        sa.ForeignKeyConstraint(["story"], ["stories.number"]),
        sa.PrimaryKeyConstraint("story", "report"),
        sqlite_with_rowid=False,
    )


TABLES = (
    _users,
    _tokens,
    _sessions,
    _visits,
    _views,
    _jobs,
    _inputs,
    _reviews,
    _remarks,
    _answered,
    _independent,
)
