"""The one command that builds the entailment model."""

from pathlib import Path

from training.entailment.build import steps


def test_each_step_needs_only_what_an_earlier_one_makes() -> None:
    work = Path("/work-folder")
    made: set[str] = set()
    for step in steps(Path("/data"), work, "python", 1):
        needed = {
            one for one in step.command if one.startswith(str(work)) and "." in Path(one).name
        }
        assert {one for one in needed if one != str(step.makes)} <= made
        made |= {str(step.makes), str(step.makes.parent / "news.jsonl.gz")}
        made |= {str(step.makes.parent / "checkpoint.pt")}
