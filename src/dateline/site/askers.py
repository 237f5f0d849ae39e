"""Who asks: not a person, but the neighbourhood an answer goes to, as far as it can be known behind proxies."""

from collections.abc import Mapping, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

HERE = ""  # the machine itself, or a proxy on it that does not say whom it asks for
NEIGHBOURS = {4: 24, 6: 64}  # bits: what one household, or one office's line, is given


def neighbourhood(environ: Mapping[str, Any], proxies: Sequence[Network]) -> str:
    """The network around whoever asked, "203.0.113.0/24" or "2001:db8::/64"; HERE for what nobody but our own proxies can have sent.

    X-Forwarded-For is believed from its end, as far as addresses of our proxies reach: what stands before may be invented.
    """
    said = [environ.get("REMOTE_ADDR", ""), *reversed(environ.get("HTTP_X_FORWARDED_FOR", "").split(","))]
    for text in filter(None, (one.strip() for one in said)):
        address = read(text)
        if address is None:
            return "unreadable"
        if not any(address in network for network in proxies):
            return str(ip_network((address, NEIGHBOURS[address.version]), strict=False))
    return HERE


def read(text: str) -> Address | None:
    """An address, with or without a port; one of IPv4 that IPv6 carries is of IPv4."""
    bare = text[1:].partition("]")[0] if text.startswith("[") else text.partition(":")[0] if text.count(":") == 1 else text
    try:
        found = ip_address(bare)
    except ValueError:
        return None
    return found.ipv4_mapped or found if isinstance(found, IPv6Address) else found
