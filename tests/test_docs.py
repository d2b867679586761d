"""The docs say what is so: generated parts are current, commands run, output is real.

After a change that the docs should follow: `pytest tests/test_docs.py --rewrite`, read the diff.
"""

import functools
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import reference

ROOT = Path(__file__).parent.parent
PAGES = sorted(
    [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")],
    key=lambda path: path.as_posix(),
)
GENERATED: dict[str, Callable[[], str]] = {
    "help": reference.help_texts,
    "settings": reference.settings_table,
    "records": reference.records,
    "json brief": lambda: reference.json_fields("brief"),
    "json check": lambda: reference.json_fields("check"),
    "json group": lambda: reference.json_fields("group"),
    "json event": lambda: reference.json_fields("event"),
    "json stories": lambda: reference.json_fields("stories"),
    "json changes": lambda: reference.json_fields("changes"),
    "json added": lambda: reference.json_fields("added", besides=("brief", "stories", "event")),
    "json show": lambda: reference.json_fields("show", besides=("brief",)),
    "json feeds": lambda: reference.json_fields("feeds"),
    "json hooks": lambda: reference.json_fields("hooks"),
    "json users": lambda: reference.json_fields("users"),
    "json tokens": lambda: reference.json_fields("tokens"),
    "json health": lambda: reference.json_fields("health"),
    "figures": reference.figures,
}
# <!-- generated: NAME --> … <!-- end -->
BLOCK = re.compile(r"(<!-- generated: ([\w ]+) -->\n)(.*?)(<!-- end -->)", re.S)
# <!-- output of: COMMAND | from "A", N lines --> followed by a text block.
OUTPUT = re.compile(
    r'(<!-- output of: (.+?) \| from "(.+?)", (\d+) lines -->\n```text\n)(.*?)(```)', re.S
)
# A console block is run unless a comment before it says why not; "exits N" says how a line ends.
CONSOLE = re.compile(r"(?:<!-- (not run|exits (\d))[^>]*-->\n)?```console\n(.*?)```", re.S)
PYTHON = re.compile(r"(?:<!-- (not run)[^>]*-->\n)?```python\n(.*?)```", re.S)
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)")


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def with_pages(pattern: re.Pattern[str]) -> list[Path]:
    return [path for path in PAGES if pattern.search(text(path))]


@pytest.fixture
def rewrite(request: pytest.FixtureRequest) -> bool:
    """Whether to write what pages should say instead of comparing."""
    return bool(request.config.getoption("--rewrite"))


@pytest.fixture(scope="module")
def desk_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the examples in it, as a reader of the docs has."""
    folder = tmp_path_factory.mktemp("desk")
    for name in ("examples", "drafts"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


@functools.cache  # a command that stands on several pages is run once
def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """What a shell makes of `command` where `secondsource` and `python` are the ones under test."""
    bins = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    env = {**os.environ, "PATH": bins, "COLUMNS": "96", "NO_COLOR": "1"}
    plain = command.replace(".venv/bin/", "")
    return subprocess.run(
        ["bash", "-c", plain], cwd=folder, env=env, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("path", with_pages(BLOCK), ids=shown)
def test_the_generated_parts_of_a_page_are_current(path: Path, rewrite: bool) -> None:
    page = text(path)
    current = BLOCK.sub(lambda m: f"{m[1]}\n{GENERATED[m[2]]()}\n\n{m[4]}", page)
    if rewrite:
        path.write_text(current, encoding="utf-8")
    assert rewrite or page == current, "run: pytest tests/test_docs.py --rewrite"


def test_every_generated_part_stands_on_a_page() -> None:
    names = {match[2] for path in PAGES for match in BLOCK.finditer(text(path))}
    assert names == set(GENERATED)


@pytest.mark.parametrize("path", with_pages(CONSOLE), ids=shown)
def test_the_commands_of_a_page_run(path: Path, desk_folder: Path) -> None:
    for kind, code, block in CONSOLE.findall(text(path)):
        if kind == "not run":
            continue
        commands = [line[2:] for line in block.splitlines() if line.startswith("$ ")]
        assert commands, f"a console block without a command: {block}"
        for command in commands:
            done = run(command, desk_folder)
            assert done.returncode == int(code or 0), f"{command}\n{done.stderr}"


@pytest.mark.parametrize("path", with_pages(PYTHON), ids=shown)
def test_the_python_of_a_page_runs(path: Path, desk_folder: Path) -> None:
    blocks = [block for kind, block in PYTHON.findall(text(path)) if not kind]
    (desk_folder / "page.py").write_text("\n".join(blocks), encoding="utf-8")
    done = run("python page.py", desk_folder)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("path", with_pages(OUTPUT), ids=shown)
def test_the_output_on_a_page_is_what_the_command_says(
    path: Path, desk_folder: Path, rewrite: bool
) -> None:
    def current(match: re.Match[str]) -> str:
        done = run(match[2], desk_folder)
        lines = [line.rstrip() for line in done.stdout.splitlines()]
        start = next((i for i, line in enumerate(lines) if match[3] in line), None)
        assert start is not None, f"{match[2]}: no line has {match[3]!r}\n{done.stderr}"
        excerpt = "\n".join(lines[start : start + int(match[4])]).rstrip()
        return f"{match[1]}{excerpt}\n…\n{match[6]}"

    page = text(path)
    now = OUTPUT.sub(current, page)
    if rewrite:
        path.write_text(now, encoding="utf-8")
    assert rewrite or page == now, "run: pytest tests/test_docs.py --rewrite"


@pytest.mark.parametrize("path", with_pages(LINK), ids=shown)
def test_the_links_of_a_page_lead_to_files(path: Path) -> None:
    targets = [path.parent / link for link in LINK.findall(text(path))]
    assert [target.as_posix() for target in targets if not target.exists()] == []


def test_every_page_of_the_docs_can_be_reached_from_the_readme() -> None:
    reached: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        path = waiting.pop()
        if path in reached or path.suffix != ".md":
            continue
        reached.add(path)
        waiting += [(path.parent / link).resolve() for link in LINK.findall(text(path))]
    decisions = ROOT / "docs" / "decisions"
    assert {p for p in PAGES if decisions not in p.parents or p.stem == "README"} <= reached


@pytest.mark.parametrize("command", reference.commands())
def test_a_command_is_told_of_outside_its_help_text(command: str) -> None:
    guides = [path for path in PAGES if path.name != "commands.md"]
    assert any(f"secondsource {command}" in text(path) for path in guides)
