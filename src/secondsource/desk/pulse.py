"""Whether the desk is there, and how much there is at it: for whoever keeps watch."""

from secondsource.records.tally import Tally
from secondsource.store.store import Store
from secondsource.store.tallying import ask, tally


class Pulse:
    """Asks the store of a desk. Reached as `RunningDesk.pulse`."""

    def __init__(self, store: Store) -> None:
        self._database = store.database

    def ask(self) -> None:
        """Nothing if the store answers; `TryAgain` or `BadConfig` says why it does not."""
        ask(self._database)

    def tally(self) -> Tally:
        """How many reports, stories and unended jobs there are."""
        return tally(self._database)
