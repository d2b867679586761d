"""What a route does not know is refused, so that a misspelt filter does not pass for one."""

import pytest

from tests.api.conftest import Program

LISTS = ["/stories", "/reports", "/checks", "/jobs", "/feeds", "/me", "/views"]


@pytest.mark.parametrize("path", LISTS)
def test_an_unknown_parameter_is_refused_by_name(empty: Program, path: str) -> None:
    answer = empty.ask("GET", f"{path}?limti=3")
    assert answer.status_code == 422
    assert "limti" in answer.text


def test_a_parameter_that_is_given_twice_is_refused(empty: Program) -> None:
    assert empty.ask("GET", "/reports?limit=1&limit=2").status_code == 422


def test_who_asks_comes_before_what_they_ask(empty: Program) -> None:
    nobody = {"Authorization": ""}
    assert empty.ask("GET", "/reports?limti=3", headers=nobody).status_code == 401


@pytest.mark.parametrize("path", LISTS)
def test_the_head_of_an_answer_can_be_asked_for(empty: Program, path: str) -> None:
    whole, head = empty.ask("GET", path), empty.ask("HEAD", path)
    assert (head.status_code, head.content) == (whole.status_code, b"")
    assert head.headers["content-type"] == whole.headers["content-type"]
