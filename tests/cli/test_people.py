"""Users and tokens from the command line: no secret is an argument, none is listed."""

import io
import itertools
import json
import os
import pty
import select
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Call

PASSWORD = "harbour lights at noon"
LINE = f"{PASSWORD}\n".encode()


@pytest.fixture
def ana(empty: Call) -> str:
    """The id of a user who may read, check, add and order."""
    done = empty("users", "add", "Ana", "--password-file", "-", stdin=LINE)
    assert done.code == 0, done.err
    return done.out.strip()


def users(call: Call) -> list[dict[str, object]]:
    found: list[dict[str, object]] = call("users", "--json").answer("users")["users"]
    return found


def tokens(call: Call) -> list[dict[str, object]]:
    found: list[dict[str, object]] = call("tokens", "--json").answer("tokens")["tokens"]
    return found


def test_a_desk_without_users_or_tokens_says_how_to_make_one(empty: Call) -> None:
    assert "`secondsource users add`" in empty("users").out
    assert "secondsource tokens add NAME" in empty("tokens").out
    assert (users(empty), tokens(empty)) == ([], [])


def test_a_user_is_added_and_listed_without_the_password(empty: Call, ana: str) -> None:
    (user,) = users(empty)
    assert (user["id"], user["name"], user["password"]) == (ana, "Ana", True)
    assert user["scopes"] == ["read", "check", "add", "order"]
    shown = empty("users").out
    assert shown.startswith(f"✓ Ana · {ana}\n")
    assert PASSWORD not in shown
    assert PASSWORD not in json.dumps(user)


def test_a_user_has_the_scopes_that_are_given(empty: Call) -> None:
    done = empty("users", "add", "Ben", "--scope", "manage", "--scope", "read", "--no-password")
    assert done.err == "Added Ben, who may read, manage.\n"
    (user,) = users(empty)
    assert (user["scopes"], user["password"]) == (["read", "manage"], False)
    assert "by tokens alone" in empty("users").out
    done = empty("users", "scopes", "ben", "--scope", "check")
    assert (done.code, done.err) == (0, "Ben may check.\n")


@pytest.mark.parametrize("text", [PASSWORD, f"{PASSWORD}\r\nmore", f"\ufeff{PASSWORD}\n"])
def test_a_password_is_the_first_line_of_a_file(empty: Call, tmp_path: Path, text: str) -> None:
    file = tmp_path / "password.txt"
    file.write_text(text, encoding="utf-8", newline="")
    empty("users", "add", "Ana", "--password-file", file)
    assert signs_in(tmp_path, PASSWORD)


def test_a_new_password_takes_the_place_of_the_old(empty: Call, ana: str, tmp_path: Path) -> None:
    done = empty("users", "password", "ana", "--password-file", "-", stdin=b"another harbour!\n")
    assert (done.code, done.out) == (0, "")
    assert signs_in(tmp_path, "another harbour!")
    assert not signs_in(tmp_path, PASSWORD)


def test_a_password_is_asked_for_twice_on_a_terminal_and_not_shown(tmp_path: Path) -> None:
    shown = on_terminal(tmp_path, [PASSWORD, "something else here", PASSWORD, PASSWORD])
    assert shown.count("Password") >= 2
    assert "do not match" in shown
    assert PASSWORD not in shown
    assert signs_in(tmp_path, PASSWORD)


def test_a_user_is_disabled_and_enabled(empty: Call, ana: str, tmp_path: Path) -> None:
    assert empty("users", "disable", ana).code == 0
    assert users(empty)[0]["disabled"] is not None
    assert empty("users").out.startswith("✗ Ana")
    assert not signs_in(tmp_path, PASSWORD)
    assert empty("users", "enable", "Ana").code == 0
    assert users(empty)[0]["disabled"] is None
    assert signs_in(tmp_path, PASSWORD)


def test_a_token_is_shown_once_and_ends_after_90_days(empty: Call, ana: str) -> None:
    made = empty("tokens", "add", "nightly", "--user", "ANA", "--scope", "add", "--scope", "read")
    secret = made.out.strip()
    assert secret.startswith("ss_")
    assert secret not in made.err
    (token,) = tokens(empty)
    assert (token["user"], token["scopes"], token["used"]) == (ana, ["read", "add"], None)
    assert lasts(token) == 90
    listed = empty("tokens")
    assert "nightly of Ana" in listed.out
    assert secret not in listed.out + json.dumps(token)


@pytest.mark.parametrize(
    ("options", "days"), [(("--expires-days", "7"), 7), (("--no-expiry",), None)]
)
def test_a_token_ends_when_it_is_told_to(
    empty: Call, options: tuple[str, ...], days: int | None
) -> None:
    empty("tokens", "add", "nightly", *options)
    (token,) = tokens(empty)
    assert (token["user"], token["scopes"], lasts(token)) == ("", ["read"], days)


