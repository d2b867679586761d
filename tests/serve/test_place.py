"""Where a desk is served: a port that is free, on this machine alone unless asked."""

import socket

import pytest

from secondsource.access.names import is_loopback
from secondsource.errors import BadConfig
from secondsource.serve.place import PORT, listen


def test_a_port_that_was_asked_for_and_is_taken_says_what_to_do() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        with pytest.raises(BadConfig, match=f"port {taken} of 127.0.0.1 cannot be used.*--port"):
            listen("127.0.0.1", taken)


def test_without_a_port_the_next_free_one_is_taken() -> None:
    first = listen("127.0.0.1", None)
    second = listen("127.0.0.1", None)
    with first.socket, second.socket:
        assert PORT <= first.port < second.port


def test_an_address_that_is_not_of_this_machine_is_refused() -> None:
    with pytest.raises(BadConfig, match="--host"):
        listen("192.0.2.1", 0)


def test_a_name_that_leads_nowhere_is_refused() -> None:
    with pytest.raises(BadConfig, match="no-such-host.invalid"):
        listen("no-such-host.invalid", 0)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.1.9", "::1", "localhost"])
def test_this_machine_alone_is_reached_by_these(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "desk.example"])
def test_a_network_is_reached_by_these(host: str) -> None:
    assert not is_loopback(host)


def test_a_desk_at_every_address_is_opened_at_one() -> None:
    place = listen("0.0.0.0", 0)
    with place.socket:
        assert place.address == f"http://127.0.0.1:{place.port}/"
        assert not place.loopback
