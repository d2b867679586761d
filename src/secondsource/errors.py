"""What can go wrong, sorted by what the caller should do about it."""

from datetime import timedelta


class SecondSourceError(Exception):
    """Any error of this package; its text says what is wrong and what to do."""


class BadInput(SecondSourceError):
    """An input that cannot be read: set it aside, go on with the rest."""

    def __init__(self, input: str, reason: str) -> None:
        super().__init__(input, reason)
        self.input = input
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.input}: {self.reason}"


class Gone(BadInput):
    """An address whose host says that it is gone for good: do not ask there again."""


class NotThere(BadInput):
    """An address with nothing at it, which may come yet: feeds name pages before they are there."""


class TryAgain(SecondSourceError):
    """Something outside failed that may work later: retry, after `retry_after` where it is set."""

    def __init__(self, message: str, retry_after: timedelta | None = None) -> None:
        super().__init__(message, retry_after)
        self.message = message
        self.retry_after = retry_after

    def __str__(self) -> str:
        return self.message


class NotFound(SecondSourceError):
    """What was asked for does not exist."""


class BadConfig(SecondSourceError):
    """The settings or the installation cannot work: stop and mend them."""


class StaleRecord(SecondSourceError):
    """Work that was kept cannot be read by this version: do it again."""
