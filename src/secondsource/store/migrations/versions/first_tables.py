"""The first tables."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import sqlite

revision = "0001"
down_revision = None

# SQLite numbers the rows of a table by itself only where the type is spelt INTEGER.
NUMBER = sa.BigInteger().with_variant(sqlite.INTEGER(), "sqlite")
PENDING = sa.text("NOT grouped")
MERGED = sa.text("merged_into IS NOT NULL")
STALE = sa.text("merged_into IS NULL AND basis <> briefed")
# Orders of letters that know the lower case of all scripts, the best first; not every server
# has them, and what "C" knows is the Latin alphabet without accents.
COLLATIONS = ("pg_c_utf8", "und-x-icu", "C.utf8")
FOLD = """
CREATE FUNCTION desk_fold(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN lower($1{collate})
"""


def upgrade() -> None:
    """Make the tables; PostgreSQL gets vectors to search in, and a way to compare texts."""
    for make in TABLES:
        make()
    if op.get_context().dialect.name == "postgresql":
        _vectors()
        _folding()


def _vectors() -> None:
    op.execute("CREATE EXTENSION IF NOT EXISTS vector")
    op.execute(
        "CREATE TABLE embeddings (report bigint PRIMARY KEY REFERENCES reports (number), "
        "embedding vector NOT NULL)"
    )


def _folding() -> None:
    asked = sa.text("SELECT collname FROM pg_collation WHERE collname = ANY(:names)")
    found = set(op.get_bind().execute(asked, {"names": list(COLLATIONS)}).scalars())
    best = next((name for name in COLLATIONS if name in found), None)
    op.execute(FOLD.format(collate=f' COLLATE "{best}"' if best else ""))


def _reports() -> None:
    op.create_table(
        "reports",
        sa.Column("number", NUMBER, sa.Identity(always=False), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("byline", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("fetched", sa.Text(), nullable=True),
        sa.Column("replaces", sa.Text(), nullable=True),
        sa.Column("replaces_given", sa.Boolean(), nullable=False),
        sa.Column("age", sa.BigInteger(), nullable=False),
        sa.Column("page", sa.LargeBinary(), nullable=True),
        sa.Column("added", sa.BigInteger(), nullable=False),
        sa.Column("withdrawn", sa.BigInteger(), nullable=True),
        sa.Column("withdrawn_why", sa.Text(), server_default="", nullable=False),
        sa.Column("grouped", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("reports_by_age", "reports", ["age"], unique=False)
    op.create_index("reports_by_page", "reports", ["page"], unique=False)
    op.create_index("reports_by_replaced", "reports", ["replaces"], unique=False)
    op.create_index(
        "reports_pending",
        "reports",
        ["age", "id"],
        unique=False,
        sqlite_where=PENDING,
        postgresql_where=PENDING,
    )


def _glances() -> None:
    op.create_table(
        "glances",
        sa.Column("report", sa.BigInteger(), nullable=False),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("age", sa.BigInteger(), nullable=False),
        sa.Column("maker_name", sa.Text(), nullable=False),
        sa.Column("maker_version", sa.Text(), nullable=False),
        sa.Column("keys", sa.LargeBinary(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report"],
            ["reports.number"],
        ),
        sa.PrimaryKeyConstraint("report"),
    )
    op.create_index("glances_by_age", "glances", ["age"], unique=False)


def _posts() -> None:
    op.create_table(
        "posts",
        sa.Column("word", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("bucket", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("word", "bucket"),
        sqlite_with_rowid=False,
    )


def _links() -> None:
    op.create_table(
        "links",
        sa.Column("a", sa.BigInteger(), nullable=False),
        sa.Column("b", sa.BigInteger(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["a"],
            ["reports.number"],
        ),
        sa.ForeignKeyConstraint(
            ["b"],
            ["reports.number"],
        ),
        sa.PrimaryKeyConstraint("a", "b"),
        sqlite_with_rowid=False,
    )
    op.create_index("links_by_b", "links", ["b"], unique=False)


def _layers() -> None:
    op.create_table(
        "layers",
        sa.Column("report", sa.BigInteger(), nullable=False),
        sa.Column("maker", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report"],
            ["reports.number"],
        ),
        sa.PrimaryKeyConstraint("report", "maker"),
    )


def _stories() -> None:
    op.create_table(
        "stories",
        sa.Column("number", NUMBER, sa.Identity(always=False), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("headline", sa.Text(), nullable=False),
        sa.Column("first", sa.Text(), nullable=True),
        sa.Column("last", sa.Text(), nullable=True),
        sa.Column("merged_into", sa.Text(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("maker_name", sa.Text(), nullable=False),
        sa.Column("maker_version", sa.Text(), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.Column("basis", sa.BigInteger(), nullable=False),
        sa.Column("briefed", sa.BigInteger(), nullable=False),
        sa.Column("brief", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Integer(), server_default="0", nullable=False),
        sa.Column("origins", sa.Integer(), nullable=False),
        sa.Column("disputed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("stories_by_change", "stories", ["changed", "number"], unique=False)
    op.create_index(
        "stories_by_heir",
        "stories",
        ["merged_into"],
        unique=False,
        sqlite_where=MERGED,
        postgresql_where=MERGED,
    )
    op.create_index(
        "stories_stale",
        "stories",
        ["number"],
        unique=False,
        sqlite_where=STALE,
        postgresql_where=STALE,
    )


def _members() -> None:
    op.create_table(
        "members",
        sa.Column("story", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("report", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report"],
            ["reports.number"],
        ),
        sa.ForeignKeyConstraint(
            ["story"],
            ["stories.number"],
        ),
        sa.PrimaryKeyConstraint("story", "position"),
        sqlite_with_rowid=False,
    )
    op.create_index("members_by_report", "members", ["report"], unique=False)


def _homes() -> None:
    op.create_table(
        "homes",
        sa.Column("report", sa.BigInteger(), nullable=False),
        sa.Column("story", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report"],
            ["reports.number"],
        ),
        sa.ForeignKeyConstraint(
            ["story"],
            ["stories.number"],
        ),
        sa.PrimaryKeyConstraint("report"),
        sqlite_with_rowid=False,
    )
    op.create_index("homes_by_story", "homes", ["story"], unique=False)


def _story_names() -> None:
    op.create_table(
        "story_names",
        sa.Column("story", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["story"],
            ["stories.number"],
        ),
        sa.PrimaryKeyConstraint("story", "position"),
        sqlite_with_rowid=False,
    )


def _acts() -> None:
    op.create_table(
        "acts",
        sa.Column("number", NUMBER, sa.Identity(always=False), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("undone", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("number"),
    )


def _decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("act", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("a", sa.BigInteger(), nullable=False),
        sa.Column("b", sa.BigInteger(), nullable=False),
        sa.Column("together", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["a"],
            ["reports.number"],
        ),
        sa.ForeignKeyConstraint(
            ["act"],
            ["acts.number"],
        ),
        sa.ForeignKeyConstraint(
            ["b"],
            ["reports.number"],
        ),
        sa.PrimaryKeyConstraint("act", "position"),
        sqlite_with_rowid=False,
    )
    op.create_index("decisions_by_a", "decisions", ["a"], unique=False)
    op.create_index("decisions_by_b", "decisions", ["b"], unique=False)


def _briefs() -> None:
    op.create_table(
        "briefs",
        sa.Column("story", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("written", sa.Text(), nullable=False),
        sa.Column("basis", sa.BigInteger(), nullable=False),
        sa.Column("origins", sa.Integer(), nullable=False),
        sa.Column("disputed", sa.Integer(), nullable=False),
        sa.Column("account", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["story"],
            ["stories.number"],
        ),
        sa.PrimaryKeyConstraint("story", "number"),
    )


def _changes() -> None:
    op.create_table(
        "changes",
        sa.Column("story", sa.BigInteger(), nullable=False),
        sa.Column("brief", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["story"],
            ["stories.number"],
        ),
        sa.PrimaryKeyConstraint("story", "brief", "position"),
        sqlite_with_rowid=False,
    )


def _details() -> None:
    op.create_table(
        "details",
        sa.Column("story", sa.BigInteger(), nullable=False),
        sa.Column("brief", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("change", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("aspect", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["story"],
            ["stories.number"],
        ),
        sa.PrimaryKeyConstraint("story", "brief", "change", "position"),
        sqlite_with_rowid=False,
    )


def _cites() -> None:
    op.create_table(
        "cites",
        sa.Column("story", sa.BigInteger(), nullable=False),
        sa.Column("brief", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("change", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("detail", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["story"],
            ["stories.number"],
        ),
        sa.PrimaryKeyConstraint("story", "brief", "change", "detail", "position"),
        sqlite_with_rowid=False,
    )


def _feeds() -> None:
    op.create_table(
        "feeds",
        sa.Column("number", NUMBER, sa.Identity(always=False), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("folder", sa.Text(), nullable=False),
        sa.Column("added", sa.BigInteger(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("next_poll", sa.BigInteger(), nullable=False),
        sa.Column("last_success", sa.BigInteger(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("key"),
    )
    op.create_index("feeds_by_next_poll", "feeds", ["next_poll"], unique=False)


def _seen() -> None:
    op.create_table(
        "seen",
        sa.Column("feed", sa.BigInteger(), nullable=False),
        sa.Column("entry", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["feed"],
            ["feeds.number"],
        ),
        sa.PrimaryKeyConstraint("feed", "entry"),
        sqlite_with_rowid=False,
    )


def _pages() -> None:
    op.create_table(
        "pages",
        sa.Column("number", NUMBER, sa.Identity(always=False), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("feed", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try", sa.BigInteger(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("visits", sa.Integer(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("report_id", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("key"),
    )
    op.create_index("pages_by_next_try", "pages", ["next_try", "number"], unique=False)


def _asides() -> None:
    op.create_table(
        "asides",
        sa.Column("number", NUMBER, sa.Identity(always=False), nullable=False),
        sa.Column("input", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("asides_by_time", "asides", ["at"], unique=False)


def _hooks() -> None:
    op.create_table(
        "hooks",
        sa.Column("number", NUMBER, sa.Identity(always=False), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("events", sa.Text(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("added", sa.BigInteger(), nullable=False),
        sa.Column("disabled", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("id"),
    )


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("number", NUMBER, sa.Identity(always=False), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("hook", sa.BigInteger(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try", sa.BigInteger(), nullable=True),
        sa.Column("delivered", sa.BigInteger(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hook"],
            ["hooks.number"],
        ),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("deliveries_by_hook", "deliveries", ["hook"], unique=False)
    op.create_index("deliveries_by_next_try", "deliveries", ["next_try", "number"], unique=False)


TABLES = (
    _reports,
    _glances,
    _posts,
    _links,
    _layers,
    _stories,
    _members,
    _homes,
    _story_names,
    _acts,
    _decisions,
    _briefs,
    _changes,
    _details,
    _cites,
    _feeds,
    _seen,
    _pages,
    _asides,
    _hooks,
    _deliveries,
)
