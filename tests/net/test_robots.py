"""What a site does not want read is not read; what cannot be known now is not read now."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from secondsource.errors import BadInput, TryAgain
from secondsource.net.fetcher import Fetcher
from secondsource.net.robots import MOST_BYTES, MOST_SITES, Robots, Rules, parse_robots
from secondsource.net.settings import FetchSettings
from secondsource.net.target import Target, parse_target
from tests.net.bombs import zstd_bomb
from tests.net.hosts import Asked, at_loopback, by_path, fetcher, head, hosting, reply
from tests.net.test_turns import Hours

PAGE = reply(200, b"<p>x</p>")
NO_PAGE = b"User-agent: *\nDisallow: /page"
DAY = 86_400.0


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        ("User-agent: *\nDisallow: /page", False),
        ("User-agent: *\nDisallow: /pag*$", False),
        ("User-agent: *\nDisallow: /\nAllow: /page", True),
        ("User-agent: *\nDisallow: /other", True),
        ("User-agent: *\nDisallow:", True),
        ("User-agent: secondsource\nDisallow: /page", False),
        ("User-agent: SecondSource/2.0\nDisallow: /page", False),
        ("User-agent: secondsource\nAllow: /\n\nUser-agent: *\nDisallow: /", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: SECONDSOURCE\nDisallow: /other", True),
        ("User-agent: otherbot\nUser-agent: secondsource\nDisallow: /page", False),
        ("User-agent: otherbot\nDisallow: /page", True),
        ("User-agent: secondsource-images\nDisallow: /page", True),
        ("user agent: * # everybody\n disallow : /page", False),
        ("\ufeffUser-agent: *\r\nDisallow: /page\r\n", False),
        ("User-agent: *\rDisallow: /page", False),
        ("Disallow: /page", True),
        ("<html>no such file</html>", True),
        ("", True),
    ],
)
def test_rules_are_obeyed_as_they_are_meant(robots: str, allowed: bool) -> None:
    assert Rules(parse_robots(robots.encode())).allow("http://site.example/page") is allowed


def test_a_page_that_is_not_to_be_read_is_not_asked_for() -> None:
    with (
        hosting(by_path({"/robots.txt": reply(200, NO_PAGE), "/page": PAGE})) as host,
        pytest.raises(BadInput, match=r"robots\.txt asks programs not to read it"),
    ):
        fetcher().get(host.url("/page"))
    assert host.paths == ["/robots.txt"]


def test_a_redirect_to_a_page_that_is_not_to_be_read_is_not_followed() -> None:
    answers = {"/robots.txt": reply(200, NO_PAGE), "/start": reply(302, location="/page")}
    with hosting(by_path(answers)) as host, pytest.raises(BadInput, match=r"robots\.txt"):
        fetcher().get(host.url("/start"))
    assert host.paths == ["/robots.txt", "/start"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_a_site_without_rules_may_be_read(status: int) -> None:
    with hosting(by_path({"/robots.txt": reply(status), "/page": PAGE})) as host:
        assert fetcher().get(host.url("/page")).status == 200


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_a_site_whose_rules_cannot_be_read_now_is_not_read_now(status: int) -> None:
    with (
        hosting(by_path({"/robots.txt": reply(status), "/page": PAGE})) as host,
        pytest.raises(TryAgain, match=r"robots\.txt cannot be read now"),
    ):
        fetcher().get(host.url("/page"))
    assert host.paths == ["/robots.txt"]


def test_rules_that_a_busy_site_withholds_say_when_to_come_back() -> None:
    with (
        hosting(by_path({"/robots.txt": reply(503, retry_after="60")})) as host,
        pytest.raises(TryAgain) as caught,
    ):
        fetcher().get(host.url("/page"))
    assert caught.value.retry_after == timedelta(seconds=60)


def test_rules_may_be_somewhere_else() -> None:
    answers = {
        "/robots.txt": reply(301, location="/rules"),
        "/rules": reply(200, NO_PAGE),
    }
    with hosting(by_path(answers)) as host, pytest.raises(BadInput, match=r"robots\.txt asks"):
        fetcher().get(host.url("/page"))


def patient(hours: Hours, delay: float = 0.0) -> Fetcher:
    settings = FetchSettings(allow_net=("127.0.0.1/32",), delay=delay)
    return Fetcher(settings, resolve=at_loopback, clock=hours.clock)


def test_rules_are_asked_for_once_a_day_and_site() -> None:
    hours = Hours()
    reader = patient(hours)
    with hosting(by_path({"/page": PAGE, "/other": PAGE})) as host:
        reader.get(host.url("/page"))
        hours.at += DAY - 60
        reader.get(host.url("/other"))
        assert host.paths == ["/robots.txt", "/page", "/other"]
        hours.at += 120
        reader.get(host.url("/page"))
        assert host.paths[3:] == ["/robots.txt", "/page"]
        reader.get(host.url("/page", name="www.feeds.example"))
        assert host.paths[5:] == ["/robots.txt", "/page"]


def test_many_threads_ask_for_the_rules_of_a_site_once() -> None:
    with hosting(lambda asked: PAGE) as host:
        reader = fetcher()
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(reader.get, [host.url(f"/{n}") for n in range(8)]))
    assert host.paths.count("/robots.txt") == 1


def test_rules_of_yesterday_hold_while_a_site_cannot_be_reached() -> None:
    hours, working = Hours(), [True]

    def say(asked: Asked) -> list[bytes]:
        if asked.path != "/robots.txt":
            return PAGE
        return reply(200, b"User-agent: *\nDisallow: /no") if working[0] else reply(500)

    with hosting(say) as host:
        reader = patient(hours)
        reader.get(host.url("/page"))
        working[0] = False
        hours.at += DAY + 60
        reader.get(host.url("/page"))
        with pytest.raises(BadInput, match="asks programs not to"):
            reader.get(host.url("/no"))


def test_rules_that_could_not_be_read_are_asked_for_again_soon() -> None:
    hours, working = Hours(), [False]

    def say(asked: Asked) -> list[bytes]:
        return reply(404) if working[0] else reply(500)

    with hosting(say) as host:
        reader = patient(hours)
        for _ in range(2):
            with pytest.raises(TryAgain):
                reader.get(host.url("/page"))
        assert host.paths == ["/robots.txt"]
        working[0] = True
        hours.at += 601
        with pytest.raises(BadInput, match="404"):
            reader.get(host.url("/page"))


def test_the_rules_of_no_more_sites_are_kept_than_need_be() -> None:
    asked: list[str] = []

    def ask(target: Target) -> bytes:
        asked.append(target.host)
        return NO_PAGE

    robots = Robots(ask, Hours().clock)
    for number in [*range(MOST_SITES + 1), MOST_SITES, 0]:
        robots.rules(parse_target(f"http://{number}.example/"))
    assert asked == [*(f"{number}.example" for number in range(MOST_SITES + 1)), "0.example"]


@pytest.mark.parametrize(
    ("asked_for", "waited"), [("7", 7.0), ("0.2", 1.0), ("9999", 30.0), ("1e308", 30.0), ("x", 1.0)]
)
def test_a_crawl_delay_is_kept_within_reason(asked_for: str, waited: float) -> None:
    hours = Hours()
    rules = f"User-agent: *\nCrawl-delay: {asked_for}".encode()
    with hosting(by_path({"/robots.txt": reply(200, rules), "/page": PAGE})) as host:
        patient(hours, delay=1.0).get(host.url("/page"))
    assert sum(hours.slept) == pytest.approx(waited)


def test_only_the_beginning_of_endless_rules_is_read() -> None:
    def say(asked: Asked) -> list[bytes]:
        if asked.path != "/robots.txt":
            return PAGE
        start = head(200, {"content-length": "65600000"})
        return [start, NO_PAGE, b"\n", *[b"#" * 65_536] * 1_000]

    with hosting(say) as host, pytest.raises(BadInput, match="asks programs not to"):
        fetcher().get(host.url("/page"))


def test_rules_that_are_a_bomb_are_read_no_further_than_others() -> None:
    bomb = b"".join(zstd_bomb(1_024))

    def say(asked: Asked) -> list[bytes]:
        return reply(200, bomb, content_encoding="zstd") if "robots" in asked.path else PAGE

    with hosting(say) as host:
        assert fetcher().get(host.url("/page")).status == 200


HALF = MOST_BYTES // 2
HOSTILE = {
    "many names, many rules": b"".join(b"User-agent: a%d\n" % n for n in range(HALF // 17))
    + b"".join(b"Disallow: /%d\n" % n for n in range(HALF // 17)),
    "one name again and again": b"User-agent: a\n" * (MOST_BYTES // 14),
    "two names in turn": b"User-agent: a\nUser-agent: b\n" * (MOST_BYTES // 28),
    "our name and everybody's": b"User-agent: *\nUser-agent: secondsource\nDisallow: /x\n" * 9_000,
    "names in other clothes": b"".join(b"user  agent a%d\n" % n for n in range(HALF // 17))
    + b"".join(b"useragent b%d\n" % n for n in range(HALF // 17))
    + b"disallow /x\n" * 9_000,
    "stars": b"User-agent: *\nDisallow: /" + b"*a" * (MOST_BYTES // 2),
    "many stars": b"User-agent: *\n" + b"Disallow: /*a*b*c*d*e*f*g$\n" * 18_000,
    "many dollars": b"User-agent: *\n" + b"Disallow: /a$$$$$$$$$$\n" * 20_000,
    "one long line": b"User-agent: *\nDisallow: /" + b"%" * MOST_BYTES,
    "no lines": b"\n" * MOST_BYTES,
    "noise": bytes(range(256)) * 2_000,
    "digits": b"User-agent: *\nCrawl-delay: " + b"9" * 400_000,
    "rates": b"User-agent: *\nRequest-rate: " + b"9" * 200_000 + b"/" + b"9" * 200_000,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_rules_are_read_in_little_time(kind: str) -> None:
    began = time.process_time()
    rules = Rules(parse_robots(HOSTILE[kind]))
    for path in ("page", "a" * 2_000, "%" * 2_000):
        rules.allow(f"http://site.example/{path}")
    assert rules.delay >= 0
    assert time.process_time() - began < 2.0
