"""The address policy, for any address at all."""

from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from secondsource.net.addresses import AddressPolicy, address_policy, parse_address

ANY = st.ip_addresses()
PUBLIC = AddressPolicy()


@given(ANY)
@example(IPv6Address("2001:db8::"))
@example(IPv4Address("100.64.0.0"))
def test_what_is_open_is_global_unicast_and_hides_no_other_address(
    address: IPv4Address | IPv6Address,
) -> None:
    if PUBLIC.refusal(address) is not None:
        return
    assert address.is_global
    assert not (address.is_private or address.is_multicast or address.is_reserved)
    assert not (address.is_loopback or address.is_link_local or address.is_unspecified)
    if isinstance(address, IPv6Address):
        assert (address.ipv4_mapped, address.sixtofour, address.teredo) == (None, None, None)


@given(st.ip_addresses(v=4))
def test_no_ipv4_address_is_reached_through_ipv6(address: IPv4Address) -> None:
    for form in ("::", "::ffff:", "::ffff:0:", "64:ff9b::", "64:ff9b:1::"):
        assert PUBLIC.refusal(IPv6Address(f"{form}{address}")) is not None
    six_to_four = IPv6Address(0x2002 << 112 | int(address) << 80 | 1)
    teredo = IPv6Address(0x20010000 << 96 | int(address) << 64 | 0xFFFFFFFF ^ int(address))
    assert PUBLIC.refusal(six_to_four) is not None
    assert PUBLIC.refusal(teredo) is not None


@given(ANY)
def test_an_opened_network_opens_what_is_in_it(address: IPv4Address | IPv6Address) -> None:
    bits = address.max_prefixlen
    assert address_policy([f" {address}/{bits} "]).refusal(address) is None


def test_a_scope_is_refused_even_in_an_opened_network() -> None:
    assert address_policy(["::/0"]).refusal(parse_address("fe80::1%lo")) is not None


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("127.0.0.1", "this machine"),
        ("169.254.169.254", "credentials"),
        ("::ffff:1.2.3.4", "in disguise"),
        ("64:ff9b::1", "in disguise"),
        ("4000::", "outside the public part"),
    ],
)
def test_a_refusal_says_what_the_address_is(address: str, why: str) -> None:
    assert why in (PUBLIC.refusal(parse_address(address)) or "")
