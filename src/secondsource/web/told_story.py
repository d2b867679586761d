"""One version of a story as its page tells it: the same for everybody who reads it."""

from functools import cached_property

from markupsafe import Markup

from secondsource.export.page import Reading, cited
from secondsource.export.sheet import Sheet, Source, sheet
from secondsource.records.brief import Account
from secondsource.records.evidence import Passage, Span
from secondsource.web.matrix import Matrix, Pages, matrix
from secondsource.web.rendering import render
from secondsource.web.resting import Resting


class ToldStory:
    """A version of a story, laid out; its brief and what is cited of each report, made once."""

    def __init__(self, account: Account, number: int) -> None:
        self.account = account
        self.number = number
        self.sheet: Sheet = sheet(account)
        self.sources: dict[str, Source] = {one.report.id: one for one in self.sheet.sources}
        self._cited = tuple(dict.fromkeys(cited(self.sheet)))

    @property
    def id(self) -> str:
        """The id of the story."""
        return self.sheet.id

    @property
    def weight(self) -> int:
        """How much it holds in memory, roughly, in characters."""
        texts = sum(len(one.report.text) for one in self.sheet.sources)
        return texts + len(self.brief) + 400 * len(self.account.alignment.claims)

    @cached_property
    def brief(self) -> Markup:
        """The brief: sections of lines, each with links to its passages."""
        reading = Reading([self.sheet.sources], self._cited)
        rests = Resting(self.sources)
        content = {"story": self.sheet, "reading": reading, "rests": rests}
        return Markup(render("story_brief.html.j2", content))

    @cached_property
    def spans(self) -> dict[str, tuple[Span, ...]]:
        """What the brief cites of each report, by its id."""
        found: dict[str, list[Span]] = {}
        for passage in self._cited:
            found.setdefault(passage.report_id, []).append(passage.span)
        return {report_id: tuple(spans) for report_id, spans in found.items()}

    def first_cited(self) -> Passage | None:
        """The first passage of the brief: where somebody begins who has chosen none."""
        return next(iter(self._cited), None)

    def matrix(self, pages: Pages) -> Matrix:
        """The points against the sources, as much of it as a page holds."""
        return matrix(self.account, self.sheet.sources, pages)
