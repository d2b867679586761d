"""Whether two tellings may be one: what cannot both hold is never told as the same."""

from collections.abc import Sequence

from secondsource.compare.claims import Statement, statements
from secondsource.compare.comparators import difference
from secondsource.compare.matter import Matter
from secondsource.records.evidence import Passage
from secondsource.stages.brief.material import Material
from secondsource.stages.brief.wording import alike, stems

# Two statements that share this much of their telling words speak of one thing.
OF_ONE_THING = 0.3


class Contrary:
    """Compares what stands at passages of a story's reports; each report is read once."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._read: dict[str, list[Statement]] = {}

    def apart(self, one: Passage, other: Passage) -> bool:
        """Whether something told at one passage cannot hold beside what is told at the other."""
        theirs = self._at(other)
        return any(_differ(a, theirs) for a in self._at(one))

    def _at(self, passage: Passage) -> list[Statement]:
        """The statements that lie in a passage, or the passage in them."""
        report_id = passage.report_id
        if report_id not in self._read:
            annotated = self._material.by_id[report_id]
            self._read[report_id] = statements(annotated, self._material.names)
        spans = ((s, s.claim.said_in.span) for s in self._read[report_id])
        at = passage.span
        return [one for one, span in spans if at.contains(span) or span.contains(at)]


def _differ(one: Statement, others: Sequence[Statement]) -> bool:
    """Whether the statement that comes nearest to one, of some, cannot hold beside it."""
    words = stems(one.claim.text)
    near = [(alike(words, stems(other.claim.text)), other) for other in others]
    share, nearest = max(near, key=lambda found: found[0], default=(0.0, None))
    if nearest is None or share < OF_ONE_THING:
        return False
    # They stand at one moment of the story's time: as near as two statements can be.
    matter = Matter(0, 1, 1.0, meaning=share, mutual=True, rank=0, shared=share, bare=share)
    return difference(one, nearest, matter) is not None
