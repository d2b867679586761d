"""The forms that stories can be exported in: one table, from a name to what writes it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from secondsource.errors import BadInput
from secondsource.export.safe import web_link
from secondsource.records.brief import Account, BriefAnswer

# What writes a form is imported when it is asked for: the table is read for `--help`, too.


@dataclass(frozen=True, slots=True)
class Occasion:
    """What an export may need besides the stories.

    `at` is when it is asked for (aware), `base_url` where the desk shows its stories, if it
    does; with `bom` a table begins with a byte order mark.
    """

    at: datetime
    base_url: str | None
    bom: bool


@dataclass(frozen=True, slots=True)
class Format:
    """One form: `what` it holds in words, its media type, how its files end, what writes it."""

    what: str
    media_type: str
    suffix: str
    write: Callable[[Iterable[Account], Occasion], Iterator[str]]


def export(
    name: str,
    accounts: Iterable[Account],
    *,
    at: datetime,
    base_url: str | None = None,
    bom: bool = False,
) -> Iterator[str]:
    """The accounts in the form `name` of `FORMATS`, in parts to be written one after another.

    All of it can be encoded in UTF-8, which it has to be written in, its line ends as they are.
    `BadInput` for a form that there is not and for a `base_url` that is no address of the web;
    `ValueError` for an `at` without a time zone.
    """
    if name not in FORMATS:
        raise BadInput(name, f"is no form of export: choose one of {', '.join(FORMATS)}")
    if base_url is not None and web_link(base_url) is None:
        raise BadInput(base_url, "is no address of the web: give one that begins with https://")
    if at.tzinfo is None:
        raise ValueError(f"at must carry a time zone, got {at.isoformat()}")
    return FORMATS[name].write(accounts, Occasion(at, base_url, bom))


def newest(accounts: Iterable[Account]) -> tuple[Account, ...]:
    """Of each story the version written last, in the order in which the stories first came."""
    kept: dict[str, Account] = {}
    for account in accounts:
        known = kept.setdefault(account.story.id, account)
        if account.brief.written > known.brief.written:
            kept[account.story.id] = account
    return tuple(kept.values())


def _jsonl(accounts: Iterable[Account], _: Occasion) -> Iterator[str]:
    from secondsource.export.jsonl import reports_jsonl

    return reports_jsonl(accounts)


def _stories(accounts: Iterable[Account], _: Occasion) -> Iterator[str]:
    from secondsource.export.jsonl import stories_jsonl

    return stories_jsonl(accounts)


def _markdown(accounts: Iterable[Account], _: Occasion) -> Iterator[str]:
    from secondsource.export.markdown import brief_markdown

    yield brief_markdown(BriefAnswer(newest(accounts), ()))


def _html(accounts: Iterable[Account], _: Occasion) -> Iterator[str]:
    from secondsource.export.page import brief_page

    yield brief_page(BriefAnswer(newest(accounts), ()))


def _claims(accounts: Iterable[Account], occasion: Occasion) -> Iterator[str]:
    from secondsource.export.tables import claims_csv

    return claims_csv(accounts, bom=occasion.bom)


def _quotes(accounts: Iterable[Account], occasion: Occasion) -> Iterator[str]:
    from secondsource.export.tables import quotes_csv

    return quotes_csv(accounts, bom=occasion.bom)


def _figures(accounts: Iterable[Account], occasion: Occasion) -> Iterator[str]:
    from secondsource.export.tables import figures_csv

    return figures_csv(accounts, bom=occasion.bom)


def _annotations(accounts: Iterable[Account], occasion: Occasion) -> Iterator[str]:
    from secondsource.export.web_annotation import web_annotations

    return web_annotations(accounts, at=occasion.at)


def _atom(accounts: Iterable[Account], occasion: Occasion) -> Iterator[str]:
    from secondsource.export.atom import atom_feed

    return atom_feed(accounts, at=occasion.at, base_url=occasion.base_url)


_CSV = "text/csv; charset=utf-8; header=present"
FORMATS: dict[str, Format] = {
    "jsonl": Format("reports, to be read again", "application/jsonl", ".jsonl", _jsonl),
    "stories": Format("stories as JSON, one a line", "application/jsonl", ".jsonl", _stories),
    "md": Format("briefs in Markdown", "text/markdown; charset=utf-8", ".md", _markdown),
    "html": Format("briefs as one HTML page", "text/html; charset=utf-8", ".html", _html),
    "claims": Format("claims as a CSV table", _CSV, ".csv", _claims),
    "quotes": Format("quotes as a CSV table", _CSV, ".csv", _quotes),
    "figures": Format("figures as a CSV table", _CSV, ".csv", _figures),
    "annotations": Format(
        "cited passages as W3C Web Annotations",
        'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
        ".jsonld",
        _annotations,
    ),
    "atom": Format("stories as an Atom feed", "application/atom+xml", ".atom", _atom),
}
