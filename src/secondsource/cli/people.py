"""The commands for who may enter a desk: users and tokens. No secret is ever an argument."""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from secondsource.cli.opening import InStore, opened
from secondsource.cli.options import AsJson, valid_text
from secondsource.cli.output import emit, note
from secondsource.errors import BadInput
from secondsource.export.safe import one_line
from secondsource.records.people import ALONE, Scope

users = typer.Typer(
    invoke_without_command=True,
    help="Users: who may enter the desk, and what each may do there; lists them.",
    rich_markup_mode=None,
)
tokens = typer.Typer(
    invoke_without_command=True,
    help="Tokens: what programs show to be let in; lists them, never the tokens themselves.",
    rich_markup_mode=None,
)

AT_FIRST = (Scope.READ, Scope.CHECK, Scope.ADD, Scope.ORDER)
LARGEST_FILE = 10_000  # bytes of a file that a password stands in
DAYS = 90
MOST_DAYS = 36_500

UserName = Annotated[
    str, typer.Argument(metavar="NAME", callback=valid_text, help="Name of the user, or the id.")
]
Scopes = Annotated[
    list[Scope] | None,
    typer.Option("--scope", help="What they may do; can be given again.", show_default=False),
]
PasswordFile = Annotated[
    str | None,
    typer.Option(
        "--password-file",
        metavar="FILE",
        help="Read the password from the first line of FILE, or of standard input for -, "
        "instead of asking for it.",
    ),
]


@users.callback()
def list_users(context: typer.Context, store: InStore = None, as_json: AsJson = False) -> None:
    """Users: who may enter the desk, and what each may do there; without a command, list them."""
    if _goes_on(context, store, as_json=as_json):
        return
    with opened(store) as desk:
        found = desk.people.users()
    if as_json:
        from secondsource.codec import to_text
        from secondsource.codec.people import users_to_json

        emit(to_text(users_to_json(found)))
    else:
        from secondsource.cli.people_terminal import show_users

        emit(show_users(found))


@users.command("add")
def add_user(
    name: Annotated[
        str, typer.Argument(metavar="NAME", callback=valid_text, help="What to call them.")
    ],
    scope: Scopes = None,
    password_file: PasswordFile = None,
    no_password: Annotated[
        bool, typer.Option("--no-password", help="They come in by tokens alone.")
    ] = False,
    store: InStore = None,
) -> None:
    """Let somebody in: asks for their password, and prints their id.

    They may read, check, add and order unless --scope says otherwise. From the first user on,
    everybody signs in.
    """
    if no_password and password_file:
        raise typer.BadParameter("--no-password and --password-file cannot go together.")
    password = None if no_password else _password(password_file)
    with opened(store) as desk:
        user = desk.people.add_user(name, password=password, scopes=tuple(scope or AT_FIRST))
    note(f"Added {one_line(user.name)}, who may {_listed(user.scopes)}.")
    emit(user.id)


@users.command("password")
def set_password(name: UserName, password_file: PasswordFile = None, store: InStore = None) -> None:
    """Give a user a new password, and end every session of theirs."""
    password = _password(password_file)
    with opened(store) as desk:
        user = desk.people.user(name)
        desk.people.set_password(user.id, password)
    note(f"{one_line(user.name)} has a new password, and signs in anew.")


@users.command("scopes")
def set_scopes(
    name: UserName,
    scope: Annotated[
        list[Scope], typer.Option("--scope", help="What they may do; can be given again.")
    ],
    store: InStore = None,
) -> None:
    """Change what a user may do; their tokens may do no more than that."""
    with opened(store) as desk:
        user = desk.people.user(name)
        desk.people.set_scopes(user.id, tuple(scope))
        user = desk.people.user(user.id)
    note(f"{one_line(user.name)} may {_listed(user.scopes)}.")


@users.command("disable")
def disable(name: UserName, store: InStore = None) -> None:
    """Let a user in no more, by password, session or token."""
    with opened(store) as desk:
        user = desk.people.user(name)
        desk.people.disable(user.id)
    note(f"{one_line(user.name)} is out: sessions have ended, tokens let nobody in.")


