"""What comes back for an address, and which errors say what to do."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest

from secondsource.errors import BadConfig, BadInput, Gone, TryAgain
from secondsource.net.clock import Clock
from secondsource.net.fetcher import Fetcher
from secondsource.net.settings import FetchSettings, Limits, user_agent
from secondsource.records.fetched import Validators
from tests.net.hosts import Asked, at_loopback, by_path, fetcher, head, hosting, reply

CHANGED = "Mon, 02 Mar 2026 10:00:00 GMT"


def test_a_page_comes_with_what_its_headers_say() -> None:
    page = reply(
        200,
        b"<p>Ferry late</p>",
        content_type="text/HTML; Charset=UTF-8",
        etag='W/"a1"',
        last_modified=CHANGED,
        cache_control="public, max-age=600",
    )
    with hosting(by_path({"/page?x=1": page})) as host:
        fetched = fetcher().get(host.url("/page?x=1#part"))
    assert (fetched.status, fetched.body) == (200, b"<p>Ferry late</p>")
    assert (fetched.media_type, fetched.charset) == ("text/html", "utf-8")
    assert fetched.validators == Validators('W/"a1"', CHANGED)
    assert fetched.fresh_for == timedelta(minutes=10)
    assert fetched.asked == host.url("/page?x=1#part")
    assert fetched.url == host.url("/page?x=1")
    assert fetched.moved_to is None


def test_an_answer_says_when_it_came() -> None:
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    settings = FetchSettings(allow_net=("127.0.0.1/32",), delay=0.0)
    reader = Fetcher(settings, resolve=at_loopback, clock=Clock(now=lambda: noon))
    with hosting(lambda asked: reply()) as host:
        assert reader.get(host.url("/page"), robots=False).at == noon


def test_a_request_says_who_asks_and_closes_behind_itself() -> None:
    with hosting(lambda asked: reply()) as host:
        fetcher(contact="desk@paper.example").get(
            host.url("/page"), accept="text/html", robots=False
        )
    (asked,) = host.asked
    assert asked.headers["host"] == f"feeds.example:{host.port}"
    assert asked.headers["user-agent"].startswith("secondsource/")
    assert asked.headers["user-agent"].endswith(" (+desk@paper.example)")
    assert asked.headers["accept"] == "text/html"
    assert asked.headers["connection"] == "close"
    assert not asked.headers.keys() & {"if-none-match", "cookie", "referer", "authorization"}


@pytest.mark.parametrize("contact", ["a b", "a\r\nX: y", "(x", "x)", "é@x", "x" * 201, "a\x00"])
def test_a_contact_that_cannot_stand_in_a_header_is_a_wrong_setting(contact: str) -> None:
    with pytest.raises(BadConfig, match="contact"):
        user_agent(contact)


@pytest.mark.parametrize(
    "block", ["", "here", "10.0.0.1/8", "10.0.0.0/33", "300.0.0.0/8", "::/129"]
)
def test_a_network_that_is_none_is_a_wrong_setting(block: str) -> None:
    with pytest.raises(BadConfig, match="allow_net"):
        Fetcher(FetchSettings(allow_net=(block,)))


@pytest.mark.parametrize("status", [203, 200])
def test_a_status_with_a_body_counts_as_200(status: int) -> None:
    with hosting(lambda asked: reply(status, b"x")) as host:
        assert fetcher().get(host.url("/page"), robots=False).status == 200


@pytest.mark.parametrize("status", [204, 206, 300, 305, 400, 401, 403, 404, 406, 418, 451, 499])
def test_what_is_not_there_is_set_aside(status: int) -> None:
    with (
        hosting(by_path({"/page": reply(status)})) as host,
        pytest.raises(BadInput, match=f"answers {status}"),
    ):
        fetcher().get(host.url("/page"))


@pytest.mark.parametrize("status", [202, 304, 408, 425, 429, 500, 502, 503, 504, 599])
def test_what_may_pass_is_to_be_tried_again(status: int) -> None:
    with (
        hosting(by_path({"/page": reply(status)})) as host,
        pytest.raises(TryAgain, match=f"answers {status}"),
    ):
        fetcher().get(host.url("/page"))


def test_what_is_gone_is_told_as_gone() -> None:
    with hosting(by_path({"/page": reply(410, b"Gone!")})) as host:
        fetched = fetcher().get(host.url("/page"))
    assert (fetched.status, fetched.body) == (410, b"")


def test_what_has_not_changed_is_asked_for_and_told() -> None:
    known = Validators('"caf\xe9 \x01"', CHANGED)
    with hosting(lambda asked: reply(304, etag='"caf\xe9 \x02"')) as host:
        fetched = fetcher().get(host.url("/feed"), known, robots=False)
    (asked,) = host.asked
    assert asked.headers["if-none-match"] == known.etag
    assert asked.headers["if-modified-since"] == CHANGED
    assert fetched.status == 304
    assert fetched.validators == Validators('"caf\xe9 \x02"', CHANGED)


def test_a_new_answer_forgets_the_old_validators() -> None:
    with hosting(lambda asked: reply(200, b"new", etag='"b2"')) as host:
        fetched = fetcher().get(host.url("/feed"), Validators('"a1"', CHANGED), robots=False)
    assert fetched.validators == Validators('"b2"', None)


@pytest.mark.parametrize(
    ("codes", "for_good"),
    [
        ((301,), True),
        ((308,), True),
        ((301, 308, 301), True),
        ((302,), False),
        ((303,), False),
        ((307,), False),
        ((301, 302), False),
        ((302, 301), False),
        ((301, 302, 301, 308, 301), False),
    ],
)
def test_an_address_has_moved_only_if_every_redirect_is_for_good(
    codes: tuple[int, ...], for_good: bool
) -> None:
    def say(asked: Asked) -> list[bytes]:
        at = int(asked.path.strip("/"))
        return reply(codes[at], location=f"/{at + 1}") if at < len(codes) else reply(200, b"here")

    with hosting(say) as host:
        fetched = fetcher().get(host.url("/0"), robots=False)
        end = host.url(f"/{len(codes)}")
    assert (fetched.url, fetched.body) == (end, b"here")
    assert fetched.moved_to == (end if for_good else None)


@pytest.mark.parametrize("status", [304, 410])
def test_a_moved_address_is_told_whatever_is_there(status: int) -> None:
    answers = {"/old": reply(301, location="/new"), "/new": reply(status)}
    with hosting(by_path(answers)) as host:
        fetched = fetcher().get(host.url("/old"), Validators('"a1"'))
        assert (fetched.status, fetched.moved_to) == (status, host.url("/new"))
    assert [asked.headers.get("if-none-match") for asked in host.asked[1:]] == ['"a1"', '"a1"']


@pytest.mark.parametrize(
    ("to", "path"),
    [
        ("next", "/a/next"),
        ("../next?x=1#part", "/next?x=1"),
        ("?x=1", "/a/b?x=1"),
        ("/f\xc3\xa4hre news", "/f%C3%A4hre%20news"),
        ("//feeds.example:{port}/c", "/c"),
        ("HTTP://FEEDS.example.:{port}/c", "/c"),
    ],
)
def test_a_redirect_is_read_as_browsers_do(to: str, path: str) -> None:
    def say(asked: Asked) -> list[bytes]:
        to_port = to.replace("{port}", str(host.port))
        return reply(302, location=to_port) if asked.path == "/a/b" else reply(200, b"x")

    with hosting(say) as host:
        fetched = fetcher().get(host.url("/a/b"), robots=False)
    assert fetched.url == host.url(path)


@pytest.mark.parametrize("to", ["/page", "", "/page?"])
def test_redirects_in_circles_are_given_up(to: str) -> None:
    with hosting(lambda asked: reply(302, location=to)) as host, pytest.raises(BadInput):
        fetcher().get(host.url("/page"), robots=False)
    assert len(host.asked) <= 6


def test_six_redirects_are_too_many() -> None:
    def say(asked: Asked) -> list[bytes]:
        return reply(302, location=f"{asked.path}x")

    with hosting(say) as host, pytest.raises(BadInput, match="redirects"):
        fetcher().get(host.url("/"), robots=False)
    assert host.paths == ["/", "/x", "/xx", "/xxx", "/xxxx", "/xxxxx"]


def test_an_archive_is_written_as_it_comes() -> None:
    archive = bytes(range(256)) * 20_000
    with hosting(lambda asked: reply(200, archive, content_type="application/warc")) as host:
        there = BytesIO()
        fetched = fetcher().download(host.url("/a.warc"), there, robots=False)
    assert (there.getvalue(), fetched.body) == (archive, b"")
    assert fetched.media_type == "application/warc"


def test_an_archive_that_is_too_large_is_refused() -> None:
    with (
        hosting(lambda asked: [head(200, {}), *[bytes(65_536)] * 100]) as host,
        pytest.raises(BadInput, match="more than 1,000,000 bytes"),
    ):
        fetcher().download(host.url("/a"), BytesIO(), limits=Limits(size=10**6), robots=False)


def test_a_full_disk_is_no_fault_of_the_host() -> None:
    class Full(BytesIO):
        def write(self, data: object) -> int:
            raise OSError(28, "No space left on device")

    with (
        hosting(lambda asked: reply(200, b"x" * 100)) as host,
        pytest.raises(OSError, match="space"),
    ):
        fetcher().download(host.url("/a"), Full(), robots=False)


def test_a_webhook_gets_the_body_as_it_is() -> None:
    with hosting(lambda asked: reply(202)) as host:
        status = fetcher().post(host.url("/hook"), b'{"a": 1}', {"Content-Type": "text/json"})
    (asked,) = host.asked
    assert (status, asked.method, asked.path) == (202, "POST", "/hook")
    assert (asked.body, asked.headers["content-type"]) == (b'{"a": 1}', "text/json")
    assert asked.headers["user-agent"].startswith("secondsource/")


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (301, BadInput),
        (400, BadInput),
        (404, BadInput),
        (410, Gone),
        (429, TryAgain),
        (503, TryAgain),
    ],
)
def test_a_webhook_that_does_not_take_it_says_what_to_do(
    status: int, error: type[Exception]
) -> None:
    with hosting(lambda asked: reply(status)) as host, pytest.raises(error, match=str(status)):
        fetcher().post(host.url(), b"{}", {})


@pytest.mark.parametrize("value", ["a\r\nX-Evil: 1", "a\nb", "a\x00b"])
def test_a_header_cannot_smuggle_another(value: str) -> None:
    with hosting(lambda asked: reply()) as host, pytest.raises(BadInput, match="cannot be sent"):
        fetcher().post(host.url(), b"{}", {"X-Event": value})
    assert host.asked == []


def test_a_password_in_an_address_is_not_repeated() -> None:
    with pytest.raises(BadInput) as caught:
        fetcher().get("http://reader:secret@feeds.example/")
    assert "secret" not in str(caught.value) + repr(caught.value.args)


def test_a_name_that_leads_nowhere_is_to_be_tried_again() -> None:
    def nowhere(name: str) -> tuple[str, ...]:
        raise OSError("Name or service not known")

    for resolve in (nowhere, lambda name: (), lambda name: ("no address",)):
        with pytest.raises(TryAgain, match="check the spelling"):
            fetcher(resolve).get("http://feeds.example/", robots=False)


def test_a_host_that_refuses_is_to_be_tried_again() -> None:
    with hosting(lambda asked: reply()) as host:
        url = host.url()
    with pytest.raises(TryAgain, match="connection failed"):
        fetcher().get(url, robots=False)


def test_an_ipv6_address_is_asked_by_its_usual_name() -> None:
    try:
        with hosting(lambda asked: reply(200, b"x"), "::1") as host:
            reader = fetcher(allow_net=("::1/128",))
            fetched = reader.get(host.url(name="[0:0::0:1]"), robots=False)
    except OSError:
        pytest.skip("no IPv6 here")
    assert fetched.url == f"http://[::1]:{host.port}/"
    assert host.asked[0].headers["host"] == f"[::1]:{host.port}"


def test_the_next_address_is_tried_when_one_does_not_answer() -> None:
    def resolve(name: str) -> tuple[str, ...]:
        return ("127.0.0.9", "127.0.0.1")

    with hosting(lambda asked: reply(200, b"x")) as host:
        reader = fetcher(resolve, allow_net=("127.0.0.0/24",))
        assert reader.get(host.url(), robots=False).body == b"x"
