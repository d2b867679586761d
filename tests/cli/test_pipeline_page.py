"""The page on pipelines: its script does what the page says, its settings name real options."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from secondsource.cli.app import app
from secondsource.cli.exits import Exit
from secondsource.export.sarif import RULES

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "howto" / "check-in-a-pipeline.md").read_text(encoding="utf-8")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository as the page has it: drafts, reports, and the script of the page."""
    (script,) = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "check-drafts").write_text(script, encoding="utf-8")
    (tmp_path / "check-drafts").chmod(0o755)
    shutil.copytree(ROOT / "drafts", tmp_path / "drafts")
    shutil.copytree(ROOT / "examples", tmp_path / "reports")
    return tmp_path


def check_drafts(repository: Path, *drafts: str) -> subprocess.CompletedProcess[str]:
    bins = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return subprocess.run(
        ["./check-drafts", *drafts],
        cwd=repository,
        env={**os.environ, "PATH": bins},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_script_fails_a_wrong_draft_and_leaves_comment_and_log(repository: Path) -> None:
    done = check_drafts(repository, "drafts/halifax-aid.txt")
    assert done.returncode == Exit.FINDINGS, done.stderr
    comment = (repository / "out" / "halifax-aid.md").read_text(encoding="utf-8")
    assert done.stdout == comment
    assert comment.startswith("**10 sentences: ")
    (run,) = json.loads((repository / "out" / "halifax-aid.sarif").read_bytes())["runs"]
    places = [one["locations"][0]["physicalLocation"] for one in run["results"]]
    assert {place["artifactLocation"]["uri"] for place in places} == {"drafts/halifax-aid.txt"}
    lines = (repository / "drafts" / "halifax-aid.txt").read_text(encoding="utf-8").split("\n")
    first = places[0]["region"]
    assert lines[first["startLine"] - 1][first["startColumn"] - 1 :].startswith("Former US")


def test_the_script_fails_a_draft_without_reports(repository: Path) -> None:
    (repository / "drafts" / "other.txt").write_text("It rained.", encoding="utf-8")
    assert check_drafts(repository, "drafts/other.txt").returncode == Exit.SET_ASIDE


def test_the_page_names_every_rule() -> None:
    named = set(re.findall(r"^\| `([\w/-]+)` \|", PAGE, re.MULTILINE))
    assert {re.sub("/KIND$", "", rule) for rule in named} == {
        rule for rule in RULES if not rule.startswith("contradicted/")
    }


def test_the_page_names_only_options_that_there_are() -> None:
    group = typer.main.get_command(app)
    check = group.commands["check"]  # type: ignore[attr-defined]
    known = {option for parameter in check.params for option in parameter.opts}
    # Options of other programs stand on the page too.
    others = {"--no-verify", "--output"}
    assert set(re.findall(r"(?<!\w)--[a-z][a-z-]+", PAGE)) <= known | others
