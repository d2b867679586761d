"""Stories in the forms that other programs read."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import StreamingResponse

from secondsource.api.answering import KEPT
from secondsource.api.asking import Reader, TheDesk
from secondsource.api.bounds import MOST_STORIES, Address, Flag, Id
from secondsource.api.promises import header, problems, underway, written
from secondsource.api.standing import Standing, Underway, standing_of
from secondsource.export.formats import FORMATS
from secondsource.export.formats import export as write
from secondsource.records.brief import Account

router = APIRouter(prefix="/exports", tags=["exports"])

FormName = Literal[
    "jsonl", "stories", "md", "html", "claims", "quotes", "figures", "annotations", "atom"
]
STALE = "Secondsource-Stale"
FILES = written(
    "The stories in this form, to be saved.",
    *(form.media_type for form in FORMATS.values()),
    headers={STALE: header("Ids of the stories that changed since their briefs were written.")},
)


@router.get(
    "/{form}",
    responses={**FILES, 202: underway()[202], **problems(404)},
    response_class=Response,
)
def export_stories(  # noqa: PLR0913 - each parameter is one of the request
    request: Request,
    desk: TheDesk,
    caller: Reader,
    form: Annotated[FormName, Path(description="What to write.")],
    story: Annotated[list[Id], Query(min_length=1, max_length=MOST_STORIES)],
    base_url: Annotated[Address | None, Query(description="Where stories are shown.")] = None,
    bom: Annotated[Flag, Query(description="Begin a table as spreadsheets want it.")] = False,
) -> Response:
    """The briefs that stand of some stories, each in turn, as one file.

    202 with the job that writes the first brief of one that has none yet.
    """
    chosen = _chosen(request, desk, story, caller.user_id)
    made = FORMATS[form]
    parts = write(form, _accounts(chosen), at=datetime.now(UTC), base_url=base_url, bom=bom)
    headers = {**KEPT, "Content-Disposition": f'attachment; filename="{form}{made.suffix}"'}
    if stale := [one.summary.id for one in chosen if one.stale]:
        headers[STALE] = " ".join(stale)
    return StreamingResponse(_encoded(parts), media_type=made.media_type, headers=headers)


def _chosen(request: Request, desk: TheDesk, story_ids: list[str], user_id: str) -> list[Standing]:
    """The stories, each once; a brief is asked for of each that has none before that is told."""
    chosen: dict[str, Standing] = {}
    missing: Underway | None = None
    for one in story_ids:
        try:
            standing = standing_of(request, desk, one, user_id=user_id)
        except Underway as underway:
            missing = missing or underway
        else:
            chosen[standing.summary.id] = standing
    if missing is not None:
        raise missing
    return list(chosen.values())


def _accounts(chosen: list[Standing]) -> Iterator[Account]:
    """Read one after the other as they are written; none is held any longer."""
    for one in chosen:
        yield one.shown().account


def _encoded(parts: Iterator[str]) -> Iterator[bytes]:
    """Whatever UTF-8 has no place for stands as a reference."""
    for part in parts:
        yield part.encode("utf-8", "xmlcharrefreplace")
