"""Records to JSON and back: the only package that knows how anything is written down.

`answers` is the promise of `docs/reference/*.schema.json`, `kept` the form in which a desk keeps
its own work between two runs.
"""

from secondsource.codec.answers import (
    BRIEF_SCHEMA,
    CHECK_SCHEMA,
    GROUP_SCHEMA,
    Json,
    brief_to_json,
    check_to_json,
    group_to_json,
    report_from_json,
    report_to_json,
    to_text,
)
from secondsource.codec.kept import (
    account_from_bytes,
    account_to_bytes,
    layers_from_bytes,
    layers_to_bytes,
)

__all__ = [
    "BRIEF_SCHEMA",
    "CHECK_SCHEMA",
    "GROUP_SCHEMA",
    "Json",
    "account_from_bytes",
    "account_to_bytes",
    "brief_to_json",
    "check_to_json",
    "group_to_json",
    "layers_from_bytes",
    "layers_to_bytes",
    "report_from_json",
    "report_to_json",
    "to_text",
]
