"""Where we may post to: public addresses over TLS; this machine and private networks only when allowed."""

import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

Address = IPv4Address | IPv6Address
INSIDE = tuple(map(ip_network, ("127.0.0.0/8", "::1/128", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")))
"""This machine and private networks."""
METADATA = frozenset(map(ip_address, ("168.63.129.16", "100.100.100.200", "192.0.0.192", "fd00:ec2::254")))
"""Where clouds keep the keys of a machine, beside the link-local 169.254.169.254."""
NEVER = tuple(
    map(ip_network, ("169.254.0.0/16", "fe80::/10", "fec0::/10", "64:ff9b::/96", "2002::/16", "2001::/32", "::/96"))
)
"""Link-local, and IPv4 in another dress."""
LONGEST = 300


class AddressRefused(Exception):
    """`why`: "form" (no such address), "plain" (not over TLS), "inside" (the own network), "forbidden" (never)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Target:
    secure: bool
    host: str
    port: int
    path: str


def parse(address: str, *, inside: bool) -> Target:
    """What is written in an address. Asks no name server: where a name leads is judged when it is posted to."""
    if len(address) > LONGEST or not address.isprintable() or " " in address:
        raise AddressRefused("form")
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
    except ValueError:  # UnicodeError is one
        raise AddressRefused("form") from None
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if parts.scheme not in {"https", "http"} or not host or "@" in parts.netloc or parts.fragment or not path.isascii():
        raise AddressRefused("form")
    secure = parts.scheme == "https"
    if not (secure or inside):
        raise AddressRefused("plain")
    try:
        known = ip_address(host)
    except ValueError:
        if host == "localhost" and not inside:
            raise AddressRefused("inside") from None
    else:
        judge(known, secure=secure, inside=inside)
    return Target(secure, host, port or (443 if secure else 80), path)


def resolve(target: Target, *, inside: bool) -> list[str]:
    """The addresses behind the name. One that is refused refuses all: another answer of the name may bring it."""
    found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    numbers = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    for number in numbers:
        judge(ip_address(number.partition("%")[0]), secure=target.secure, inside=inside)
    return numbers


def judge(address: Address, *, secure: bool, inside: bool) -> None:
    """`inside`: this machine and private networks may be posted to, without TLS too."""
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if address in METADATA:
        raise AddressRefused("forbidden")
    if any(address in network for network in INSIDE):
        if not inside:
            raise AddressRefused("inside")
    elif any(address in network for network in NEVER) or not address.is_global or address.is_multicast:
        raise AddressRefused("forbidden")
    elif not secure:
        raise AddressRefused("plain")
