"""What to make of the status of an answer."""

from datetime import datetime

from secondsource.errors import BadInput, Gone, NotThere, TryAgain
from secondsource.net.headers import Headers, retry_after

READABLE = frozenset((200, 203))
UNCHANGED = 304
NOT_FOUND = 404
GONE = 410
REDIRECTS = frozenset((301, 302, 303, 307, 308))
MOVED_FOR_GOOD = frozenset((301, 308))
BUSY = frozenset((429, 503))
# Not an answer yet, or one that the next attempt may better.
LATER = frozenset((202, UNCHANGED, 408, 421, 423, 425, 429))
REASONS = {
    401: "it wants a login: save the page and add the file instead",
    402: "it wants payment: save the page and add the file instead",
    403: "the host shows it to no program: save the page and add the file instead",
    404: "there is nothing at this address: check the spelling",
    405: "the host does not take this kind of request there: check the address",
    406: "the host has it in no form that can be read here",
    413: "the host finds the request too large",
    451: "the host may not show it, for legal reasons",
}


def judge(status: int, headers: Headers, url: str, now: datetime) -> BadInput | TryAgain:
    """What a status that is no success means: `TryAgain` if it may pass, else `BadInput`.

    410 is `Gone`, 404 is `NotThere`; both are `BadInput`.
    """
    if status in LATER or status >= 500:
        wait = retry_after(headers, now)
        asked = f", and asks for {wait.total_seconds():.0f} s of quiet" if wait else ""
        return TryAgain(f"{url}: the host answers {status}{asked}: try later", wait)
    if status in REDIRECTS:
        return BadInput(url, f"the host answers {status}, to somewhere else: give that address")
    if status == GONE:
        return Gone(url, "the host answers 410, gone for good: take the address off the list")
    why = REASONS.get(status, "it cannot be fetched like this: check the address")
    kind = NotThere if status == NOT_FOUND else BadInput
    return kind(url, f"the host answers {status}: {why}")
