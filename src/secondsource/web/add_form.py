"""The form that takes reports in: addresses, files and pasted texts, kept until they are right."""

from dataclasses import dataclass

from starlette.datastructures import FormData

from secondsource.export.safe import web_link
from secondsource.records.job import Job, ToAdd, Upload
from secondsource.web.given import (
    Fault,
    PastedFields,
    addresses,
    pasted,
    pasted_fields,
    uploads,
    word,
)


@dataclass(frozen=True, slots=True)
class AddForm:
    """What the fields hold. `outlet` is who published all of it, "" to find it in the reports."""

    addresses: str = ""
    pasted: tuple[PastedFields, ...] = ()
    files: tuple[Upload, ...] = ()
    outlet: str = ""


def add_form(form: FormData) -> AddForm:
    """What was sent."""
    return AddForm(
        addresses=word(form, "addresses"),
        pasted=pasted_fields(form),
        files=uploads(form, "files"),
        outlet=word(form, "outlet").strip(),
    )


def add_again(job: Job) -> AddForm:
    """The form filled with the addresses that a job had to set aside."""
    aside = job.result.set_aside if job.result else ()
    return AddForm(addresses="\n".join(name for name, _ in aside if web_link(name)))


def task_of(form: AddForm) -> tuple[ToAdd, tuple[Fault, ...]]:
    """What is to be taken in, and what is wrong with the form."""
    urls, wrong_urls = addresses(form.addresses, "addresses")
    texts, wrong_texts = pasted(form.pasted)
    task = ToAdd(addresses=urls, pasted=texts, uploads=form.files, outlet=form.outlet)
    faults = (*wrong_urls, *wrong_texts)
    if not faults and not (urls or texts or form.files):
        faults = (Fault("addresses", "Give an address, a file or a text to take in."),)
    return task, faults
