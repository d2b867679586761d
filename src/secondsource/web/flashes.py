"""What a page says once after something was done: the address carries a code, never words."""

FLASHES = {
    "removed": "The review is removed.",
    "left": "The feed is followed no more. The reports that it gave stay.",
    "cancelled": "The job is cancelled. What it had taken in until then stays.",
    "signed-out": "You are signed out.",
    "choose-stories": "Nothing was merged: choose two stories or more.",
    "choose-reports": "Nothing was split off: choose some of the reports, and not all of them.",
    "reports-moved": "Nothing was split off: some of those reports are in another story meanwhile. "
    "This is the story as it is now.",
    "first": "The first user is added. From now on everybody signs in, you too.",
    "password": "The new password holds from now on. Other sessions have ended.",
    "revoked": "The token is revoked: programs that show it are refused from now on.",
    "user-added": "The user is added and can sign in.",
    "user-changed": "The user is changed.",
    "user-disabled": "The user is disabled: their sessions have ended, their tokens are refused.",
    "user-enabled": "The user may sign in again.",
}


def flash(code: str | None) -> str:
    """The words for the code in an address, "" for one that there is not."""
    return FLASHES.get(code or "", "")
