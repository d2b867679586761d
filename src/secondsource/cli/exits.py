"""How a command ends: one table from errors to exit codes."""

from enum import IntEnum

from secondsource.errors import BadConfig, BadInput, NotFound, TryAgain


class Exit(IntEnum):
    """The exit codes. `FINDINGS` wins over `SET_ASIDE`, for it is what `check` was asked for."""

    DONE = 0
    FINDINGS = 1
    USAGE = 2
    SET_ASIDE = 3
    ENVIRONMENT = 4
    FAULT = 70
    INTERRUPTED = 130
    PIPE_CLOSED = 141


# The first that fits counts, so a narrower error stands before a wider one.
EXITS: tuple[tuple[type[BaseException], Exit], ...] = (
    (BadInput, Exit.USAGE),
    (NotFound, Exit.USAGE),
    (BadConfig, Exit.ENVIRONMENT),
    (TryAgain, Exit.ENVIRONMENT),
    (KeyboardInterrupt, Exit.INTERRUPTED),
    (BrokenPipeError, Exit.PIPE_CLOSED),
    (OSError, Exit.ENVIRONMENT),
)


def exit_for(error: BaseException) -> Exit:
    """The exit code for an error; one that no row knows is a fault of ours."""
    return next((code for kind, code in EXITS if isinstance(error, kind)), Exit.FAULT)
