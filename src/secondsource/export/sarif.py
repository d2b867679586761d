"""The view as SARIF 2.1.0, the exchange format of review tools: findings at the draft's lines.

Written to what GitHub and GitLab take: a location may only be a file of the repository, so the
evidence, which stands in reports elsewhere, is quoted in the message and listed as properties.
"""

import hashlib
import os
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from urllib.parse import quote

from secondsource.codec import Json
from secondsource.export.checked import without_nearest
from secondsource.export.safe import one_line
from secondsource.records.annotation import Annotation, Level, Related, Stand, annotations
from secondsource.records.finding import CheckAnswer
from secondsource.records.report import Report
from secondsource.records.review import Remark, RemarkState
from secondsource.records.story import Kind

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
STANDARD_INPUT = "stdin"  # what a draft without a file is called

# How a line names the outlet that it quotes.
SAID_BY = {Stand.EVIDENCE: "", Stand.AGAINST: "but ", Stand.NEAREST: "nearest in "}
# Every rule that there is: its level, its name, what it means.
RULES: dict[str, tuple[Level, str, str]] = {
    "contradicted": (Level.ERROR, "Contradicted", "A report says otherwise, and none says so."),
    **{
        f"contradicted/{kind.value}": (
            Level.ERROR,
            f"Contradicted: {kind.value}",
            f"A report says otherwise, and none says so: the {kind.value} differs.",
        )
        for kind in Kind
    },
    "not-found": (Level.WARNING, "Not found", "Nothing in the reports speaks to it."),
    "not-found/quote": (
        Level.WARNING,
        "Not found: quotation",
        "Nothing in the reports speaks to it, and it holds a quotation.",
    ),
    "contested": (
        Level.NOTE,
        "Contested among the reports",
        "A report says so, and the reports disagree among themselves.",
    ),
}


def sarif(answer: CheckAnswer, draft: str, remarks: Iterable[Remark] = ()) -> Json:
    """The log of one run over the file `draft` ("-" is standard input).

    What an editor dismissed is a suppressed result, which review tools leave out of their lists.
    """
    made = {remark.finding: remark for remark in remarks}
    reports = {report.id: report for report in answer.reports}
    uri = _uri(draft)
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": _driver()},
                "columnKind": "unicodeCodePoints",
                "invocations": [_invocation(answer)],
                "results": [
                    _result(one, uri, reports, made.get(one.finding)) for one in annotations(answer)
                ],
            }
        ],
    }


def _driver() -> Json:
    return {
        "name": "Second Source",
        "semanticVersion": version("secondsource"),
        "rules": [
            {
                "id": rule,
                "name": "".join(part.capitalize() for part in rule.replace("/", "-").split("-")),
                "shortDescription": {"text": name},
                "fullDescription": {"text": meaning},
                "help": {"text": meaning},
                "defaultConfiguration": {"level": level.value},
            }
            for rule, (level, name, meaning) in RULES.items()
        ],
    }


def _invocation(answer: CheckAnswer) -> Json:
    """Whether the draft was checked at all: no result then is no good news."""
    return {
        "executionSuccessful": bool(answer.reports),
        "toolExecutionNotifications": [
            {
                "level": "warning",
                "message": {"text": one_line(f"Set aside: {one.input}: {one.reason}")},
            }
            for one in answer.set_aside
        ],
    }


def _result(
    one: Annotation, uri: str, reports: Mapping[str, Report], remark: Remark | None
) -> Json:
    # SARIF has a place for the reason of a suppression alone, so every remark stands here, too.
    noted = {"remark": remark.state.value, "note": remark.note} if remark else {}
    return {
        "ruleId": one.rule,
        "ruleIndex": list(RULES).index(one.rule),
        "level": one.level.value,
        "message": {"text": _message(one, reports)},
        "locations": [{"physicalLocation": _physical(one, uri)}],
        # The same rule on the same words stays one alert when the lines above them change.
        "partialFingerprints": {"words/v1": _digest(one.rule, *one.text.split())},
        "properties": {
            "evidence": [_evidence(related, reports) for related in one.related],
            **noted,
        },
        **_decided(remark),
    }


def _decided(remark: Remark | None) -> Json:
    """Whether a result is suppressed, and why; nothing while no editor has gone through it."""
    if remark is None:
        return {}
    if remark.state is not RemarkState.DISMISSED:
        return {"suppressions": []}
    why = {"justification": one_line(remark.note)} if remark.note.strip() else {}
    # Without a status it counts as accepted; validators disagree on what that field is called.
    return {"suppressions": [{"kind": "external", **why}]}


def _physical(one: Annotation, uri: str) -> Json:
    return {
        "artifactLocation": {"uri": uri},
        "region": {
            "startLine": one.start.line,
            "startColumn": one.start.column,
            "endLine": one.end.line,
            "endColumn": one.end.column,
        },
    }


def told_with_evidence(one: Annotation, reports: Mapping[str, Report]) -> tuple[str, ...]:
    """What is wrong, then what each outlet says: a line each, safe to show."""
    quoted = any(related.stand is Stand.NEAREST for related in one.related)
    message = without_nearest(one.message) if quoted else one.message
    quotes = (_quote(related, reports[related.passage.report_id]) for related in one.related)
    return tuple(one_line(text) for text in (message, *quotes))


def _quote(related: Related, report: Report) -> str:
    name = report.label
    return f"{SAID_BY[related.stand]}{name}: “{related.passage.span.within(report.text)}”"


def _message(one: Annotation, reports: Mapping[str, Report]) -> str:
    """SARIF reads [words](target) in a message as a link, unless the brackets are escaped."""
    text = "\n".join(told_with_evidence(one, reports))
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


def _evidence(related: Related, reports: Mapping[str, Report]) -> Json:
    passage, report = related.passage, reports[related.passage.report_id]
    return {
        "report": report.id,
        "stand": related.stand.value,
        "outlet": report.outlet,
        "url": report.url,
        "start": passage.start,
        "end": passage.end,
        "line": related.place.line,
        "column": related.place.column,
        "text": passage.span.within(report.text),
    }


def _uri(draft: str) -> str:
    """A path relative to the working folder if it lies inside it, so that tools find the file."""
    if draft == "-":
        return STANDARD_INPUT
    inside = os.path.relpath(draft)
    if inside.startswith(os.pardir):
        return Path(draft).absolute().as_uri()
    return quote(Path(inside).as_posix(), errors="surrogatepass")


def _digest(*words: str) -> str:
    return hashlib.sha256(" ".join(words).encode("utf-8", "surrogatepass")).hexdigest()[:32]
