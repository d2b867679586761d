"""`--fail-on`: which verdicts on a draft make `check` end with 1."""

from collections.abc import Iterable, Sequence

import typer

from secondsource.records.finding import Finding, Part

CONTESTED, NONE = "contested", "none"
WORDS = ("contradicted", "not_found", CONTESTED)
DEFAULT = ("contradicted", "not_found")


def reasons_to_fail(values: Sequence[str]) -> frozenset[str]:
    """The words in `values`, each one word or several with commas; `none` gives the empty set.

    Raises a usage error that names the word it does not know and those that there are.
    """
    words = {word.strip().replace("-", "_") for value in values for word in value.split(",")}
    unknown = sorted(words.difference(WORDS, {NONE}))
    if unknown:
        raise typer.BadParameter(
            f"{unknown[0]!r} is not known; choose from {', '.join(WORDS)}, or {NONE}.",
            param_hint="--fail-on",
        )
    if NONE in words and len(words) > 1:
        raise typer.BadParameter(
            f"{NONE} means never to fail and cannot go with other words.", param_hint="--fail-on"
        )
    return frozenset(words - {NONE})


def fails(findings: Iterable[Finding], on: frozenset[str]) -> bool:
    """Whether a finding, or a part of one, is of a kind to fail on."""
    return any(
        _is_at_fault(finding, on) or any(_is_at_fault(part, on) for part in finding.parts)
        for finding in findings
    )


def _is_at_fault(one: Finding | Part, on: frozenset[str]) -> bool:
    return one.verdict.value in on or (one.contested and CONTESTED in on)
