"""Nobody sends too much, whatever they say of it, and nobody asks too often."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from fastapi import FastAPI, File, Request, UploadFile
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from secondsource.access import wrap
from secondsource.access.limits import address_of
from secondsource.access.problems import install
from secondsource.access.settings import Rate
from secondsource.desk.people import People
from tests.access.build import HERE, SETTINGS, Asked, ask, door
from tests.access.conftest import PASSWORD, Known

SMALL = replace(SETTINGS, body_bytes=1000, upload_bytes=5000)
OWN = ("sec-fetch-site", "same-origin")
HOST = ("host", "localhost")
FORM = ("content-type", "multipart/form-data; boundary=x")
JSON = ("content-type", "application/json")


async def reads(scope: Scope, receive: Receive, send: Send) -> None:
    """Reads all of a request and says how much it was."""
    size, more = 0, True
    while more:
        message = await receive()
        size += len(message["body"])
        more = message["more_body"]
    await PlainTextResponse(str(size))(scope, receive, send)


async def swallows(scope: Scope, receive: Receive, send: Send) -> None:
    """Takes whatever goes wrong for the end of the request, and says that all is well."""
    try:
        await reads(scope, receive, send)
    except Exception:  # noqa: BLE001 - the kind of application that the limit holds against
        await PlainTextResponse("all is well")(scope, receive, send)


async def answers_first(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("unread")(scope, receive, send)


def sent(app: ASGIApp, people: People, size: int, *headers: tuple[str, str]) -> Asked:
    """A request that comes in chunks of 100 bytes."""
    chunks = [b"x" * 100] * (size // 100)
    entry = wrap(app, SMALL, people=people)
    return ask(entry, method="POST", headers=[HOST, OWN, *headers], chunks=chunks)


@pytest.mark.parametrize(
    ("headers", "most"),
    [((), 1000), ((JSON,), 1000), ((FORM,), 5000), ((("content-type", "text/plain"),), 1000)],
    ids=str,
)
def test_a_request_may_be_as_large_as_its_kind_and_no_larger(
    people: People, headers: tuple[tuple[str, str], ...], most: int
) -> None:
    assert sent(reads, people, most, *headers).body == str(most).encode()
    assert sent(reads, people, most + 100, *headers).status == 413


def test_what_goes_on_and_on_is_read_no_further_than_the_limit(people: People) -> None:
    asked = sent(reads, people, 1_000_000)
    assert asked.status == 413
    assert asked.read == 11


@pytest.mark.parametrize("said", ["1", "0", "-5", "many", "1e3", "\u0661"[:0] + "10"])
def test_what_a_request_says_of_its_length_is_not_believed(people: People, said: str) -> None:
    asked = sent(reads, people, 1_000_000, ("content-length", said))
    assert asked.status == 413
    assert asked.read == 11


@pytest.mark.parametrize("said", ["1001", "99999999999", "9" * 5000])
def test_what_says_that_it_is_too_large_is_not_read_at_all(people: People, said: str) -> None:
    asked = sent(reads, people, 1000, ("content-length", said))
    assert (asked.status, asked.read) == (413, 0)


def test_an_application_that_takes_it_for_something_else_does_not_answer(people: People) -> None:
    asked = sent(swallows, people, 2000)
    assert asked.status == 413
    assert b"all is well" not in asked.body


def test_an_application_that_reads_nothing_answers_as_ever(people: People) -> None:
    assert sent(answers_first, people, 2000).body == b"unread"


def test_frameworks_let_the_refusal_through(people: People) -> None:
    app = FastAPI()
    install(app)

    @app.post("/json")
    def put(given: dict[str, str]) -> int:
        return len(given)

    @app.post("/files")
    def take(file: UploadFile = File()) -> int:  # noqa: B008 - how FastAPI has it
        return file.size or 0

    @app.post("/form")
    async def form(request: Request) -> int:
        return len(await request.form())

    client = door(people, SMALL, app=app)
    own = dict([OWN])

    def endless(start: bytes) -> Iterator[bytes]:
        yield start
        for _ in range(1000):
            yield b"x" * 100

    part = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
    for path, kind, start in (
        ("/json", "application/json", b'{"a": "'),
        ("/files", FORM[1], part),
        ("/form", FORM[1], part),
        ("/form", "application/x-www-form-urlencoded", b"a="),
    ):
        headers = own | {"Content-Type": kind}
        answer = client.post(path, content=endless(start), headers=headers)
        assert answer.status_code == 413, path
        assert answer.json()["title"] == "Content Too Large"
    assert client.post("/files", files={"file": b"x" * 3000}, headers=own).json() == 3000


def test_the_usual_limits_are_32_mib_for_files_and_1_mib_for_the_rest() -> None:
    assert (SETTINGS.upload_bytes, SETTINGS.body_bytes) == (33_554_432, 1_048_576)


def test_who_asks_too_often_is_told_when_to_come_again(people: People, ana: Known) -> None:
    client = door(people, replace(SETTINGS, rate=Rate(per_second=0.01, burst=3)))
    statuses = [client.get("/api/things/1", headers=ana.bearer).status_code for _ in range(4)]
    assert statuses == [200, 200, 200, 429]
    answer = client.get("/api/things/1", headers=ana.bearer)
    assert 1 <= int(answer.headers["retry-after"]) <= 100
    assert answer.json()["title"] == "Too Many Requests"


def test_one_who_asks_too_often_is_in_nobody_elses_way(
    people: People, ana: Known, reader: dict[str, str]
) -> None:
    ben = people.add_user("Ben", password=None)
    secret, _ = people.add_token("b", user_id=ben.id, scopes=ben.scopes[:1], expires=None)
    client = door(people, replace(SETTINGS, rate=Rate(per_second=0.01, burst=2)))
    for _ in range(3):
        client.get("/api/things/1", headers=ana.bearer)
    assert client.get("/api/things/1", headers=reader).status_code == 429  # Ana, too
    bens = {"Authorization": f"Bearer {secret}"}
    assert client.get("/api/things/1", headers=bens).status_code == 200
    assert client.get("/api/things/1").status_code == 401


def test_a_new_secret_for_each_request_is_no_way_round(people: People, ana: Known) -> None:
    client = door(people, replace(SETTINGS, rate=Rate(per_second=0.01, burst=5)))
    statuses = [
        client.get("/api/things/1", headers={"Authorization": f"Bearer ss_{n}"}).status_code
        for n in range(6)
    ]
    assert statuses == [401] * 5 + [429]


def signs_in(client: object, password: str) -> int:
    form = {"name": "Ana", "password": password}
    answer = client.post("/sign-in", data=form, headers=dict([OWN]))  # type: ignore[attr-defined]
    return int(answer.status_code)


def test_passwords_are_tried_a_few_times_only_and_right_ones_do_not_count(
    people: People, ana: Known
) -> None:
    settings = replace(SETTINGS, guess_rate=Rate(per_second=0.01, burst=2))
    client = door(people, settings)
    assert [signs_in(client, PASSWORD) for _ in range(4)] == [303] * 4
    assert [signs_in(client, "not it at all") for _ in range(3)] == [401, 401, 429]
    assert signs_in(client, PASSWORD) == 429
    assert client.get("/stories", headers=ana.cookie).status_code == 200


def test_passwords_are_counted_by_address(people: People, ana: Known) -> None:
    app = door(people).app
    settings = replace(SETTINGS, guess_rate=Rate(per_second=0.01, burst=1))
    entry = wrap(app, settings, people=people)
    wrong = {
        "method": "POST",
        "path": "/sign-in",
        "headers": [HOST, OWN, ("content-type", "application/x-www-form-urlencoded")],
        "chunks": [b"name=Ana&password=no"],
    }
    for client, status in (
        ("192.0.2.1", 401),
        ("192.0.2.1", 429),
        ("192.0.2.2", 401),
        ("2001:db8::1", 401),
        ("2001:db8::ffff:2", 429),  # of the same network
        ("2001:db8:0:1::1", 401),
        ("::ffff:192.0.2.1", 429),
    ):
        assert ask(entry, client=(client, 1), **wrong).status == status, client  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("client", "address"),
    [(None, ""), (("", 0), ""), (("@unix", 0), "@unix"), (("fe80::1%eth0", 1), "fe80::/64")],
)
def test_an_address_is_told_however_the_server_has_it(client: object, address: str) -> None:
    assert address_of({"type": "http", "client": client}) == address


def test_the_base_of_these_tests_is_a_name_of_the_desk() -> None:
    assert HERE.removeprefix("http://") in SETTINGS.hosts
