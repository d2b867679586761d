"""Stories laid out for pages, and the parts made of them, kept by version."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from secondsource.desk.running import RunningDesk
from secondsource.export.sheet import Source
from secondsource.records.brief import Account, Section
from secondsource.records.evidence import Span
from secondsource.records.summary import StorySummary
from secondsource.web.kept_parts import KeptParts
from secondsource.web.matrix import Pages, matrix
from secondsource.web.pictures import pictures
from secondsource.web.rendering import render
from secondsource.web.source_text import Chosen, source_text
from secondsource.web.told_story import ToldStory

MOST_TOLD = 200_000_000  # bytes of stories that are kept laid out
MOST_PARTS = 60_000_000  # and of parts of pages made of them


@dataclass(frozen=True, slots=True)
class Opened:
    """A report that is looked at: its source, what the brief cites of it, what is chosen."""

    story_id: str
    source: Source
    version: int
    cited: Sequence[Span]
    wanted: Chosen


class LaidOut:
    """Stories of a desk as pages tell them: the same for everybody who may read."""

    def __init__(self, desk: RunningDesk) -> None:
        self._desk = desk
        self._told: KeptParts[ToldStory] = KeptParts(most=MOST_TOLD, weigh=_weight)
        self._parts: KeptParts[Markup] = KeptParts(most=MOST_PARTS, weigh=len)

    def __len__(self) -> int:
        """How many stories are laid out."""
        return len(self._told)

    @property
    def is_full(self) -> bool:
        """Whether another story would take the place of one that somebody has asked for."""
        return self._told.weight > 0.9 * MOST_TOLD or self._parts.weight > 0.9 * MOST_PARTS

    def latest(self, story: StorySummary) -> ToldStory | None:
        """A story as its latest brief tells it; None before the first one that can be read."""
        if not story.brief:
            return None
        try:
            return self._told.get((story.id, story.brief), lambda: self._standing(story))
        except _UnreadableError:
            return None

    def version(self, story: StorySummary, number: int) -> ToldStory:
        """A story as an earlier version told it; `NotFound`, `StaleRecord` as the desk says."""
        return self._told.get((story.id, number), lambda: self._version(story.id, number))

    def matrix(self, told: ToldStory, pages: Pages) -> Markup:
        """The part that sets the points against the sources, as much of it as a page holds."""

        def make() -> Markup:
            made = matrix(told.account, tuple(told.sources.values()), pages)
            content = {"matrix": made, "story_id": told.id, "version": told.number}
            return Markup(render("story_matrix.html.j2", content))

        return self._parts.get(("matrix", told.id, told.number, pages), make)

    def brief(self, told: ToldStory, whole: Section | None) -> Markup:
        """The brief, with all lines of the section that is wanted whole, if one is."""
        if whole is None:
            return told.brief
        key = ("brief", told.id, told.number, whole)
        return self._parts.get(key, lambda: told.whole_section(whole))

    def source(self, opened: Opened) -> Markup:
        """The part that shows the text of a report, the chosen passage lit."""

        def make() -> Markup:
            text = source_text(opened.source, opened.wanted, opened.cited)
            content = {"text": text, "story_id": opened.story_id}
            return Markup(render("story_source.html.j2", content))

        source = opened.source
        made_of = (opened.story_id, opened.version, source.number, source.report.id)
        return self._parts.get(("source", *made_of, opened.wanted), make)

    def pictures(self, told: ToldStory) -> Markup:
        """The pictures of a story, each with its table."""

        def make() -> Markup:
            content = {"pictures": pictures(told.account)}
            return Markup(render("story_drawn.html.j2", content))

        return self._parts.get(("pictures", told.id, told.number), make)

    def _standing(self, story: StorySummary) -> ToldStory:
        shown = self._desk.standing(story.id)
        if shown is None:
            raise _UnreadableError
        if shown.version.number != story.brief:  # a newer one was stored meanwhile
            return self._version(story.id, story.brief)
        return self._laid_out(shown.account, story.brief)

    def _version(self, story_id: str, number: int) -> ToldStory:
        return self._laid_out(self._desk.version(story_id, number).account, number)

    def _laid_out(self, account: Account, number: int) -> ToldStory:
        story_id = account.story.id
        return ToldStory(account, number, lambda: self._account(story_id, number))

    def _account(self, story_id: str, number: int) -> Account:
        """The account of a version; the desk holds the latest ones that were asked for."""
        shown = self._desk.standing(story_id)
        if shown is not None and shown.version.number == number:
            return shown.account
        return self._desk.version(story_id, number).account


class _UnreadableError(Exception):
    """The latest brief was kept in a form of another version of the program."""


def _weight(told: ToldStory) -> int:
    return told.weight
