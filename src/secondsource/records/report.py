"""A report: one outlet's text about something that happened, kept unaltered."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class ReportInfo:
    """What is known about a report besides its text; every field may be missing.

    `ref` is the caller's own name for the report, `published` and `fetched` are aware datetimes,
    `language` is an ISO 639-1 code, `replaces` the id of the report that this one corrects.
    """

    ref: str = ""
    outlet: str = ""
    url: str | None = None
    title: str = ""
    byline: str | None = None
    published: datetime | None = None
    fetched: datetime | None = None
    language: str = "en"
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One outlet's text, unaltered. All offsets anywhere count code points of `text`.

    `id` is a hash of outlet, url and text: the same text twice is one record, and a corrected
    article is a new one that `replaces` the old.
    """

    id: str
    ref: str
    outlet: str
    url: str | None
    title: str
    text: str
    language: str
    byline: str | None
    published: datetime | None
    fetched: datetime | None
    replaces: str | None

    def __post_init__(self) -> None:
        for name, when in (("published", self.published), ("fetched", self.fetched)):
            if when is not None and when.tzinfo is None:
                raise ValueError(f"{name} must carry a time zone, got {when.isoformat()}")

    @property
    def label(self) -> str:
        """What to call who published it: the outlet, else the caller's name for it, else its id."""
        return self.outlet or self.ref or self.id

    @classmethod
    def from_text(cls, text: str, info: ReportInfo | None = None, /, **fields: object) -> "Report":
        """A report of `text`; `fields` are those of `ReportInfo`, e.g. `outlet="The Post"`.

        A `published` given as an ISO 8601 string is read; one without a zone counts as UTC.
        Raises `ValueError` for a date that cannot be read, `TypeError` for an unknown field or a
        value of another type.
        """
        for name in ("published", "fetched"):
            if isinstance(when := fields.get(name), str):
                fields[name] = _aware(datetime.fromisoformat(when))
        known = info or ReportInfo(**fields)  # type: ignore[arg-type]
        _check_types(text, known)
        return cls(
            id=report_id(outlet=known.outlet, url=known.url, text=text),
            ref=known.ref,
            outlet=known.outlet,
            url=known.url,
            title=known.title,
            text=text,
            language=known.language,
            byline=known.byline,
            published=known.published,
            fetched=known.fetched,
            replaces=known.replaces,
        )


def _check_types(text: object, info: ReportInfo) -> None:
    """Raise a `TypeError` that names the field where Python would fail somewhere deep inside."""
    texts: dict[str, object] = {
        "text": text,
        "ref": info.ref,
        "outlet": info.outlet,
        "title": info.title,
    }
    texts |= {"language": info.language}
    optional = {"url": info.url, "byline": info.byline, "replaces": info.replaces}
    times: dict[str, object] = {"published": info.published, "fetched": info.fetched}
    texts |= {name: value for name, value in optional.items() if value is not None}
    for name, value in texts.items():
        if not isinstance(value, str):
            raise TypeError(f"{name} must be a string, not {type(value).__name__}")
    for name, when in times.items():
        if when is not None and not isinstance(when, datetime):
            kind = type(when).__name__
            raise TypeError(f"{name} must be a datetime or an ISO 8601 string, not {kind}")


def report_id(*, outlet: str, url: str | None, text: str) -> str:
    """The id of a report: 16 hexadecimal digits of SHA-256 over outlet, url and text.

    Each part is preceded by its length, so that ("ab", "c") and ("a", "bc") differ.
    """
    digest = hashlib.sha256()
    for part in (outlet, url or "", text):
        raw = part.encode("utf-8", "surrogatepass")
        digest.update(len(raw).to_bytes(8, "big"))
        digest.update(raw)
    return digest.hexdigest()[:16]


def _aware(when: datetime) -> datetime:
    return when if when.tzinfo is not None else when.replace(tzinfo=UTC)