@users.command("enable")
def enable(name: UserName, store: InStore = None) -> None:
    """Let a user in again, who signs in anew; their tokens hold as before."""
    with opened(store) as desk:
        user = desk.people.user(name)
        desk.people.enable(user.id)
    note(f"{one_line(user.name)} may sign in again.")


@tokens.callback()
def list_tokens(context: typer.Context, store: InStore = None, as_json: AsJson = False) -> None:
    """Tokens: what programs show to be let in; without a command, list them, not what they are."""
    if _goes_on(context, store, as_json=as_json):
        return
    with opened(store) as desk:
        found = desk.people.tokens()
        names = {user.id: user.name for user in desk.people.users()}
    if as_json:
        from secondsource.codec import to_text
        from secondsource.codec.people import tokens_to_json

        emit(to_text(tokens_to_json(found)))
    else:
        from secondsource.cli.people_terminal import show_tokens

        emit(show_tokens(found, names, now=datetime.now(UTC)))


@tokens.command("add")
def add_token(  # noqa: PLR0913 - each parameter is an option of the command
    name: Annotated[
        str,
        typer.Argument(metavar="NAME", callback=valid_text, help="What it is for, to know it by."),
    ],
    scope: Scopes = None,
    user: Annotated[
        str | None,
        typer.Option(
            "--user", metavar="NAME", callback=valid_text, help="Whose it is; nobody's otherwise."
        ),
    ] = None,
    expires_days: Annotated[
        int | None,
        typer.Option(
            "--expires-days",
            metavar="N",
            min=1,
            max=MOST_DAYS,
            show_default=str(DAYS),
            help="After how many days it ends.",
        ),
    ] = None,
    no_expiry: Annotated[bool, typer.Option("--no-expiry", help="It does not end.")] = False,
    store: InStore = None,
) -> None:
    """Make a token, and print it, this once.

    It may read unless --scope says otherwise, and never more than the user it is made for.
    """
    if no_expiry and expires_days is not None:
        raise typer.BadParameter("--no-expiry and --expires-days cannot go together.")
    lasts = None if no_expiry else timedelta(days=expires_days or DAYS)
    with opened(store) as desk:
        secret, token = desk.people.add_token(
            name,
            user_id=desk.people.user(user).id if user is not None else ALONE,
            scopes=tuple(scope or (Scope.READ,)),
            expires=None if lasts is None else datetime.now(UTC) + lasts,
        )
    until = f"until {token.expires:%Y-%m-%d}" if token.expires else "until it is revoked"
    note(f"Made {token.id}, which may {_listed(token.scopes)} {until}. It is shown this once:")
    emit(secret)


@tokens.command("revoke")
def revoke(
    token_id: Annotated[
        str,
        typer.Argument(metavar="ID", callback=valid_text, help="Id of the token, from tokens."),
    ],
    store: InStore = None,
) -> None:
    """Let nobody in by a token any more."""
    with opened(store) as desk:
        desk.people.revoke(token_id)
    note(f"Revoked {one_line(token_id)}")


def _goes_on(context: typer.Context, store: str | None, *, as_json: bool) -> bool:
    """Whether a command of the group follows; what was given before it would be lost on it."""
    if context.invoked_subcommand is None:
        return False
    if store is not None or as_json:
        raise typer.BadParameter(f"give options after {context.invoked_subcommand!r}.")
    return True


def _listed(scopes: Sequence[Scope]) -> str:
    return ", ".join(scope.value for scope in scopes)


def _password(file: str | None) -> str:
    """A password from a file, or asked for twice on the terminal."""
    if file is not None:
        return _first_line(file)
    if not sys.stdin.isatty():
        raise typer.BadParameter("there is no terminal to ask on: give --password-file FILE or -.")
    asked: str = typer.prompt(
        "Password", hide_input=True, confirmation_prompt="The same again", err=True
    )
    return asked


def _first_line(file: str) -> str:
    try:
        raw = sys.stdin.buffer.read(LARGEST_FILE) if file == "-" else _start_of(Path(file))
        return raw.decode("utf-8-sig").partition("\n")[0].removesuffix("\r")
    except UnicodeDecodeError as error:
        raise BadInput(file, "is no UTF-8: write the password as text") from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise BadInput(file, f"cannot be read: {reason}; name a file") from error


def _start_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST_FILE)
