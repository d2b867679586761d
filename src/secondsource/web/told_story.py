"""One version of a story as its page tells it: the same for everybody who reads it."""

from collections.abc import Callable

from markupsafe import Markup

from secondsource.export.page import Reading, cited
from secondsource.export.sheet import Sheet, Source, sheet
from secondsource.records.brief import Account, Section
from secondsource.records.evidence import Passage, Span
from secondsource.web.rendering import render
from secondsource.web.resting import Resting

MOST_LINES = 60  # of a section at first sight; a story of 500 reports has hundreds


class ToldStory:
    """A version of a story, laid out: what its page shows, without what that was made of.

    The account itself is asked for `again` where it is needed: a thousand stories fit into memory
    this way, a hundred with all their claims.
    """

    def __init__(self, account: Account, number: int, again: Callable[[], Account]) -> None:
        told = sheet(account)
        passages = tuple(dict.fromkeys(cited(told)))
        self.id = told.id
        self.number = number
        self.written = told.written
        self.sources: dict[str, Source] = {one.report.id: one for one in told.sources}
        self.first_cited: Passage | None = next(iter(passages), None)
        self.spans = _spans(passages)
        self.brief = _brief(told, number, passages)
        self._again = again

    @property
    def account(self) -> Account:
        """All that is known of this version."""
        return self._again()

    @property
    def weight(self) -> int:
        """How much it holds in memory, roughly, in bytes."""
        texts = sum(len(one.report.text) for one in self.sources.values())
        return texts + len(self.brief) + 500 * len(self.sources)

    def whole_section(self, section: Section) -> Markup:
        """The brief with all lines of a section that is too long for first sight."""
        told = sheet(self.account)
        return _brief(told, self.number, tuple(dict.fromkeys(cited(told))), whole=section)


def _spans(passages: tuple[Passage, ...]) -> dict[str, tuple[Span, ...]]:
    """What the brief cites of each report, by its id."""
    found: dict[str, list[Span]] = {}
    for passage in passages:
        found.setdefault(passage.report_id, []).append(passage.span)
    return {report_id: tuple(spans) for report_id, spans in found.items()}


def _brief(
    told: Sheet, number: int, passages: tuple[Passage, ...], *, whole: Section | None = None
) -> Markup:
    """The brief: sections of lines, each with links to its passages."""
    content = {
        "story": told,
        "version": number,
        "reading": Reading([told.sources], passages),
        "rests": Resting({one.report.id: one for one in told.sources}),
        "whole": whole,
        "most": MOST_LINES,
    }
    return Markup(render("story_brief.html.j2", content))
