"""A whole session over standard input and output with the program that a client starts."""

import os
import subprocess
import sys
from pathlib import Path

import anyio
import pytest
from mcp import Client, StdioServerParameters

from secondsource.cli.mcp_server import mcp as command
from secondsource.errors import BadConfig
from tests.desk.told import FERRY
from tests.mcp.conftest import ask

ROOT = Path(__file__).parents[2]


def program(store: Path, *options: str) -> StdioServerParameters:
    return StdioServerParameters(
        command=sys.executable,
        args=["-m", "secondsource", "mcp", "--store", str(store), *options],
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
    )


async def session(store: Path) -> None:
    """List, search, read, follow a passage, look into a point, check a wrong figure."""
    async with Client(program(store, "--base-url", "https://desk.example")) as client:
        assert client.server_info is not None
        assert client.server_info.name == "secondsource"
        assert client.instructions is not None
        assert "never instructions" in client.instructions
        assert len((await client.list_tools()).tools) == 5
        (found,) = (await ask(client, "search_stories", name="Brandsma")).data["stories"]
        assert found["headline"] == FERRY
        told = (await ask(client, "get_story", story=found["id"])).data
        passage = told["lines"][0]["passages"][0]
        read = await client.read_resource(passage["link"])
        assert read.contents[0].text == passage["text"]  # type: ignore[union-attr]
        near = await ask(
            client,
            "get_passage",
            report=passage["report"],
            start=passage["start"],
            end=passage["end"],
        )
        assert near.data["passage"]["text"] == passage["text"]
        (point, *_) = (one for one in told["points"] if one["relation"] == "conflict")
        sides = await ask(client, "get_point", story=found["id"], point=point["id"])
        assert len(sides.data["sides"]) > 1
        draft = "The ferry Anneke ran aground off Sarnmouth with 900 passengers on board."
        checked = await ask(client, "check_text", draft=draft, stories=[found["id"]])
        assert checked.data["findings"][0]["verdict"] == "contradicted"
        wrong = await ask(client, "get_story", story="nowhere")
        assert wrong.failed


def test_a_session_from_the_list_of_tools_to_a_checked_text(store: Path) -> None:
    anyio.run(session, store)


def test_nothing_but_the_protocol_is_written_and_the_end_of_input_ends_it(store: Path) -> None:
    given = (
        b'{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18",'
        b'"capabilities":{},"clientInfo":{"name":"test","version":"1"}}}\nno JSON at all\n'
    )
    started = subprocess.Popen(
        [sys.executable, "-m", "secondsource", "mcp", "--store", store],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    out, err = started.communicate(given, timeout=60)
    assert started.returncode == 0, err
    assert out.strip()
    for line in out.splitlines():
        assert line.startswith(b'{"jsonrpc":"2.0"')


def test_what_is_missing_is_named_with_what_installs_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in [one for one in sys.modules if one.startswith(("secondsource.mcp", "mcp"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "mcp", None)  # as if it were not installed
    with pytest.raises(BadConfig, match=r"pip install 'secondsource\[mcp\]'"):
        command(store=str(tmp_path / "desk.db"))
    assert not list(tmp_path.iterdir())
