"""`--against` takes values up to the next option, as a shell's `*` gives them."""

from typing import Annotated

import pytest
import typer
from typer.testing import CliRunner

from secondsource.cli.against import TakesMany

app = typer.Typer()


@app.command(cls=TakesMany)
def echo(
    draft: str, against: Annotated[list[str], typer.Option("--against")], json: bool = False
) -> None:
    typer.echo(f"{draft} {against} {json}")


@pytest.mark.parametrize(
    ("args", "read"),
    [
        ("d --against a", "d ['a'] False"),
        ("d --against a b c", "d ['a', 'b', 'c'] False"),
        ("d --against a --against b", "d ['a', 'b'] False"),
        ("d --against a b --json", "d ['a', 'b'] True"),
        ("--json d --against a b", "d ['a', 'b'] True"),
        ("--against a b --json d", "d ['a', 'b'] True"),
        ("--against=a d", "d ['a'] False"),
        ("d --against -", "d ['-'] False"),
        ("- --against a b", "- ['a', 'b'] False"),
    ],
)
def test_arguments_are_read_as_meant(args: str, read: str) -> None:
    assert CliRunner().invoke(app, args.split()).output.strip() == read


def test_against_without_a_value_is_a_usage_error() -> None:
    assert CliRunner().invoke(app, ["d", "--against", "--json"]).exit_code == 2
