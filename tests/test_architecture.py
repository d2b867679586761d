"""The layout, the layers and the promises about the package hold."""

import ast
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "secondsource"
LAYOUT = ROOT / "docs" / "architecture.md"
MODULES = sorted(PACKAGE.rglob("*.py"))
MAX_LINES = 500
VAGUE = {"utils", "util", "helpers", "helper", "common", "core", "base", "manager", "misc"}
# Whatever opens a connection or looks up a name.
NETWORK = {
    "aiohttp", "anyio", "asyncio", "ftplib", "grpc", "http", "httpcore", "httpcore2", "httpx",
    "httpx2", "huggingface_hub",
    "imaplib", "openai", "poplib", "requests", "smtplib", "socket", "socketserver", "ssl",
    "urllib3", "websockets", "xmlrpc",
}  # fmt: skip
NETWORK_DOTTED = {"urllib.request", "urllib.robotparser"}
# The two modules that may, as they check every address: all else goes through them.
DOORS = {"net/exchange.py", "net/resolving.py"}
# Those answer others: one waits for connections, the rest for something to tell in them.
ANSWERING = {"serve/place.py", "serve/application.py", "access/progress.py", "mcp/stdio.py"}
CONNECTS = re.compile(r"\b(open_connection|create_connection|connect\w*|open_unix\w*)\(")
OFFLINE = """
import socket, sys
def refuse(*args, **kwargs):
    raise OSError("no network in this test")
socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse
sys.argv = ["secondsource", *sys.argv[1:]]
from secondsource.cli import main
try:
    main()
finally:
    loaded = {"torch", "tensorflow", "transformers"} & set(sys.modules)
    if loaded:
        print("loaded:", *sorted(loaded), file=sys.stderr)
"""


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """The modules that a file imports anywhere, and how many dots a relative import has."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, 0) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            yield module, node.level
            yield from ((f"{module}.{alias.name}", node.level) for alias in node.names)


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def test_imports_point_down_the_layers() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_imports_absolutely(path: Path) -> None:
    assert [module for module, dots in imports(path) if dots] == []


@pytest.mark.parametrize(
    "path", [path for path in MODULES if name(path) not in DOORS | ANSWERING], ids=name
)
def test_a_module_opens_no_connection(path: Path) -> None:
    found = {module for module, _ in imports(path)}
    assert {m for m in found if m.split(".")[0] in NETWORK or m in NETWORK_DOTTED} == set()


@pytest.mark.parametrize("module", sorted(ANSWERING))
def test_a_module_that_answers_others_connects_to_none(module: str) -> None:
    assert CONNECTS.findall((PACKAGE / module).read_text(encoding="utf-8")) == []


def test_no_module_is_longer_than_the_limit() -> None:
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {module: n for module, n in lengths.items() if n > MAX_LINES} == {}


def test_a_module_is_named_for_what_it_holds() -> None:
    assert [name(path) for path in MODULES if VAGUE & {*path.parts, path.stem}] == []


def test_the_architecture_page_names_what_is_in_the_package_and_nothing_else() -> None:
    documented = set(re.findall(r"^\| `([\w/.]+?)/?` \|", LAYOUT.read_text("utf-8"), re.M))
    ignored = {"__pycache__", "__init__.py", "__main__.py", "py.typed"}
    top = {path.name for path in PACKAGE.iterdir()} - ignored
    stages = {f"stages/{path.name}" for path in (PACKAGE / "stages").iterdir() if path.is_dir()}
    assert documented == top | {s for s in stages if "__pycache__" not in s}


def test_the_wheel_holds_every_file_of_the_package_and_the_licence(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = tmp_path.glob("*.whl")
    inside = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        path.relative_to(ROOT / "src").as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert wanted - inside == set()
    assert {"LICENSE", "NOTICE"} <= {Path(item).name for item in inside}


def test_a_brief_is_written_without_network_and_without_torch() -> None:
    done = subprocess.run(
        [sys.executable, "-c", OFFLINE, "brief", "examples/halifax-aid", "--json"],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("{")
    assert "loaded:" not in done.stderr
