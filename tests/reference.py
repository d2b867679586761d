"""The generated parts of the docs: command help, records, settings, JSON fields, figures."""

import ast
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import typer
from pydantic.fields import FieldInfo
from typer.testing import CliRunner

from secondsource.cli.app import app
from secondsource.config import Settings

ROOT = Path(__file__).parent.parent
RECORDS = ROOT / "src" / "secondsource" / "records"
SCHEMAS = ROOT / "docs" / "reference"
MEASURED = (SCHEMAS / "quality.md", SCHEMAS / "speed.md")
# What the README tells of the records of `evals` and `benchmarks`, and in which words.
FIGURES = {
    "desk conflict f1": "conflicts: found, and rightly so (F1)",
    "desk conflict kind accuracy": "… with the right kind",
    "desk trap called conflict": "statements that only look different, called a conflict",
    "desk update called conflict": "updates called a conflict",
    "desk agree recall": "agreements found",
    "desk quote recall": "quotations found",
    "desk quote speaker accuracy": "… with the right speaker",
    "desk figure recall": "figures found, with the right value",
    "desk origin f1": "reprints and relays told from second sources (F1)",
    "desk check macro f1": "sentences of a draft judged rightly (macro F1)",
    "desk check evidence hit": "… with the passage that decides it",
    "held-out cases conflict f1": "on stories kept apart from the rules: conflicts (F1)",
    "held-out cases check macro f1": "… sentences of a draft judged rightly (macro F1)",
    "check probe right": "claims with one thing changed refused, harmless ones let pass",
    "group b-cubed f1, full text": "reports put into the right stories (B-cubed F1)",
    "cold brief, seconds": "brief of five reports, from start to end of the program, seconds",
    "cold brief, peak MB": "… memory at most, MB",
    "warm brief, seconds": "brief of five reports, program already running, seconds",
    "warm check, seconds": "check of ten sentences against five reports, likewise, seconds",
    "check a page against 200 reports, seconds": "page of draft against 200 reports, reading aside",
}


def commands() -> list[str]:
    """The names of all commands, those of a group behind its own: "hooks", "hooks add"."""
    return [name for name, _ in _below(typer.main.get_command(app), "")]


def _below(group: object, before: str) -> Iterator[tuple[str, object]]:
    for name, command in getattr(group, "commands", {}).items():
        yield f"{before}{name}", command
        yield from _below(command, f"{before}{name} ")


def help_texts() -> str:
    """`--help` of the program and of each command."""
    return "\n\n".join(_help(*name.split()) for name in ["", *commands()])


def _help(*command: str) -> str:
    result = CliRunner().invoke(
        app, [*command, "--help"], prog_name="secondsource", terminal_width=88
    )
    shown = " ".join(["secondsource", *command])
    lines = "\n".join(line.rstrip() for line in result.output.strip().splitlines())
    return f"## `{shown}`\n\n```text\n{lines}\n```"


def settings_table() -> str:
    """One row a setting."""
    rows = [
        f"| `{name}` | `SECONDSOURCE_{name.upper()}` | {_default(field)} | {field.description} |"
        for name, field in Settings.model_fields.items()
    ]
    return "\n".join(
        ["| setting | variable | default | what |", "| --- | --- | --- | --- |", *rows]
    )


def _default(field: FieldInfo) -> str:
    """The default as it is written in the file; one that hangs on the machine has no value here."""
    if field.default_factory is not None:
        return "a file of the user's"
    value = list(field.default) if isinstance(field.default, tuple) else field.default
    return f"`{value}`" if value not in (None, "", []) else "none"


def records() -> str:
    """Every record: its docstring, its fields or values, its methods."""
    modules = [path for path in sorted(RECORDS.glob("*.py")) if path.stem != "__init__"]
    return "\n\n".join(part for path in modules for part in _module(path))


