"""Pages from templates: what is quoted is shown as characters, and a page knows its own tag."""

import hashlib
from collections.abc import Mapping
from functools import cache

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from secondsource.export.changes import ASPECTS, by_kind, own, parts
from secondsource.export.checked import as_sentence
from secondsource.export.safe import on_page, web_link
from secondsource.export.sheet import TITLES, by_origin, counted, day
from secondsource.export.stories import minute, standing
from secondsource.export.templating import templates_of
from secondsource.records.evidence import Passage
from secondsource.web.assets import address
from secondsource.web.pictures import small_coverage
from secondsource.web.pictures.drawing import passage_link
from secondsource.web.resting import dependence

# A page is asked for again each time, and answered with 304 where it is the same: what one person
# sees must stay in that person's browser.
PRIVATE = {"Cache-Control": "private, no-cache", "Vary": "Cookie, HX-Request, HX-Target"}


def render(name: str, content: Mapping[str, object]) -> str:
    """The template `name` of `web/templates` with this content; an unknown name in it raises."""
    return templates().get_template(name).render(content)


def tagged(request: Request, text: str, *, status: int = 200) -> Response:
    """A page with its tag; 304 and no text where the browser has the same page already."""
    body = text.encode("utf-8", "replace")
    tag = f'W/"{hashlib.sha256(body).hexdigest()[:20]}"'
    headers = {**PRIVATE, "ETag": tag}
    if status == 200 and _has(request, tag):
        return Response(status_code=304, headers=headers)
    return HTMLResponse(body, status_code=status, headers=headers)


def _has(request: Request, tag: str) -> bool:
    if request.method not in ("GET", "HEAD"):
        return False
    given = [one.strip() for one in request.headers.get("if-none-match", "").split(",")]
    return "*" in given or tag in given


def _link(passage: Passage, story_id: str) -> str:
    """Where a passage is shown beside its story, also without a script."""
    return f"{passage_link(story_id, passage)}#passage"


def get_ready() -> None:
    """Read all templates now: the first to look at a page need not wait for that."""
    for name in templates().list_templates():
        templates().get_template(name)


@cache
def templates() -> Environment:
    """The templates of the desk, with the filters that the exports have too."""
    made = templates_of("secondsource.web")
    made.filters |= {
        "show": on_page,
        "day": day,
        "minute": minute,
        "web_link": web_link,
        "by_origin": by_origin,
        "sentence": as_sentence,
        "standing": standing,
        "by_kind": by_kind,
        "own": own,
        "parts": parts,
        "link": _link,
        "dependence": dependence,
    }
    made.globals |= {
        "titles": {section.value: title for section, title in TITLES.items()},
        "counted": counted,
        "aspects": {aspect.value: words for aspect, words in ASPECTS.items()},
        "asset": address,
        "small_coverage": small_coverage,
    }
    return made
