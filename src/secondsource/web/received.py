"""The form that came with a request, within limits; what is over them is told in words."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request

from secondsource.errors import BadInput
from secondsource.web.given import LARGEST_DRAFT

MOST_FILES = 200
MOST_FIELDS = 2_000
LARGEST_FIELD = LARGEST_DRAFT + 1_000  # bytes


async def received(request: Request) -> AsyncIterator[FormData]:
    """The form of a request, its files open until the answer is made; `BadInput` if it is none."""
    limits = {"max_files": MOST_FILES, "max_fields": MOST_FIELDS}
    try:
        form = await request.form(**limits, max_part_size=LARGEST_FIELD)
    except HTTPException as error:
        reason = f"cannot be read ({error.detail.rstrip('.')}): send less at once"
        raise BadInput("the form", reason) from error
    try:
        yield form
    finally:
        await form.close()


Sent = Annotated[FormData, Depends(received)]
