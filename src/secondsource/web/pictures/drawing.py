"""How a picture becomes mark-up: its templates, its names on the page, its links to passages."""

import hashlib
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from secondsource.export.safe import on_page
from secondsource.export.sheet import counted
from secondsource.records.evidence import Passage


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a story, ready for a page; `name` says which, `title` what it shows."""

    name: str
    title: str
    markup: Markup


def drawn(template: str, /, **content: object) -> Markup:
    """The mark-up that `template` makes of `content`, all of whose words are escaped."""
    return Markup(_templates().get_template(f"{template}.svg.j2").render(**content))


def anchor(name: str, of: str) -> str:
    """An id for the picture `name` of a thing, whatever characters the id of that thing has."""
    digest = hashlib.sha256(of.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{name}-{digest[:10]}"


def passage_link(story_id: str, passage: Passage) -> str:
    """The address at which a story is shown with a passage of it lit."""
    asked = {"report": passage.report_id, "start": passage.start, "end": passage.end}
    story = quote(story_id.encode("utf-8", "replace"), safe="")
    return f"/stories/{story}?{urlencode(asked, errors='replace')}"


def _number(value: float) -> str:
    """A coordinate: no finer than a tenth of a pixel."""
    return f"{value:.1f}".removesuffix(".0")


@cache
def _templates() -> Environment:
    made = Environment(
        loader=PackageLoader("secondsource.web.pictures"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"show": on_page, "px": _number}
    made.globals |= {"counted": counted}
    return made
