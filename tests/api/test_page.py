"""The page and the description of the API in the docs are current, and its examples run.

After a change that they should follow: `pytest tests/api/test_page.py --rewrite`, read the diff.
"""

import json
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.conftest import Program, all_done, on_loopback
from tests.api.test_entry import description

DOCS = Path(__file__).parents[2] / "docs" / "reference"
PAGE, OPENAPI = DOCS / "http-api.md", DOCS / "openapi.json"
TABLE = re.compile(r"(<!-- routes of the API -->\n)(.*?)(<!-- end of the routes -->)", re.S)
CONSOLE = re.compile(r"```console\n(.*?)```", re.S)


@pytest.fixture
def rewrite(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--rewrite"))


def table() -> str:
    """One row a route: what it needs, and the first words on what it does."""
    rows = ["| route | scope | what |", "| --- | --- | --- |"]
    for path, methods in description()["paths"].items():
        for method, operation in methods.items():
            scopes = ", ".join(f"`{scope}`" for scope in operation["security"][0]["token"])
            what = operation["description"].splitlines()[0]
            rows.append(f"| `{method.upper()} {path}` | {scopes or 'any'} | {what} |")
    return "\n".join(rows)


def test_the_description_in_the_docs_is_that_of_the_program(rewrite: bool) -> None:
    made = json.dumps(description(), indent=1, ensure_ascii=True) + "\n"
    if rewrite:
        OPENAPI.write_text(made, encoding="utf-8")
    assert OPENAPI.read_text(encoding="utf-8") == made


def test_the_page_lists_every_route(rewrite: bool) -> None:
    page = PAGE.read_text(encoding="utf-8")
    current = TABLE.sub(lambda match: f"{match[1]}\n{table()}\n\n{match[3]}", page)
    if rewrite:
        PAGE.write_text(current, encoding="utf-8")
    assert rewrite or page == current


@pytest.fixture
def served(newsroom: Program) -> Iterator[str]:
    """The address of the API, its jobs done as they come."""
    closing = threading.Event()

    def work() -> None:
        while not closing.wait(0.05):
            all_done(newsroom.desk)

    working = threading.Thread(target=work)
    with on_loopback(newsroom) as address:
        working.start()
        yield address
        closing.set()
        working.join()


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not there to run them")
def test_the_examples_of_the_page_run(served: str, newsroom: Program, tmp_path: Path) -> None:
    ids = newsroom.ids
    given = {
        "DESK": served,
        "TOKEN": newsroom.token,
        "STORY": ids["story_id"],
        "REPORT": ids["report_id"],
        "CHECK": ids["check_id"],
    }
    (tmp_path / "courier.txt").write_text("The quay was closed at dawn.", encoding="utf-8")
    commands = [
        line[2:]
        for block in CONSOLE.findall(PAGE.read_text(encoding="utf-8").replace("\\\n", " "))
        for line in block.splitlines()
        if line.startswith("$ ") and "secondsource " not in line
    ]
    assert len(commands) >= 8
    for command in commands:
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=tmp_path,
            env={**os.environ, **given},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
