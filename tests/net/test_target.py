"""An address has one reading, and that is the one that is checked and asked for."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.errors import BadInput
from secondsource.net.target import parse_target, shown


@pytest.mark.parametrize(
    ("url", "read"),
    [
        ("http://feeds.example", "http://feeds.example/"),
        (" https://feeds.example/a \n", "https://feeds.example/a"),
        ("HTTPS://Feeds.EXAMPLE:443/A?B=C#d", "https://feeds.example/A?B=C"),
        ("http://feeds.example:8080?x", "http://feeds.example:8080/?x"),
        ("http://feeds.example./", "http://feeds.example/"),
        ("http://feeds.example:/", "http://feeds.example/"),
        ("http://_dmarc.a-.example/", "http://_dmarc.a-.example/"),
        ("http://f\xe4hre.example/", "http://xn--fhre-loa.example/"),
        ("http://xn--fhre-loa.example/", "http://xn--fhre-loa.example/"),
        ("http://\u30d5\u30a7\u30ea\u30fc.example/", "http://xn--hckxeucsd.example/"),
        ("http://feeds.example/f\xe4hre a\"b<c>", "http://feeds.example/f%C3%A4hre%20a%22b%3Cc%3E"),
        ("http://feeds.example/a%20b%zz", "http://feeds.example/a%20b%zz"),
        ("http://feeds.example/a//b/../c;d,e", "http://feeds.example/a//b/../c;d,e"),
        ("http://feeds.example/@user?a@b", "http://feeds.example/@user?a@b"),
        ("http://[2606:2800:0220::1]:8080/", "http://[2606:2800:220::1]:8080/"),
        ("http://93.184.215.14/", "http://93.184.215.14/"),
    ],
)  # fmt: skip
def test_an_address_is_read_in_its_one_form(url: str, read: str) -> None:
    target = parse_target(url)
    assert target.url == read
    assert parse_target(target.url) == target


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_is_refused(text: str) -> None:
    for url in (text, f"http://{text}/", f"http://feeds.example/{text}"):
        with suppress(BadInput):
            target = parse_target(url)
            assert target.url.isascii() and target.url.isprintable() and " " not in target.url
            assert parse_target(target.url) == target


@given(st.text(alphabet="0123456789.xXabcdef", min_size=1, max_size=24))
def test_what_looks_like_an_address_is_a_plain_one_or_refused(host: str) -> None:
    with suppress(BadInput):
        target = parse_target(f"http://{host}/")
        last = target.host.rpartition(".")[2]
        assert (target.address is not None) or not last[0].isdigit() or not last.isdigit()
        assert target.address is None or str(target.address) == target.host


@given(st.text(max_size=60))
def test_any_redirect_leads_to_an_address_or_is_refused(location: str) -> None:
    start = parse_target("https://feeds.example/a/b")
    with suppress(BadInput):
        assert start.follow(location).scheme in {"http", "https"}


def test_an_address_without_end_is_refused_and_not_repeated() -> None:
    with pytest.raises(BadInput) as caught:
        parse_target("http://feeds.example/" + "a" * 9_000)
    assert len(str(caught.value)) < 400


def test_nothing_unprintable_is_shown() -> None:
    assert shown("http://a\x1b[31m\u202e\n") == "http://a\ufffd[31m\ufffd\ufffd"