def _module(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    yield f"## secondsource.records.{path.stem}\n\n{ast.get_docstring(tree)}"
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield _record(node)


def _record(node: ast.ClassDef) -> str:
    bases = [ast.unparse(base) for base in node.bases]
    of = f" ({', '.join(bases)})" if bases else ""
    parts = [f"### `{node.name}`{of}\n\n{ast.get_docstring(node)}", *_rows(node), *_methods(node)]
    return "\n\n".join(parts)


def _rows(node: ast.ClassDef) -> Iterator[str]:
    fields = [one for one in node.body if isinstance(one, ast.AnnAssign)]
    if fields:
        rows = [f"| `{ast.unparse(f.target)}` | `{_type(f.annotation)}` |" for f in fields]
        yield "\n".join(["| field | type |", "| --- | --- |", *rows])
    values = [ast.literal_eval(one.value) for one in node.body if isinstance(one, ast.Assign)]
    if values:
        yield "Values: " + ", ".join(f"`{value}`" for value in values)


def _type(annotation: ast.expr) -> str:
    return ast.unparse(annotation).replace("|", "\\|")


def _methods(node: ast.ClassDef) -> Iterator[str]:
    rows = [
        f"- `{one.name}`: {(ast.get_docstring(one) or '').splitlines()[0]}"
        for one in node.body
        if isinstance(one, ast.FunctionDef) and not one.name.startswith("_")
    ]
    if rows:
        yield "\n".join(rows)


def figures() -> str:
    """The newest figure that the records have for each measure that the README tells of."""
    newest: dict[str, tuple[str, str]] = {}
    for path in MEASURED:
        for measure, value, target in _recorded(path):
            newest.setdefault(measure, (value, target))
    rows = [
        f"| {words} | {' | '.join(newest[measure])} |"
        for measure, words in FIGURES.items()
        if measure in newest
    ]
    head = ["| measure | reached | target |", "| --- | ---: | ---: |"]
    return "\n".join([*head, *rows]) if rows else "Not measured yet."


def _recorded(path: Path) -> Iterator[tuple[str, str, str]]:
    """Measure, value and target of each row, the newest record first."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    for line in lines:
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) >= 3:
            yield cells[0], cells[1], cells[2]


def json_fields(command: str, *, besides: Sequence[str] = ()) -> str:
    """The objects in the answer of a command, from its schema, but for those of other answers."""
    schema = _schema(command)
    parts: dict[str, Any] = schema["$defs"]
    told = [part for other in besides for part in _schema(other)["$defs"].items()]
    answer = {**schema, "description": f"{schema['title']}. {schema.get('description', '')}"}
    own = [part for part in sorted(parts.items()) if part not in told]
    objects = [("the answer", answer), *own]
    return "\n\n".join(_object(name, one, parts) for name, one in objects if "properties" in one)


def _schema(name: str) -> dict[str, Any]:
    text = (SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def _object(name: str, one: dict[str, Any], parts: dict[str, Any]) -> str:
    required = set(one.get("required", ()))
    rows = [
        f"| `{field}` | {_json_type(what, parts)} "
        f"| {'yes' if field in required else 'no'} | {_meaning(what, parts)} |"
        for field, what in one["properties"].items()
    ]
    head = ["| field | type | promised | meaning |", "| --- | --- | --- | --- |"]
    return "\n".join([f"### {name}", "", one.get("description", ""), "", *head, *rows])


def _json_type(what: dict[str, Any], parts: dict[str, Any]) -> str:
    if "$ref" in what:
        name = what["$ref"].rsplit("/", 1)[-1]
        return name if "properties" in parts[name] else _json_type(parts[name], parts)
    if "const" in what:
        return f"`{json.dumps(what['const'])}`"
    if "enum" in what:
        return ", ".join(f"`{json.dumps(value)}`" for value in what["enum"])
    if "items" in what:
        return f"list of {_json_type(what['items'], parts)}"
    for several in ("anyOf", "oneOf"):
        if several in what:
            return " or ".join(_json_type(one, parts) for one in what[several])
    kind = what.get("type", "anything")
    return " or ".join(kind) if isinstance(kind, list) else str(kind)


def _meaning(what: dict[str, Any], parts: dict[str, Any]) -> str:
    own = what.get("description", "")
    if own or "$ref" not in what:
        return str(own)
    part = parts[what["$ref"].rsplit("/", 1)[-1]]
    return str(part.get("description", "")) if "properties" not in part else ""
