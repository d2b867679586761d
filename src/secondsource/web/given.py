"""What people type, paste and drop into a form: read here, each fault told at its field."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePath

from starlette.datastructures import FormData, UploadFile

from secondsource.desk.asked import pasted_report
from secondsource.errors import BadInput
from secondsource.net.target import parse_target
from secondsource.records.job import Pasted, Upload
from secondsource.stages.ingest.fragment import paragraphs_of

LARGEST_DRAFT = 5_000_000  # bytes, as for a report
MOST_ADDRESSES = 500
MOST_SHOWN = 60  # characters of an address in a message
MARKED_UP = (".html", ".htm", ".xhtml")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a field of a form, and what to do."""

    field: str
    says: str


@dataclass(frozen=True, slots=True)
class PastedFields:
    """A text that was pasted as a report, as the fields hold it."""

    text: str = ""
    title: str = ""
    outlet: str = ""
    published: str = ""
    url: str = ""

    @property
    def blank(self) -> bool:
        """Whether nothing was typed."""
        return not any((self.text, self.title, self.outlet, self.published, self.url))


def word(form: FormData, name: str) -> str:
    """The text of a field, "" where there is none; lines end with a line feed."""
    return next(iter(words(form, name)), "")


def words(form: FormData, name: str) -> tuple[str, ...]:
    """The texts of all fields of one name."""
    return tuple(_plain(one) for one in form.getlist(name) if isinstance(one, str))


def uploads(form: FormData, name: str) -> tuple[Upload, ...]:
    """The files that were chosen in a field, in their order."""
    files = (one for one in form.getlist(name) if isinstance(one, UploadFile))
    return tuple(Upload(_file_name(one), one.file.read()) for one in files if one.filename)


def addresses(text: str, field: str) -> tuple[tuple[str, ...], tuple[Fault, ...]]:
    """The addresses in a text, one a line, and what is wrong with the others."""
    found: dict[str, None] = {}
    faults: list[Fault] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            parse_target(line)
            found[line.strip()] = None
        except BadInput as bad:
            reason = bad.reason.removeprefix("not fetched: ")
            faults.append(Fault(field, f"Line {number}, {_shortened(line)}: {reason}."))
    if len(found) > MOST_ADDRESSES:
        faults.append(
            Fault(field, f"More than {MOST_ADDRESSES} addresses: give them in two or more parts.")
        )
    return tuple(found), tuple(faults)


def pasted_fields(form: FormData) -> tuple[PastedFields, ...]:
    """The texts that were pasted, each with what is known of it; blank ones are left out."""
    columns = [words(form, f"pasted_{name}") for name in PastedFields.__slots__]
    rows = (PastedFields(*row) for row in zip(*columns, strict=False))
    return tuple(row for row in rows if not row.blank)


def pasted(rows: Sequence[PastedFields]) -> tuple[tuple[Pasted, ...], tuple[Fault, ...]]:
    """The reports that were pasted, and what is wrong with the others.

    A fault stands at the field `pasted_NAME_N`, N from 0.
    """
    found: list[Pasted] = []
    faults: list[Fault] = []
    for number, row in enumerate(rows):
        wrong = tuple(_faults_of(row, number))
        if not wrong:
            one = Pasted(row.text, row.title, row.outlet, row.url.strip() or None, _when(row))
            wrong = tuple(_unread(one, number))
            found.append(one)
        faults += wrong
    return tuple(found), tuple(faults)


def fields_of(one: Pasted) -> PastedFields:
    """A pasted text as the fields held it."""
    when = one.published.astimezone(UTC).strftime("%Y-%m-%dT%H:%M") if one.published else ""
    return PastedFields(one.text, one.title, one.outlet, when, one.url or "")


def draft_in(files: Iterable[Upload]) -> str:
    """The text of the draft that was chosen as a file, "" if none was.

    Of a page of HTML the paragraphs; `BadInput` for what is no text.
    """
    for one in files:
        if len(one.data) > LARGEST_DRAFT:
            most = LARGEST_DRAFT // 1_000_000
            raise BadInput(one.name, f"it is over {most} MB: check it in parts")
        text = _plain(_decoded(one))
        marked_up = PurePath(one.name).suffix.lower() in MARKED_UP
        return "\n\n".join(paragraphs_of(text)) if marked_up else text
    return ""


def _faults_of(row: PastedFields, number: int) -> Iterable[Fault]:
    if not row.text.strip():
        yield Fault(f"pasted_text_{number}", "Paste the text of the report, or clear its fields.")
    try:
        _when(row)
    except ValueError:
        says = "Write the date as 2025-10-16T14:30, in UTC, or leave it out."
        yield Fault(f"pasted_published_{number}", says)
    _, wrong = addresses(row.url, f"pasted_url_{number}")
    yield from wrong


def _unread(one: Pasted, number: int) -> Iterable[Fault]:
    try:
        pasted_report(one)
    except BadInput as bad:
        yield Fault(f"pasted_text_{number}", f"{one.title or 'The text'}: {bad.reason}.")


def _when(row: PastedFields) -> datetime | None:
    """When it was published; a time without a zone is one of UTC."""
    if not row.published.strip():
        return None
    when = datetime.fromisoformat(row.published.strip())
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def _decoded(one: Upload) -> str:
    try:
        return one.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        reason = "it is no text in UTF-8: save it as plain text in UTF-8, or paste its words"
        raise BadInput(one.name, reason) from error


def _plain(text: str) -> str:
    """Browsers end the lines of a field with two characters; no database keeps a NUL."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def _file_name(one: UploadFile) -> str:
    """The name alone: some browsers give the folders, too."""
    return PurePath((one.filename or "").replace("\\", "/").replace("\0", "")).name or "file"


def _shortened(line: str) -> str:
    line = line.strip()
    return f"“{line if len(line) <= MOST_SHOWN else line[:MOST_SHOWN] + '…'}”"
