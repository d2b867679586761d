"""What lines rest on, in words: origins are counted, reprints and relays named as what they are."""

import pytest

from secondsource.export.sheet import Source
from secondsource.records.evidence import Passage
from secondsource.records.report import Report
from secondsource.web.resting import Resting


def source(outlet: str, origin: str, note: str = "") -> Source:
    report = Report.from_text(f"Words of {outlet}.", outlet=outlet)
    return Source(1, report, origin, note)


WIRE = source("Wire", "o1")
REPRINTS = [source(f"Copy {n}", "o1", f"Copy {n} reprints Wire: 90%") for n in range(3)]
RELAY = source("Echo", "o1", "Echo relays Wire: 2 of its 3 sentences")
SISTER = source("Wire on Sunday", "o1", "Wire on Sunday published both")
PAPER = source("Paper", "o2")
# Its name must not make it what it says.
REPRINTER = source("Daily", "o2", "Daily carries what The Post reprints ")
EVERY = [WIRE, *REPRINTS, RELAY, SISTER, PAPER, REPRINTER]


@pytest.mark.parametrize(
    ("cited", "words"),
    [
        ([WIRE, PAPER, *REPRINTS], "2 independent + 3 reprints"),
        ([PAPER, WIRE], "2 independent"),
        ([WIRE], "only Wire"),
        ([REPRINTS[0], WIRE], "only Wire + 1 reprint"),
        ([RELAY, WIRE, PAPER], "2 independent + 1 relay"),
        ([WIRE, SISTER], "only Wire + 1 more of the same origin"),
        ([REPRINTS[1]], "only Copy 1"),
        ([PAPER, REPRINTER], "only Paper + 1 more of the same origin"),
    ],
)
def test_a_line_says_what_it_rests_on(cited: list[Source], words: str) -> None:
    resting = Resting({one.report.id: one for one in EVERY})
    passages = [Passage(one.report.id, 0, 5) for one in cited]
    assert resting([*passages, *passages]).words == words
