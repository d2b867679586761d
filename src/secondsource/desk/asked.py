"""What may be asked for: addresses of the web alone, texts that are texts, stories that exist."""

from dataclasses import replace
from pathlib import PurePath

from secondsource.errors import BadInput
from secondsource.net.target import parse_target
from secondsource.records.job import Pasted, Task, ToAdd, ToBrief, ToCheck, Upload
from secondsource.records.report import Report, ReportInfo
from secondsource.stages.ingest.admission import admit
from secondsource.stages.ingest.info import info_of
from secondsource.stages.ingest.text import title_of
from secondsource.store.columns import UNSTORABLE
from secondsource.store.store import Store

LONGEST_NAME = 300  # characters


def examined(task: Task, store: Store) -> Task:
    """The task as it can be done; `BadInput` or `NotFound` say why it never can."""
    match task:
        case ToAdd():
            return to_take_in(task)
        case ToBrief():
            return ToBrief(store.stories.get(task.story_id).id)
    return task


def about(task: Task) -> str:
    """The id of the story or review that a task is for, "" where there is none."""
    match task:
        case ToBrief():
            return task.story_id
        case ToCheck():
            return task.review_id
    return ""


def pasted_report(one: Pasted, *, outlet: str = "") -> Report:
    """The report that a pasted text is, unaltered; `BadInput` where it is none.

    `outlet` is who published it, whatever it says itself.
    """
    name = one.title or "the pasted text"
    try:
        given = ReportInfo(published=one.published)
        says = {"outlet": outlet or one.outlet, "url": one.url and web_address(one.url)}
        says["title"] = one.title or title_of(one.text)
        return admit(name, one.text, info_of(name, says, given))
    except ValueError as error:  # a time without its zone
        raise BadInput(name, f"{error}: give it like 2026-02-12T17:30:00+01:00") from error


def web_address(given: str) -> str:
    """An address of the web as it was given, less blanks around it; `BadInput` for any other."""
    parse_target(given)
    return given.strip()


def to_take_in(task: ToAdd) -> ToAdd:
    """What can be taken in of it; `BadInput` says why none of it ever can."""
    addresses = tuple(dict.fromkeys(web_address(one) for one in task.addresses if one.strip()))
    for one in task.pasted:
        pasted_report(one, outlet=task.outlet)
    if not (addresses or task.pasted or task.uploads):
        raise BadInput("add", "there is nothing to take in: give an address, a text or a file")
    return replace(task, addresses=addresses, uploads=tuple(map(_named, task.uploads)))


def _named(one: Upload) -> Upload:
    """The file by the last part of its name, which chooses how it is read and nothing else."""
    name = UNSTORABLE.sub("\ufffd", PurePath(one.name.replace("\\", "/")).name)
    return replace(one, name=name[-LONGEST_NAME:] if name.strip(". ") else "file")
