"""The page that takes reports in; what it is given is done as a job."""

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from secondsource.records.people import Scope
from secondsource.web.add_form import AddForm, add_again, add_form, task_of
from secondsource.web.frame import Frame, see_other
from secondsource.web.given import Fault, PastedFields
from secondsource.web.received import Sent


def adding(frame: Frame) -> APIRouter:
    """`/add`."""
    router = frame.router(Scope.ADD)
    desk = frame.desk

    @router.get("/add")
    def blank(request: Request, again: str = "") -> Response:
        form = add_again(desk.jobs.get(again)) if again else AddForm()
        return _form_page(frame, request, form)

    @router.post("/add")
    def put(request: Request, sent: Sent) -> Response:
        form = add_form(sent)
        task, faults = task_of(form)
        if faults:
            return _form_page(frame, request, form, faults)
        job = desk.jobs.put(task, user_id=frame.who(request).user_id)
        return see_other(f"/jobs/{job.id}")

    return router


def _form_page(
    frame: Frame, request: Request, form: AddForm, faults: tuple[Fault, ...] = ()
) -> Response:
    content: dict[str, Any] = {
        "form": form,
        "faults": faults,
        "wrong": {fault.field: fault.says for fault in reversed(faults)},
        # A blank one behind those that were filled, so that there is room for another.
        "rows": (*form.pasted, PastedFields()),
    }
    return frame.page(request, "add.html.j2", status=422 if faults else 200, **content)
