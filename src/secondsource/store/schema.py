"""The tables of the store, as the latest migration leaves them.

Reports and stories have a number besides their id: what refers to them is small and quick that
way. `page`, `key` and `entry` are digests of texts that may be too long for an index.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    text,
)

from secondsource.store.columns import Instant, Moment, Number, Words

HEAD = "0002"  # the migration that leaves these tables

metadata = MetaData()


def _number() -> Column[int]:
    return Column("number", Number, Identity(), primary_key=True)


def _report(name: str = "report", *, key: bool = True) -> Column[int]:
    return Column(name, BigInteger, ForeignKey("reports.number"), primary_key=key, nullable=False)


def _story(name: str = "story", *, key: bool = True) -> Column[int]:
    return Column(name, BigInteger, ForeignKey("stories.number"), primary_key=key, nullable=False)


reports = Table(
    "reports",
    metadata,
    _number(),
    Column("id", Text, nullable=False, unique=True),
    Column("ref", Text, nullable=False),
    Column("outlet", Text, nullable=False),
    Column("url", Text),
    Column("title", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("byline", Text),
    Column("published", Moment),
    Column("fetched", Moment),
    Column("replaces", Text),
    Column("replaces_given", Boolean, nullable=False),  # else found by outlet and address
    Column("age", BigInteger, nullable=False),  # of publication
    Column("page", LargeBinary),  # digest of outlet and address
    Column("added", Instant, nullable=False),
    Column("withdrawn", Instant),
    Column("withdrawn_why", Words, nullable=False, server_default=""),
    Column("grouped", Boolean, nullable=False),
    Column("text", Text, nullable=False),  # last: what is before it is read without it
    Index("reports_by_page", "page"),
    Index("reports_by_replaced", "replaces"),
    Index("reports_by_age", "age"),
    Index(
        "reports_pending",
        "age",
        "id",
        sqlite_where=text("NOT grouped"),
        postgresql_where=text("NOT grouped"),
    ),
)

glances = Table(
    "glances",
    metadata,
    _report(),
    Column("published", Moment),
    Column("age", BigInteger, nullable=False),
    Column("maker_name", Text, nullable=False),
    Column("maker_version", Text, nullable=False),
    Column("keys", LargeBinary, nullable=False),
    Column("vector", LargeBinary, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Index("glances_by_age", "age"),
)

posts = Table(
    "posts",
    metadata,
    Column("word", BigInteger, primary_key=True, autoincrement=False),  # digest of the word
    Column("bucket", Integer, primary_key=True, autoincrement=False),
    Column("packed", LargeBinary, nullable=False),  # the latest reports with it, and weights
    sqlite_with_rowid=False,
)

links = Table(
    "links",
    metadata,
    _report("a"),
    _report("b"),
    Column("value", Float, nullable=False),
    Index("links_by_b", "b"),
    sqlite_with_rowid=False,
)

stories = Table(
    "stories",
    metadata,
    _number(),
    Column("id", Text, nullable=False, unique=True),
    Column("headline", Words, nullable=False),
    Column("first", Moment),
    Column("last", Moment),
    Column("merged_into", Text),
    Column("why", Words, nullable=False),
    Column("maker_name", Text, nullable=False),
    Column("maker_version", Text, nullable=False),
    Column("changed", Instant, nullable=False),
    Column("basis", BigInteger, nullable=False),  # grows when what its brief is made of changes
    Column("briefed", BigInteger, nullable=False),  # the basis of its latest brief
    Column("brief", Integer, nullable=False),  # the number of its latest brief
    Column("origins", Integer, nullable=False),
    Column("disputed", Integer, nullable=False),
    Index("stories_by_change", "changed", "number"),
    Index(
        "stories_by_heir",
        "merged_into",
        sqlite_where=text("merged_into IS NOT NULL"),
        postgresql_where=text("merged_into IS NOT NULL"),
    ),
    Index(
        "stories_stale",
        "number",
        sqlite_where=text("merged_into IS NULL AND basis <> briefed"),
        postgresql_where=text("merged_into IS NULL AND basis <> briefed"),
    ),
)

members = Table(
    "members",
    metadata,
    _story(),
    Column("position", Integer, primary_key=True, autoincrement=False),
    _report(key=False),
    Index("members_by_report", "report"),
    sqlite_with_rowid=False,
)

homes = Table(
    "homes",
    metadata,
    _report(),
    _story(key=False),
    Index("homes_by_story", "story"),
    sqlite_with_rowid=False,
)

story_names = Table(
    "story_names",
    metadata,
    _story(),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("name", Words, nullable=False),
    sqlite_with_rowid=False,
)

acts = Table(
    "acts",
    metadata,
    _number(),
    Column("what", Words, nullable=False),
    Column("at", Instant, nullable=False),
    Column("undone", Instant),
)

decisions = Table(
    "decisions",
    metadata,
    Column("act", BigInteger, ForeignKey("acts.number"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    _report("a", key=False),
    _report("b", key=False),
    Column("together", Boolean, nullable=False),
    Index("decisions_by_a", "a"),
    Index("decisions_by_b", "b"),
    sqlite_with_rowid=False,
)

layers = Table(
    "layers",
    metadata,
    _report(),
    Column("maker", Text, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

briefs = Table(
    "briefs",
    metadata,
    _story(),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("written", Moment, nullable=False),
    Column("basis", BigInteger, nullable=False),
    Column("origins", Integer, nullable=False),
    Column("disputed", Integer, nullable=False),
    Column("account", LargeBinary, nullable=False),
)

independent = Table(  # the reports in its latest brief that have what they tell from no other
    "independent",
    metadata,
    _story(),
    _report(),
    sqlite_with_rowid=False,
)

changes = Table(
    "changes",
    metadata,
    _story(),
    Column("brief", Integer, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("key", Words, nullable=False),
    Column("kind", Text, nullable=False),
    Column("text", Words, nullable=False),
    Column("subject", Words, nullable=False),
    sqlite_with_rowid=False,
)

details = Table(
    "details",
    metadata,
    _story(),
    Column("brief", Integer, primary_key=True, autoincrement=False),
    Column("change", Integer, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("aspect", Text, nullable=False),
    Column("who", Words, nullable=False),
    Column("text", Words, nullable=False),
    sqlite_with_rowid=False,
)

cites = Table(
    "cites",
    metadata,
    _story(),
    Column("brief", Integer, primary_key=True, autoincrement=False),
    Column("change", Integer, primary_key=True, autoincrement=False),
    Column("detail", Integer, primary_key=True, autoincrement=False),  # -1: of the change itself
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("report_id", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    sqlite_with_rowid=False,
)

feeds = Table(
    "feeds",
    metadata,
    _number(),
    Column("key", LargeBinary, nullable=False, unique=True),  # digest of the address
    Column("url", Text, nullable=False),
    Column("title", Words, nullable=False),
    Column("outlet", Words, nullable=False),
    Column("folder", Words, nullable=False),
    Column("added", Instant, nullable=False),
    Column("etag", Words),
    Column("last_modified", Words),
    Column("next_poll", Instant, nullable=False),
    Column("last_success", Instant),
    Column("failures", Integer, nullable=False),
    Column("problem", Words, nullable=False),
    Column("gone", Boolean, nullable=False),
    Index("feeds_by_next_poll", "next_poll"),
)

seen = Table(
    "seen",
    metadata,
    Column("feed", BigInteger, ForeignKey("feeds.number"), primary_key=True),
    Column("entry", LargeBinary, primary_key=True),
    sqlite_with_rowid=False,
)

pages = Table(
    "pages",
    metadata,
    _number(),
    Column("key", LargeBinary, nullable=False, unique=True),  # digest of the address
    Column("url", Text, nullable=False),
    Column("feed", Text, nullable=False),
    Column("outlet", Words, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_try", Instant, nullable=False),
    Column("problem", Words, nullable=False),
    Column("visits", Integer, nullable=False),
    Column("etag", Words),
    Column("last_modified", Words),
    Column("report_id", Text),
    Index("pages_by_next_try", "next_try", "number"),
)

asides = Table(
    "asides",
    metadata,
    _number(),
    Column("input", Words, nullable=False),
    Column("reason", Words, nullable=False),
    Column("at", Instant, nullable=False),
    Index("asides_by_time", "at"),
)

hooks = Table(
    "hooks",
    metadata,
    _number(),
    Column("id", Text, nullable=False, unique=True),
    Column("url", Text, nullable=False),
    Column("events", Text, nullable=False),  # with a blank between two
    Column("secret", Text, nullable=False),
    Column("added", Instant, nullable=False),
    Column("disabled", Words, nullable=False),
)

deliveries = Table(
    "deliveries",
    metadata,
    _number(),
    Column("id", Text, nullable=False, unique=True),
    Column("hook", BigInteger, ForeignKey("hooks.number"), nullable=False),
    Column("event", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("created", Instant, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_try", Instant),
    Column("delivered", Instant),
    Column("problem", Words, nullable=False),
    Index("deliveries_by_next_try", "next_try", "number"),
    Index("deliveries_by_hook", "hook"),
)

users = Table(
    "users",
    metadata,
    _number(),
    Column("id", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False, unique=True),
    Column("password", Text, nullable=False),  # what argon2 made of it, "" while none is set
    Column("scopes", Text, nullable=False),  # with a blank between two
    Column("added", Instant, nullable=False),
    Column("disabled", Instant),
)

tokens = Table(
    "tokens",
    metadata,
    _number(),
    Column("id", Text, nullable=False, unique=True),
    Column("digest", LargeBinary, nullable=False, unique=True),  # the token itself is not kept
    Column("user_id", Text, nullable=False),  # "" for the person alone at the desk
    Column("name", Words, nullable=False),
    Column("scopes", Text, nullable=False),
    Column("created", Instant, nullable=False),
    Column("expires", Instant),
    Column("revoked", Instant),
    Column("used", Instant),
)

sessions = Table(
    "sessions",
    metadata,
    Column("digest", LargeBinary, primary_key=True),  # of what the browser holds
    Column("user_id", Text, nullable=False),
    Column("created", Instant, nullable=False),
    Column("expires", Instant, nullable=False),
    Column("used", Instant, nullable=False),
    Index("sessions_by_user", "user_id"),
    Index("sessions_by_end", "expires"),
    sqlite_with_rowid=False,
)

visits = Table(
    "visits",
    metadata,
    Column("user_id", Text, primary_key=True),
    _story(),
    Column("brief", Integer, nullable=False),  # the version that this person saw last
    Column("at", Instant, nullable=False),
    sqlite_with_rowid=False,
)

views = Table(
    "views",
    metadata,
    _number(),
    Column("id", Text, nullable=False, unique=True),
    Column("user_id", Text, nullable=False),
    Column("name", Words, nullable=False),
    Column("filter", Text, nullable=False),  # JSON
    Index("views_by_user", "user_id"),
)

jobs = Table(
    "jobs",
    metadata,
    _number(),
    Column("id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("lane", Text, nullable=False),
    Column("about", Text, nullable=False),  # the id of the story or review, "" for none
    Column("user_id", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("doing", Words, nullable=False),
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("result", LargeBinary),
    Column("problem", Words, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("lease", Text),  # of the worker that has it; another one's word no longer counts
    Column("free", Instant),  # nobody else begins it before; none: at once
    Column("created", Instant, nullable=False),
    Column("started", Instant),
    Column("ended", Instant),
    Index("jobs_by_state", "state", "lane", "number"),
    Index("jobs_by_user", "user_id", "number"),
)

# Beside the jobs, as each word on a job's progress writes its row anew, and a file may be large.
inputs = Table(
    "inputs",
    metadata,
    Column("job", BigInteger, ForeignKey("jobs.number"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),  # 0: what is to be done
    Column("data", LargeBinary, nullable=False),  # from 1: the files that came with it
)

reviews = Table(
    "reviews",
    metadata,
    _number(),
    Column("id", Text, nullable=False, unique=True),
    Column("user_id", Text, nullable=False),
    Column("title", Words, nullable=False),
    Column("draft", Text, nullable=False),
    Column("sources", LargeBinary, nullable=False),  # what it is checked against
    Column("job", Text),  # the id of the one that checks it
    Column("answer", LargeBinary),  # none while it is being checked
    Column("created", Instant, nullable=False),
    Column("changed", Instant, nullable=False),
    Index("reviews_by_user", "user_id", "number"),
)

remarks = Table(
    "remarks",
    metadata,
    Column("review", BigInteger, ForeignKey("reviews.number"), primary_key=True),
    Column("finding", Integer, primary_key=True, autoincrement=False),  # from 0
    Column("state", Text, nullable=False),
    Column("note", Words, nullable=False),
    Column("user_id", Text, nullable=False),
    Column("at", Instant, nullable=False),
    sqlite_with_rowid=False,
)

answered = Table(
    "answered",
    metadata,
    Column("key", LargeBinary, primary_key=True),  # digest of who asked, where, and their key
    Column("request", LargeBinary, nullable=False),  # digest of all that was asked
    Column("status", Integer),  # none while the answer is being made
    Column("headers", Text, nullable=False),  # JSON
    Column("body", LargeBinary, nullable=False),
    Column("at", Instant, nullable=False),
    Index("answered_by_time", "at"),
    sqlite_with_rowid=False,
)
