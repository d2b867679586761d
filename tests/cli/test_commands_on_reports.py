"""Commands on real reports, from files to exit code: the whole program in a process of its own."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from secondsource.cli.exits import Exit
from secondsource.codec import report_to_json
from tests.cli.build_accounts import DRAFT, REPORTS
from tests.cli.test_commands import run

SCHEMAS = Path(__file__).parents[2] / "docs" / "reference"
Done = subprocess.CompletedProcess[bytes]


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five reports of the bridge, as JSONL."""
    file = tmp_path_factory.mktemp("reports") / "reports.jsonl"
    lines = [json.dumps(report_to_json(report)) for report in REPORTS]
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that holds no report."""
    file = tmp_path_factory.mktemp("empty") / "empty.txt"
    file.touch()
    return file


def answer(done: Done, name: str) -> Any:
    """What a command wrote, once the schema has said yes to it."""
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    found = json.loads(done.stdout)
    Draft202012Validator(schema).validate(found)
    return found


def test_a_brief_as_json_keeps_its_promise(reports: Path) -> None:
    done = run("brief", str(reports), "--json")
    assert done.returncode == Exit.DONE, done.stderr.decode()
    assert done.stderr == b""
    stories = answer(done, "brief")["stories"]
    assert sorted(r["ref"] for story in stories for r in story["reports"]) == list("abcde")
    texts = {report.id: report.text for report in REPORTS}
    cites = [cite for story in stories for line in story["lines"] for cite in line["cites"]]
    assert cites
    assert all(texts[c["report"]][c["start"] : c["end"]] == c["text"] for c in cites)


def test_what_is_set_aside_is_listed_and_ends_with_3(reports: Path, empty: Path) -> None:
    done = run("brief", str(reports), str(empty))
    assert done.returncode == Exit.SET_ASIDE
    assert b"Set aside (1):" in done.stderr
    assert empty.name.encode() in done.stderr
    assert "SOURCES" in done.stdout.decode()


def test_nothing_to_read_still_answers_and_ends_with_3(empty: Path) -> None:
    done = run("brief", str(empty), "--json")
    assert done.returncode == Exit.SET_ASIDE
    assert b"no report could be read" in done.stderr
    found = answer(done, "brief")
    assert found["stories"] == []
    assert len(found["set_aside"]) == 1


def test_a_draft_with_findings_ends_with_1_whatever_was_set_aside(
    reports: Path, empty: Path
) -> None:
    done = run("check", "-", "--against", str(reports), str(empty), "--json", stdin=DRAFT.encode())
    assert done.returncode == Exit.FINDINGS, done.stderr.decode()
    assert b"Set aside (1):" in done.stderr
    found = answer(done, "check")["findings"]
    assert all(DRAFT[one["start"] : one["end"]] == one["text"] for one in found)
    assert {one["verdict"] for one in found} != {"supported"}


def test_groups_as_json_keep_their_promise(reports: Path) -> None:
    done = run("group", str(reports), "--json")
    assert done.returncode == Exit.DONE, done.stderr.decode()
    stories = answer(done, "group")["stories"]
    assert sorted(r["ref"] for story in stories for r in story["reports"]) == list("abcde")


@pytest.mark.parametrize(
    ("args", "starts", "code"),
    [
        (("brief", "--md"), "# ", Exit.DONE),
        (("brief", "--html", "-"), "<!DOCTYPE html>", Exit.DONE),
        (("check", "-", "--md", "--against"), "**3 sentences: ", Exit.FINDINGS),
        (("check", "-", "--html", "-", "--against"), "<!DOCTYPE html>", Exit.FINDINGS),
        (("check", "-", "--fail-on", "none", "--against"), "3 sentences", Exit.DONE),
        (("group",), "", Exit.DONE),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_each_form_of_an_answer_comes_out_whole(
    reports: Path, args: tuple[str, ...], starts: str, code: Exit
) -> None:
    done = run(*args, str(reports), stdin=DRAFT.encode())
    text = done.stdout.decode()
    assert done.returncode == code, done.stderr.decode()
    assert text.startswith(starts)
    assert all(report.outlet in text for report in REPORTS)


def test_a_page_is_written_to_the_file_that_was_named(reports: Path, tmp_path: Path) -> None:
    page = tmp_path / "brief.html"
    done = run("brief", str(reports), "--html", str(page))
    assert done.returncode == Exit.DONE, done.stderr.decode()
    assert done.stdout == b""
    assert f"Wrote {page}" in done.stderr.decode()
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_a_page_that_cannot_be_written_says_so(reports: Path, tmp_path: Path) -> None:
    done = run("brief", str(reports), "--html", str(tmp_path / "none" / "brief.html"))
    assert done.returncode == Exit.ENVIRONMENT
    assert b"cannot be written" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_supported_draft_ends_with_0(reports: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("A gravel barge struck the Tolvane Bridge.", encoding="utf-8")
    done = run("check", str(draft), "--against", str(reports))
    assert done.returncode == Exit.DONE, done.stdout.decode() + done.stderr.decode()


def test_review_tools_get_their_file_beside_what_a_person_reads(
    reports: Path, tmp_path: Path
) -> None:
    draft, log = tmp_path / "draft.txt", tmp_path / "check.sarif"
    draft.write_text("The mayor of Ansel\nhas resigned.", encoding="utf-8")
    done = run("check", str(draft), "--sarif", str(log), "--md", "--against", str(reports))
    assert done.returncode == Exit.FINDINGS, done.stderr.decode()
    assert "has resigned" in done.stdout.decode()
    (result,) = json.loads(log.read_text(encoding="utf-8"))["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["region"]["endLine"] == 2


def test_the_log_alone_goes_to_standard_output(reports: Path) -> None:
    done = run("check", "-", "--sarif", "-", "--against", str(reports), stdin=DRAFT.encode())
    assert json.loads(done.stdout)["version"] == "2.1.0"


def test_annotations_as_workflow_commands_are_all_that_is_written(reports: Path) -> None:
    done = run("check", "-", "--github", "--against", str(reports), stdin=DRAFT.encode())
    lines = done.stdout.decode().splitlines()
    assert lines
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in lines)


def test_models_name_themselves() -> None:
    done = run("models")
    assert done.returncode == Exit.DONE, done.stderr.decode()
    assert [line.split()[0] for line in done.stdout.decode().splitlines()] == [
        "parser",
        "encoder",
        "entailer",
    ]
