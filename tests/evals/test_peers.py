"""Other programs are asked in their own Python, and stand beside ours."""

import sys
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from evals.balanced import Scored
from evals.claims import Claim, probe_claims
from evals.peers import asked, beside, checked

# What corroborate is asked for and answers with; it is not installed where these tests run.
CORROBORATE = """
class Report:
    def __init__(self, fine):
        self.fine = fine
    def ok(self):
        return self.fine
def check_answer(query, chunks, answer):
    return Report(all(answer in chunk for chunk in chunks))
"""
CLAIMS = (
    Claim("set", 0, supported=True, text="Rain fell.", document="Rain fell. Wind rose."),
    Claim("set", 0, supported=False, text="Rain fell. Snow fell.", document="Rain fell."),
    Claim(
        "set", 0, supported=True, text="Ünsal è partito — ici.", document="Ünsal è partito — ici."
    ),
)


def test_a_peer_is_asked_in_the_python_that_has_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "corroborate.py").write_text(CORROBORATE, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    (scored,) = asked("corroborate", CLAIMS, Path(sys.executable))
    assert scored.found.tolist() == [1, 0, 1]


def test_a_peer_that_is_not_installed_is_named() -> None:
    with pytest.raises(SystemExit, match="anchorcite could not be run"):
        asked("anchorcite", CLAIMS, Path(sys.executable))


def test_our_own_check_stands_beside_them_by_its_verdicts() -> None:
    text = "The ferry Amarel ran aground off Tolve on Friday, its owner said."
    claims = [
        Claim("set", 0, supported=True, text="The Amarel ran aground on Friday.", document=text),
        Claim("set", 0, supported=False, text="A choir sang in Vienna.", document=text),
    ]
    scored = checked(claims)
    assert (scored.found.tolist(), scored.threshold) == ([1, 0], 1)


def test_each_program_has_a_column_and_each_set_a_row() -> None:
    claims = list(probe_claims())
    known = Scored("knowing", np.array([float(one.supported) for one in claims]))
    blind = Scored("blind", np.zeros(len(claims)), threshold=1)
    console = Console(width=80)
    with console.capture() as shown:
        console.print(beside([known, blind], claims))
    lines = [line for line in shown.get().splitlines() if "probe" in line]
    assert [line.split()[1:] for line in lines] == [
        ["probe", "right", "│", "1.000", "│", "0.500", "│"],
        ["probe", "ranked", "│", "1.000", "│", "0.000", "│"],
    ]
