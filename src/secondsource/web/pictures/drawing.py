"""How a picture becomes mark-up: its templates, its names on the page, its links to reports."""

import hashlib
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote

from jinja2 import Environment
from markupsafe import Markup

from secondsource.export.safe import on_page
from secondsource.export.sheet import counted
from secondsource.export.templating import templates_of
from secondsource.records.evidence import Passage

WIDTH = 720  # pixels of the pictures that are not for a line of a list
MOST_STOPS = 60  # with more links, those of the picture are left to the mouse: its table has all


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a story, ready for a page; `name` says which, `title` what it shows."""

    name: str
    title: str
    markup: Markup


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a picture: its names, `words` for those who do not see it, its size.

    `key` are the signs used with what each means; `stops` says whether its links are reached by
    the keyboard, too.
    """

    id: str
    title: str
    words: str
    width: float
    height: float
    key: tuple[tuple[str, str], ...]
    stops: bool = True


def picture(name: str, frame: Frame, /, **content: object) -> Picture:
    """The picture that the template `name` draws of `content`."""
    return Picture(name, frame.title, drawn(name, frame=frame, **content))


def drawn(template: str, /, **content: object) -> Markup:
    """The mark-up that `template` makes of `content`, all of whose words are escaped."""
    return Markup(_templates().get_template(f"{template}.svg.j2").render(**content))


def anchor(name: str, of: str) -> str:
    """An id for the picture `name` of a thing, whatever characters the id of that thing has."""
    digest = hashlib.sha256(of.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{name}-{digest[:10]}"


def passage_link(story_id: str, passage: Passage) -> str:
    """The address at which a story is shown with a passage of it lit."""
    asked = f"report={_part(passage.report_id)}&start={passage.start}&end={passage.end}"
    return f"/stories/{_part(story_id)}?{asked}"


def cite_link(story_id: str, passage: Passage) -> str:
    """That address with the passage scrolled to."""
    return f"{passage_link(story_id, passage)}#passage"


def report_link(story_id: str, report_id: str) -> str:
    """The address at which a story is shown with one report of it open."""
    return f"/stories/{_part(story_id)}?report={_part(report_id)}#source"


def _part(name: str) -> str:
    if name.isascii() and name.isalnum():  # as ids of ours are: a page has thousands of links
        return name
    return quote(name.encode("utf-8", "replace"), safe="")


def _number(value: float) -> str:
    """A coordinate: no finer than a tenth of a pixel."""
    return f"{value:.1f}".removesuffix(".0")


@cache
def _templates() -> Environment:
    made = templates_of("secondsource.web.pictures")
    made.filters |= {"show": on_page, "px": _number}
    made.globals |= {"counted": counted}
    return made
