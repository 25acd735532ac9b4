"""Where a host is in the network, and whether that is for everybody."""

import ipaddress
import socket

_SPECIAL_4 = tuple(map(ipaddress.IPv4Network, ("192.0.0.0/24", "192.88.99.0/24")))
"""Kept for protocols, though Python's tables hold some of them to be global."""
_UNICAST_6 = ipaddress.IPv6Network("2000::/3")
"""All that is given out for hosts of the public network; outside it are those in which a private address may hide."""
_SPECIAL_6 = tuple(map(ipaddress.IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))
"""Tunnels, examples and protocols within it (the registry of special addresses, RFC 6890)."""


def public_addresses(host: str) -> tuple[str, ...]:
    """Return the addresses of a host; none where any of them is not of the public network. Raises OSError."""
    infos = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    found = tuple(dict.fromkeys(str(info[4][0]).partition("%")[0] for info in infos))
    return found if all(_is_public(ipaddress.ip_address(address)) for address in found) else ()


def _is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    if isinstance(address, ipaddress.IPv4Address):
        is_host, special = not address.is_multicast, any(address in network for network in _SPECIAL_4)
    else:
        is_host, special = address in _UNICAST_6, any(address in network for network in _SPECIAL_6)
    return address.is_global and is_host and not special
