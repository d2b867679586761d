"""The form that has a draft checked: what was typed, chosen and found, kept until it is right."""

from dataclasses import dataclass, replace

from starlette.datastructures import FormData

from secondsource.errors import BadInput
from secondsource.records.job import Upload
from secondsource.records.review import Against, Review
from secondsource.web.given import (
    Fault,
    PastedFields,
    addresses,
    draft_in,
    fields_of,
    pasted,
    pasted_fields,
    uploads,
    word,
    words,
)


@dataclass(frozen=True, slots=True)
class DraftForm:
    """What the fields hold. `files` were chosen now, `kept` came with the review `earlier`.

    `search` is what stories are looked for by; `searching` says that this is all that was asked.
    """

    title: str = ""
    draft: str = ""
    story_ids: tuple[str, ...] = ()
    addresses: str = ""
    pasted: tuple[PastedFields, ...] = ()
    files: tuple[Upload, ...] = ()
    kept: tuple[Upload, ...] = ()
    earlier: str = ""
    search: str = ""
    searching: bool = False
    faults: tuple[Fault, ...] = ()

    @property
    def wrong(self) -> dict[str, str]:
        """What is wrong with each field, by its name."""
        return {fault.field: fault.says for fault in reversed(self.faults)}


def draft_form(form: FormData, earlier: Review | None) -> DraftForm:
    """What was sent; the draft is the file that was chosen, if one was."""
    chosen = {int(one) for one in words(form, "keep") if one.isdecimal()}
    came = earlier.against.uploads if earlier else ()
    read = DraftForm(
        title=word(form, "title"),
        draft=word(form, "draft"),
        story_ids=tuple(dict.fromkeys(words(form, "story"))),
        addresses=word(form, "addresses"),
        pasted=pasted_fields(form),
        files=uploads(form, "files"),
        kept=tuple(one for at, one in enumerate(came) if at in chosen),
        earlier=earlier.id if earlier else "",
        search=word(form, "search"),
        searching="find" in form,
    )
    try:
        return replace(read, draft=draft_in(uploads(form, "draft_file")) or read.draft)
    except BadInput as bad:
        return replace(read, faults=(Fault("draft_file", f"{bad}."),))


def draft_again(review: Review) -> DraftForm:
    """The form filled with what a review was made of."""
    against = review.against
    return DraftForm(
        title=review.title,
        draft=review.draft,
        story_ids=against.story_ids,
        addresses="\n".join(against.addresses),
        pasted=tuple(map(fields_of, against.pasted)),
        kept=against.uploads,
        earlier=review.id,
    )


def sources_of(form: DraftForm) -> tuple[Against, tuple[Fault, ...]]:
    """What the draft is to be checked against, and what is wrong with the form."""
    urls, wrong_urls = addresses(form.addresses, "addresses")
    texts, wrong_texts = pasted(form.pasted)
    against = Against(form.story_ids, urls, texts, (*form.kept, *form.files))
    faults = [*form.faults]
    if not form.draft.strip() and not form.faults:
        faults.append(Fault("draft", "Paste the draft, or choose the file that it is in."))
    faults += (*wrong_urls, *wrong_texts)
    if against == Against() and not (wrong_urls or wrong_texts):
        says = "Choose what to check it against: a story, an address, a file or a pasted report."
        faults.append(Fault("sources", says))
    return against, tuple(faults)
