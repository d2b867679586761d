"""What changed in a story from one version of its account to the next."""

from secondsource.records.brief import Account
from secondsource.records.change import Change, ChangeKind
from secondsource.stages.follow.confirmations import confirmed, unconfirmed
from secondsource.stages.follow.corrections import corrected
from secondsource.stages.follow.disputes import disputed, settled, updated
from secondsource.stages.follow.events import events, parse_events
from secondsource.stages.follow.joining import joined, left, merged, new, withdrawn
from secondsource.stages.follow.step import Circumstances, Step, keyed
from secondsource.stages.follow.version import Version
from secondsource.stages.follow.words import HEADINGS

__all__ = ["HEADINGS", "Circumstances", "changes", "events", "parse_events"]

# What tells of each kind of change, in the order of weight.
TELLERS = {
    ChangeKind.DISPUTED: disputed,
    ChangeKind.WITHDRAWN: withdrawn,
    ChangeKind.CORRECTED: corrected,
    ChangeKind.SETTLED: settled,
    ChangeKind.UNCONFIRMED: unconfirmed,
    ChangeKind.CONFIRMED: confirmed,
    ChangeKind.UPDATED: updated,
    ChangeKind.NEW: new,
    ChangeKind.MERGED: merged,
    ChangeKind.REPORT: joined,
    ChangeKind.LEFT: left,
}
NOTHING_ELSE = Circumstances()


def changes(
    before: Account | None, after: Account, circumstances: Circumstances = NOTHING_ELSE
) -> tuple[Change, ...]:
    """What an editor who knows the account `before` should be told of `after`, weightiest first.

    `before` is None for the first account of a story: then all that it says is new. Every change
    rests on passages of the reports of the two accounts. The same arguments give the same keys.
    """
    step = Step(Version(before), Version(after), after.story.id, circumstances)
    return keyed((told for teller in TELLERS.values() for told in teller(step)), step)
