"""The desk stories, end to end: `brief` and `check` as a user runs them, against gold answers.

The scorer is `tools/score_desk.py` of the shared data, run as it stands on `data/desk/dev`; it
starts the command line for every story. Definitions: `data/desk/FORMAT.md` and the scorer itself.
`evals.own_cases` scores the project's own cases, and those held out, beside them; where the shared
data is missing, these alone.
"""

import json
import shlex
import subprocess
import sys
from pathlib import Path

from evals.own_cases import measure_held_out, measure_own_cases
from evals.table import Row

SHARED = Path(__file__).parents[2] / "shared"
SCORER = Path("tools/score_desk.py")
STORIES = Path("data/desk/dev")
FEWER_IS_BETTER = ("called", "bad_spans")


def measure(shared: Path) -> tuple[Row, ...]:
    """The rows of this measure; our own cases alone where `shared` is missing."""
    if not (shared / SCORER).exists():
        return (*measure_own_cases(), *measure_held_out())
    command = shlex.join([sys.executable, "-m", "secondsource"])
    scored = subprocess.run(
        [sys.executable, str(shared / SCORER), str(shared / STORIES), "--cmd", command, "--json"],
        capture_output=True,
        text=True,
        check=False,
    )
    if scored.returncode:
        raise SystemExit(f"the desk stories could not be scored:\n{scored.stderr[-2000:]}")
    rows = (_row(name, value) for name, value in json.loads(scored.stdout).items())
    return (*rows, *measure_own_cases(), *measure_held_out())


def _row(name: str, value: float) -> Row:
    fewer = any(word in name for word in FEWER_IS_BETTER)
    return Row(f"desk {name.replace('_', ' ')}", value, higher_is_better=not fewer)


if __name__ == "__main__":
    from evals.table import show

    show(measure(Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED), title="Desk stories")
