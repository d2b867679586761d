"""A host's addresses: asked for once, every answer checked."""

import socket
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from threading import Thread

from secondsource.errors import BadInput, TryAgain
from secondsource.net.addresses import Address, AddressPolicy, parse_address
from secondsource.net.clock import Deadline
from secondsource.net.target import Target, shown

# From the name of a host to its addresses, as text; `OSError` where it has none.
Resolve = Callable[[str], Sequence[str]]


def system_resolve(host: str) -> tuple[str, ...]:
    """What the machine's own resolver says, in the order to try."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(where[0]) for *_, where in found))


def checked_addresses(
    target: Target, policy: AddressPolicy, resolve: Resolve, deadline: Deadline
) -> tuple[Address, ...]:
    """Where a connection to the target may go.

    `BadInput` if a single answer is refused: a name with public and private addresses is how one
    is lured to the private. `TryAgain` where the name leads nowhere just now.
    """
    addresses = (target.address,) if target.address else _answers(target, resolve, deadline)
    for address in addresses:
        if why := policy.refusal(address):
            where = "" if target.address else f" is at {address}"
            raise BadInput(
                shown(target.url),
                f"not fetched: {target.host}{where} ({why}). Only public addresses are "
                "fetched; if this one is meant, open its network with allow_net",
            )
    return addresses


def _answers(target: Target, resolve: Resolve, deadline: Deadline) -> tuple[Address, ...]:
    try:
        answers = _in_time(lambda: resolve(target.host), deadline.wait())
        addresses = tuple(parse_address(answer) for answer in answers)
    except TimeoutError as error:
        raise TryAgain(f"{target.host}: its address was not found in time: try later") from error
    except (OSError, ValueError) as error:
        raise _nowhere(target.host) from error
    if not addresses:
        raise _nowhere(target.host)
    return addresses


def _nowhere(host: str) -> TryAgain:
    # Not `BadInput`: a machine that is offline for a moment hears the same of every name.
    return TryAgain(f"{host}: no address found: check the spelling and the connection, try later")


def _in_time(ask: Callable[[], Sequence[str]], seconds: float) -> Sequence[str]:
    """What `ask` returns or raises; `TimeoutError` when it takes longer.

    The system's resolver knows no time limit; in a thread of its own it can be left behind.
    """
    answers: SimpleQueue[Sequence[str] | OSError | ValueError] = SimpleQueue()

    def put() -> None:
        try:
            answers.put(ask())
        except (OSError, ValueError) as error:
            answers.put(error)

    Thread(target=put, name="resolve", daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except Empty as error:
        raise TimeoutError("the resolver is slow") from error
    if isinstance(answer, (OSError, ValueError)):
        raise answer
    return answer
