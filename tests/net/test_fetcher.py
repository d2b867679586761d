"""What comes back for an address, and which errors say what to do."""

from datetime import timedelta

import pytest

from secondsource.errors import BadInput, TryAgain
from secondsource.records.fetched import Validators
from tests.net.hosts import by_path, fetcher, hosting, reply


def test_a_page_comes_with_what_its_headers_say() -> None:
    page = reply(
        200,
        b"<p>Ferry late</p>",
        content_type="text/HTML; Charset=UTF-8",
        etag='W/"a1"',
        last_modified="Mon, 02 Mar 2026 10:00:00 GMT",
        cache_control="public, max-age=600",
    )
    with hosting(by_path({"/page?x=1": page})) as host:
        fetched = fetcher().get(host.url("/page?x=1#part"))
    assert (fetched.status, fetched.body) == (200, b"<p>Ferry late</p>")
    assert (fetched.media_type, fetched.charset) == ("text/html", "utf-8")
    assert fetched.validators == Validators('W/"a1"', "Mon, 02 Mar 2026 10:00:00 GMT")
    assert fetched.fresh_for == timedelta(minutes=10)
    assert fetched.url == host.url("/page?x=1")
    assert fetched.moved_to is None


@pytest.mark.parametrize("status", [400, 401, 403, 404, 406, 451])
def test_what_is_not_there_is_set_aside(status: int) -> None:
    with (
        hosting(by_path({"/page": reply(status)})) as host,
        pytest.raises(BadInput, match=str(status)),
    ):
        fetcher().get(host.url("/page"))


@pytest.mark.parametrize("status", [202, 408, 425, 429, 500, 502, 503, 504, 599])
def test_what_may_pass_is_to_be_tried_again(status: int) -> None:
    with (
        hosting(by_path({"/page": reply(status)})) as host,
        pytest.raises(TryAgain, match=str(status)),
    ):
        fetcher().get(host.url("/page"))
