"""The view as workflow commands of GitHub Actions: annotations without any upload."""

from collections.abc import Iterator

from secondsource.export.sarif import told_with_evidence
from secondsource.records.annotation import Level, annotations
from secondsource.records.finding import CheckAnswer

COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}


def workflow_commands(answer: CheckAnswer, draft: str) -> str:
    """One command a line for all that needs attention in the file `draft`."""
    return "\n".join(_commands(answer, draft))


def _commands(answer: CheckAnswer, draft: str) -> Iterator[str]:
    reports = {report.id: report for report in answer.reports}
    for one in annotations(answer):
        fields = {
            "file": draft,
            "line": str(one.start.line),
            "endLine": str(one.end.line),
            "title": one.rule,
        }
        if one.start.line == one.end.line:  # columns mean nothing else to GitHub
            fields |= {"col": str(one.start.column), "endColumn": str(one.end.column)}
        told = ",".join(f"{name}={_field(value)}" for name, value in fields.items())
        message = _data("\n".join(told_with_evidence(one, reports)))
        yield f"::{COMMANDS[one.level]} {told}::{message}"


def _data(text: str) -> str:
    """Nothing of a report may end the command it stands in and begin another."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _field(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
