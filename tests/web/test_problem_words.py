"""Whatever cannot be answered is told on a page that says what to do."""

import pytest

from secondsource.access.problems import TITLES
from secondsource.desk.running import RunningDesk
from secondsource.records.people import Scope
from secondsource.web.problem_words import problem_words
from tests.web.conftest import Browse
from tests.web.reading import Page


@pytest.mark.parametrize("status", TITLES)
def test_every_problem_has_a_title_and_what_to_do(status: int) -> None:
    words = problem_words(status)
    assert words.title
    assert words.advice.endswith(".")


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/nowhere", 404),
        ("GET", "/checks/none", 404),
        ("GET", "/jobs/<script>alert(1)</script>", 404),
        ("POST", "/checks", 405),
        ("POST", "/account/users", 403),
        ("GET", "/checks?after=no-cursor", 422),
    ],
)
def test_a_problem_is_told_on_a_page_with_a_way_on(
    browse: Browse, desk: RunningDesk, method: str, address: str, status: int
) -> None:
    browser = browse(desk, "Ada", scopes=(Scope.READ, Scope.CHECK))
    answer = browser.request(method, address)
    page = Page(answer.text)
    assert answer.status_code == status
    assert problem_words(status).advice in page.words
    assert page.having("href", "/")
    assert "script" not in page.names[page.names.index("body") :]


def test_a_form_that_cannot_be_read_is_told_on_a_page(browse: Browse, desk: RunningDesk) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = browse(desk).post("/add", content=b"no part at all", headers=headers)
    assert answer.status_code == 422
    assert "the form" in Page(answer.text).words
