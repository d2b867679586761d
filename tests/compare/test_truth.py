"""How real a deed is, by the words that govern its verb."""

import pytest

from secondsource.compare.truth import Mode, Truth, truth_of
from tests.build import annotated


def told(text: str, verb: str) -> Truth:
    """What a text says of the deed whose verb stands there as `verb`."""
    parse = annotated(text).parse
    return next(truth_of(parse, i) for i in range(len(parse)) if parse.word(i) == verb)


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("The crew was not able to raise the barge.", "raise"),
        ("Lena Holt failed to file the papers.", "file"),
        ("The bank refused to open its books.", "open"),
        ("The clerk forgot to lock the vault.", "lock"),
        ("The union stopped short of calling a strike.", "calling"),
        ("Guards prevented the man from leaving the hall.", "leaving"),
        ("The firm denied that its crew had ignored the signal.", "ignored"),
        ("The senate has yet to confirm the judge.", "confirm"),
        ("The diver could not reach the wreck.", "reach"),
        ("The chairman would not hand over the minutes.", "hand"),
        ("No passengers were hurt.", "hurt"),
        ("None of the sailors was rescued.", "rescued"),
        ("He left without paying the bill.", "paying"),
        ("The party no longer has a majority.", "has"),
        ("He was found not guilty of fraud.", "found"),
        ("The court may not have heard and never read the plea.", "read"),
    ],
)
def test_what_did_not_come_about_is_denied(text: str, verb: str) -> None:
    assert told(text, verb).denied


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("She managed to finish the race.", "finish"),
        ("He did not fail to sign the lease.", "sign"),
        ("Police said the man had been arrested.", "arrested"),
        ("The treaty signed in May was published.", "signed"),
        ("She had to leave the building.", "leave"),
        ("Officials told the court that the van had stopped.", "stopped"),
        ("The road was shut, the mayor said.", "shut"),
        ("The men were arrested and jailed.", "jailed"),
    ],
)
def test_what_came_about_is_past(text: str, verb: str) -> None:
    assert told(text, verb) == Truth(Mode.PAST, denied=False)


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("The bridge is to be built in May.", "built"),
        ("The minister is expected to resign.", "resign"),
        ("The firm plans to close the mill.", "close"),
        ("The drug was due to be withdrawn.", "withdrawn"),
        ("The decision to close the mill was put off.", "close"),
        ("The club will sell and replace the stand.", "replace"),
        ("He agreed to pay a fine.", "pay"),
        ("The envoy said talks would begin on Monday.", "begin"),
    ],
)
def test_what_is_planned_or_promised_lies_ahead(text: str, verb: str) -> None:
    assert told(text, verb) == Truth(Mode.AHEAD, denied=False)


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("The firm may close its mill.", "close"),
        ("The panel recommended that the drug be withdrawn.", "withdrawn"),
        ("Directors are considering buying the yard.", "buying"),
        ("She was ordered to leave the hall.", "leave"),
        ("If the vote passes, the minister will resign.", "passes"),
        ("The owner shied at the cost of mending the pump.", "mending"),
        ("He did not refuse to sign the lease.", "sign"),
        ("The mayor did not say that the road was shut.", "shut"),
    ],
)
def test_what_is_asked_for_or_weighed_may_be_so_or_not(text: str, verb: str) -> None:
    assert told(text, verb).mode is Mode.OPEN


def test_what_was_voted_for_may_be_done_or_not() -> None:
    assert told("The senate voted to clear the judge.", "clear") == Truth(Mode.NOW, denied=False)


def test_a_refusal_that_is_planned_is_a_denial_ahead() -> None:
    assert told("The minister will not resign.", "resign") == Truth(Mode.AHEAD, denied=True)


def test_what_is_not_planned_is_denied_ahead() -> None:
    assert told("The firm does not plan to close the mill.", "close") == Truth(
        Mode.AHEAD, denied=True
    )
