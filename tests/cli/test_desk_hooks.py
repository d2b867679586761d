"""Webhooks from the command line: added with a secret, told, listed without it, removed."""

import json
from pathlib import Path

import pytest

from secondsource.net.webhook_signature import verify
from tests.cli.conftest import FERRY_REPORT, OTHER_FERRY, Call, jsonl
from tests.desk.site import Answer, Site


def test_a_hook_is_told_what_comes_in(empty: Call, courier: Site, tmp_path: Path) -> None:
    courier.answers["/told"] = Answer(b"")
    added = empty("hooks", "add", courier.url("/told"), "--on", "conflict")
    assert added.code == 0
    secret = added.out.strip()
    assert "Give this secret to the receiver, and to nobody else" in added.err
    assert secret not in added.err
    assert empty("hooks", "list").out.splitlines()[2].strip().startswith("nothing sent yet")
    empty("add", jsonl(tmp_path / "two.jsonl", FERRY_REPORT, OTHER_FERRY))
    (posted,) = courier.posted
    assert verify(secret, posted.headers, posted.body)
    assert json.loads(posted.body)["type"] == "story.conflict"
    done = empty("hooks", "list", "--json")
    assert secret not in done.out
    (hook,) = done.answer("hooks")["hooks"]
    (delivery,) = hook["deliveries"]
    assert (hook["events"], delivery["attempts"], delivery["problem"]) == (["conflict"], 1, "")
    assert "last delivered" in empty("hooks", "list").out


def test_a_hook_that_fails_says_why(empty: Call, courier: Site, tmp_path: Path) -> None:
    courier.answers["/told"] = Answer(b"", status=500)
    empty("hooks", "add", courier.url("/told"))
    empty("add", jsonl(tmp_path / "two.jsonl", FERRY_REPORT, OTHER_FERRY))
    told = " ".join(empty("hooks", "list").out.split())
    assert told.startswith("! ")
    assert "last delivery failed" in told
    assert "next try" in told


def test_a_hook_is_removed(empty: Call) -> None:
    empty("hooks", "add", "https://newsroom.example/told")
    (hook,) = empty("hooks", "list", "--json").answer("hooks")["hooks"]
    done = empty("hooks", "remove", hook["id"])
    assert (done.code, done.out, done.err) == (0, "", f"Removed {hook['id']}\n")
    assert empty("hooks", "list", "--json").answer("hooks")["hooks"] == []
    assert empty("hooks", "list").out == "No webhook: add one with secondsource hooks add URL.\n"


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("add", "nowhere"), "nowhere"),
        (("add", "file:///etc/passwd"), "http"),
        (("add", "https://user:pw@x.example/"), "password"),
        (("add", "https://x.example/", "--on", "gossip"), "there is no event 'gossip'"),
        (("add", "https://x.example/", "--on", " | "), "names no event: choose from"),
        (("remove", "hook_none"), "no hook hook_none"),
        (("remove", "\udcff"), "is no valid text: give another name"),
        (("add",), "Missing argument 'URL'"),
        (("mend",), "No such command 'mend'"),
    ],
    ids=lambda value: ascii(" ".join(value)) if isinstance(value, tuple) else "",
)
def test_a_wrong_call_says_what_to_do(empty: Call, args: tuple[str, ...], says: str) -> None:
    done = empty("hooks", *args)
    assert (done.code, done.out) == (2, "")
    assert says in done.err
    assert empty("hooks", "list", "--json").answer("hooks")["hooks"] == []
