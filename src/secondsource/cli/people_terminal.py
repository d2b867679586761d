"""Users and tokens for a terminal: who may do what, and until when."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from rich.console import Console
from rich.text import Text

from secondsource.cli.terminal import item, new_console, rendered
from secondsource.export.safe import one_line
from secondsource.export.sheet import day
from secondsource.export.stories import minute
from secondsource.records.people import Scope, Token, User

NO_USERS = "No user: whoever is at this machine has the desk. `secondsource users add` makes one."
NO_TOKENS = "No token: make one with secondsource tokens add NAME."


def show_users(users: Iterable[User], console: Console | None = None) -> str:
    """Each user: what they may do, and whether they may enter."""
    told = []
    for one in users:
        state = f"disabled since {minute(one.disabled)}" if one.disabled else _way_in(one)
        sign, style = ("✗", "red") if one.disabled else ("✓", "green")
        told.append(item(sign, _told(one.name, one.id, f"{_may(one.scopes)}; {state}"), style))
    return rendered(console or new_console(), told or [Text(NO_USERS)])


def show_tokens(
    tokens: Iterable[Token],
    names: Mapping[str, str],
    *,
    now: datetime,
    console: Console | None = None,
) -> str:
    """Each token: what it is for, whose it is, until when it holds; `names` are of users by id."""
    told = []
    for one in tokens:
        ended, state = _state(one, now)
        whose = f" of {one_line(names.get(one.user_id, one.user_id))}" if one.user_id else ""
        used = f"last used {minute(one.used)}" if one.used else "never used"
        sign, style = ("✗", "red") if ended else ("✓", "green")
        about = f"{_may(one.scopes)}; {state}; {used}"
        told.append(item(sign, _told(one.name, one.id, about, whose), style))
    return rendered(console or new_console(), told or [Text(NO_TOKENS)])


def _told(name: str, id: str, about: str, whose: str = "") -> Text:
    text = Text(one_line(name), style="bold")
    text.append(whose, style="not bold")
    text.append(" · ", style="not bold dim").append(id, style="not bold cyan")
    return text.append(f"\n{about}", style="not bold dim")


def _may(scopes: Sequence[Scope]) -> str:
    return f"may {', '.join(scope.value for scope in scopes)}"


def _way_in(user: User) -> str:
    return "by password" if user.has_password else "by tokens alone"


def _state(token: Token, now: datetime) -> tuple[bool, str]:
    """Whether it has ended, and since or until when."""
    if token.revoked is not None:
        return True, f"revoked on {day(token.revoked)}"
    if token.expires is None:
        return False, "does not expire"
    if token.expires <= now:
        return True, f"expired on {day(token.expires)}"
    return False, f"until {day(token.expires)}"
