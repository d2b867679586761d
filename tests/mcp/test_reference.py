"""The page on the tools names each with its parameters and answers, as the code has them.

After a change: `pytest tests/mcp/test_reference.py --rewrite`, read the diff.
"""

import re
from pathlib import Path
from typing import Any

import pytest
from mcp_types import Tool

from secondsource.mcp.citing import REPORTS, STORIES
from tests.mcp.conftest import Door

PAGE = Path(__file__).parents[2] / "docs" / "howto" / "mcp.md"
BLOCK = re.compile(r"(<!-- tools -->\n)(.*?)(<!-- end of tools -->)", re.S)


def told(tool: Tool) -> str:
    """One tool in Markdown."""
    assert tool.description is not None
    assert tool.output_schema is not None
    required = tool.input_schema.get("required", [])
    rows = [
        f"| `{name}`{' (needed)' if name in required else ''} | {meaning(of)} |"
        for name, of in tool.input_schema["properties"].items()
    ]
    fields = ", ".join(f"`{name}`" for name in tool.output_schema["properties"])
    table = "\n".join(["| parameter | |", "| --- | --- |", *rows])
    return f"### {tool.name}\n\n{tool.description}\n\n{table}\n\nAnswers {fields}.\n"


def meaning(of: dict[str, Any]) -> str:
    """What a parameter is, and its default."""
    default = of.get("default")
    shown = f" Default {default}." if default not in (None, "") else ""
    return f"{of.get('description', '')}{shown}".strip()


def test_the_page_tells_of_every_tool_as_it_is(door: Door, request: pytest.FixtureRequest) -> None:
    tools = door.run(lambda client: client.list_tools()).tools
    assert tools
    page = PAGE.read_text(encoding="utf-8")
    current = BLOCK.sub(lambda m: f"{m[1]}\n" + "\n".join(map(told, tools)) + f"\n{m[3]}", page)
    if request.config.getoption("--rewrite"):
        PAGE.write_text(current, encoding="utf-8")
    assert current == PAGE.read_text(encoding="utf-8"), "run it with --rewrite"


def test_the_page_names_the_resources(door: Door) -> None:
    page = PAGE.read_text(encoding="utf-8")
    templates = door.run(lambda client: client.list_resource_templates()).resource_templates
    assert [one.uri_template for one in templates] == [
        f"{REPORTS}{{report}}{{?start,end}}",
        f"{STORIES}{{story}}",
    ]
    for one in templates:
        assert f"`{one.uri_template}`" in page
