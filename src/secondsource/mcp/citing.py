"""Passages with what a citation needs: outlet, address, and a link at which they can be read."""

from collections.abc import Callable, Iterable, Sequence
from urllib.parse import quote

from secondsource.export.safe import web_link
from secondsource.mcp.answers import Quoted
from secondsource.records.evidence import Passage
from secondsource.records.report import Report

REPORTS = "secondsource://reports/"
STORIES = "secondsource://stories/"
LONGEST = 1_000  # characters of a passage beside others; get_passage has the rest


class Pages:
    """The addresses of the desk's pages, where one is shown on the web."""

    def __init__(self, base_url: str | None) -> None:
        self._base = base_url.rstrip("/") if base_url else None

    def story(self, story_id: str) -> str | None:
        """The page of a story."""
        return f"{self._base}/stories/{quote(story_id, safe='')}" if self._base else None

    def source(self, story_id: str | None, report_id: str) -> str | None:
        """The page of a report in its story."""
        story = self.story(story_id) if story_id else None
        return f"{story}/sources/{quote(report_id, safe='')}" if story else None

    def passage(self, story_id: str | None, passage: Passage) -> str | None:
        """The page of a story with a passage lit in its report."""
        story = self.story(story_id) if story_id else None
        asked = (
            f"report={quote(passage.report_id, safe='')}&start={passage.start}&end={passage.end}"
        )
        return f"{story}?{asked}#passage" if story else None


class Citing:
    """Tells passages of some reports; `home` gives the story that a report is in, by their ids."""

    def __init__(
        self, reports: Iterable[Report], home: Callable[[str], str | None], pages: Pages
    ) -> None:
        self._reports = {report.id: report for report in reports}
        self._home = home
        self._pages = pages

    def passages(self, cites: Sequence[Passage], most: int) -> tuple[Quoted, ...]:
        """The first `most` of some passages."""
        return tuple(self.passage(one) for one in cites[:most])

    def passage(self, passage: Passage, longest: int = LONGEST) -> Quoted:
        """One passage, of its text at most the first `longest` characters."""
        report = self._reports[passage.report_id]
        words = passage.span.within(report.text)
        return Quoted(
            report=report.id,
            start=passage.start,
            end=passage.end,
            text=words[:longest],
            cut=len(words) > longest,
            outlet=report.label,
            url=web_link(report.url),
            published=report.published,
            link=passage_link(passage),
            page=self._pages.passage(self._home(report.id), passage),
        )


def passage_link(passage: Passage) -> str:
    """The resource that a passage is."""
    return f"{report_link(passage.report_id)}?start={passage.start}&end={passage.end}"


def report_link(report_id: str) -> str:
    """The resource that the text of a report is."""
    return f"{REPORTS}{quote(report_id, safe='')}"


def story_link(story_id: str) -> str:
    """The resource that a story's brief is."""
    return f"{STORIES}{quote(story_id, safe='')}"