def test_a_token_is_revoked(empty: Call) -> None:
    empty("tokens", "add", "nightly")
    (token,) = tokens(empty)
    done = empty("tokens", "revoke", token["id"])
    assert (done.code, done.err) == (0, f"Revoked {token['id']}\n")
    assert tokens(empty)[0]["revoked"] is not None
    assert "revoked on" in empty("tokens").out


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("users", "add", "Ana", PASSWORD), "unexpected extra argument"),
        (("users", "add", "Ana", "--password", PASSWORD), "No such option"),
        (("users", "add", "Ana"), "give --password-file FILE or -"),
        (("users", "add", " ", "--no-password"), "is blank"),
        (("users", "add", "Ana", "--password-file", "nowhere.txt"), "nowhere.txt: cannot be read"),
        (("users", "add", "Ana", "--no-password", "--password-file", "-"), "cannot go together"),
        (("users", "add", "Ana", "--scope", "rule"), "'rule' is not one of"),
        (("users", "disable", "Bea"), "no user Bea: `secondsource users` names them"),
        (("users", "password", "Bea", "--password-file", "-"), "no user Bea"),
        (("users", "scopes", "Bea", "--scope", "read"), "no user Bea"),
        (("users", "--json", "add", "Ana"), "give options after 'add'"),
        (("users", "dismiss", "Ana"), "No such command 'dismiss'"),
        (("tokens", "add", "\udcff"), "is no valid text"),
        (("tokens", "add", "x", "--user", "Bea"), "no user Bea"),
        (("tokens", "add", "x", "--expires-days", "0"), "greater than or equal to 1"),
        (("tokens", "add", "x", "--expires-days", "3", "--no-expiry"), "cannot go together"),
        (("tokens", "revoke", "token_none"), "no token token_none: `secondsource tokens`"),
    ],
    ids=lambda value: ascii(" ".join(value)) if isinstance(value, tuple) else "",
)
def test_a_wrong_call_says_what_to_do(empty: Call, args: tuple[str, ...], says: str) -> None:
    done = empty(*args)
    assert (done.code, done.out) == (2, "")
    assert says in " ".join(done.err.split())
    assert (users(empty), tokens(empty)) == ([], [])


def test_a_weak_password_is_refused_without_being_repeated(empty: Call) -> None:
    done = empty("users", "add", "Ana", "--password-file", "-", stdin=b"short one\n")
    assert done.code == 2
    assert "take 12 characters or more" in done.err
    assert "short one" not in done.err
    assert users(empty) == []


def test_no_terminal_is_misled_by_a_name(empty: Call) -> None:
    done = empty("users", "add", "An\x1b[31ma", "--no-password")
    assert done.code == 2
    assert "\x1b" not in done.err


def lasts(token: dict[str, object]) -> int | None:
    from datetime import datetime

    if token["expires"] is None:
        return None
    made, ends = (datetime.fromisoformat(str(token[name])) for name in ("created", "expires"))
    return round((ends - made).total_seconds() / 86_400)


def signs_in(folder: Path, password: str) -> bool:
    from datetime import UTC, datetime

    from secondsource.desk.people import People
    from secondsource.store import open_store

    with open_store(str(folder / "empty.db")) as store:
        return People(store.people, lambda: datetime.now(UTC)).sign_in("ana", password) is not None


def on_terminal(folder: Path, lines: list[str]) -> str:
    """What a terminal shows while somebody adds Ana and types these lines."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "secondsource", "users", "add", "Ana"]
    with subprocess.Popen(
        [*command, "--store", str(folder / "empty.db")], stdin=theirs, stdout=theirs, stderr=theirs,
        start_new_session=True, env={**os.environ, "TERM": "dumb"},
    ) as process:  # fmt: skip
        os.close(theirs)
        shown = io.StringIO()
        for line, prompt in zip(lines, itertools.cycle(("Password: ", "again: ")), strict=False):
            read_until(ours, shown, prompt)
            os.write(ours, f"{line}\n".encode())
        read_until(ours, shown, "user_")
        process.wait(20)
    os.close(ours)
    return shown.getvalue()


def read_until(terminal: int, shown: io.StringIO, wanted: str) -> None:
    came = ""
    while wanted not in came:
        ready, _, _ = select.select([terminal], [], [], 20)
        assert ready, f"nothing more after {shown.getvalue()}{came}"
        try:
            came += os.read(terminal, 1000).decode()
        except OSError:  # the program has ended
            break
    shown.write(came)
