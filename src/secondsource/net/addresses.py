"""Which addresses a connection may go to: public ones, and those that the user opened."""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

from secondsource.errors import BadConfig

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

# IPv4 is nearly used up, so what may not be reached is listed; the IANA special-purpose registry,
# and what clouds keep for themselves.
CLOSED_V4 = tuple(
    (IPv4Network(block), what)
    for block, what in (
        ("0.0.0.0/8", "this network"),
        ("10.0.0.0/8", "a private network"),
        ("100.64.0.0/10", "a provider's inner network"),
        ("127.0.0.0/8", "this machine"),
        ("168.63.129.16/32", "a cloud's inner service"),  # Azure's, in the midst of public space
        ("169.254.0.0/16", "the local link, where clouds keep their credentials"),
        ("172.16.0.0/12", "a private network"),
        ("192.0.0.0/24", "a block for protocols"),
        ("192.0.2.0/24", "a block for documentation"),
        ("192.31.196.0/24", "a block for name servers (AS112)"),
        ("192.52.193.0/24", "a block for tunnels (AMT)"),
        ("192.88.99.0/24", "a block for tunnels (6to4 relays)"),
        ("192.168.0.0/16", "a private network"),
        ("192.175.48.0/24", "a block for name servers (AS112)"),
        ("198.18.0.0/15", "a block for benchmarks"),
        ("198.51.100.0/24", "a block for documentation"),
        ("203.0.113.0/24", "a block for documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved, or broadcast"),
    )
)

# Most of IPv6 is not in use, so what may be reached is listed, and then what is special in it.
OPEN_V6 = IPv6Network("2000::/3")
CLOSED_V6 = tuple(
    (IPv6Network(block), what)
    for block, what in (
        ("2001::/23", "a block for protocols (Teredo, benchmarks, ORCHID and others)"),
        ("2001:db8::/32", "a block for documentation"),
        ("2002::/16", "6to4, which hides an IPv4 address"),
        ("2620:4f:8000::/48", "a block for name servers (AS112)"),
        ("3fff::/20", "a block for documentation"),
    )
)
# Outside the open block anyway; named so that whoever is refused learns why.
NAMED_V6 = tuple(
    (IPv6Network(block), what)
    for block, what in (
        ("::/128", "no address"),
        ("::1/128", "this machine"),
        ("::ffff:0:0/96", "an IPv4 address in disguise (mapped)"),
        ("::ffff:0:0:0/96", "an IPv4 address in disguise (SIIT)"),
        ("::/96", "an IPv4 address in disguise (compatible)"),
        ("64:ff9b::/96", "an IPv4 address in disguise (NAT64)"),
        ("64:ff9b:1::/48", "an IPv4 address in disguise (NAT64)"),
        ("100::/64", "a block that swallows what is sent to it"),
        ("5f00::/16", "a block for segment routing"),
        ("fc00::/7", "a private network"),
        ("fe80::/10", "the local link"),
        ("fec0::/10", "a private network"),
        ("ff00::/8", "multicast"),
    )
)


@dataclass(frozen=True, slots=True)
class AddressPolicy:
    """Global unicast only, and whatever lies in one of the networks in `opened`."""

    opened: tuple[Network, ...] = ()

    def refusal(self, address: Address) -> str | None:
        """Why no connection may go to an address, in words; None if it may.

        An IPv4 address inside an IPv6 one is not taken out: such forms are refused as they are,
        and open only by an IPv6 network.
        """
        if isinstance(address, IPv6Address) and address.scope_id is not None:
            return "an address of the local link"
        if any(address in network for network in self.opened):
            return None
        if isinstance(address, IPv4Address):
            return _found(address, CLOSED_V4)
        if address in OPEN_V6:
            return _found(address, CLOSED_V6)
        return _found(address, NAMED_V6) or "outside the public part of IPv6"


def address_policy(blocks: Iterable[str]) -> AddressPolicy:
    """The policy that also opens some networks, as CIDR; `BadConfig` names one that is none."""
    return AddressPolicy(tuple(_network(block) for block in blocks))


def parse_address(text: str) -> Address:
    """An address as a resolver gives it; `ValueError` if it is none."""
    return ip_address(text)


def _network(block: str) -> Network:
    try:
        return ip_network(block.strip())
    except ValueError as error:
        raise BadConfig(
            f"allow_net: {block!r} is no network ({error}): write it like 10.20.0.0/16"
        ) from error


def _found(address: Address, blocks: tuple[tuple[Network, str], ...]) -> str | None:
    return next((what for network, what in blocks if address in network), None)
