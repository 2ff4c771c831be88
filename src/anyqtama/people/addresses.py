"""Where a request comes from: the header of a proxy is believed only as far as our own proxies wrote it."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """The nearest address that was not written by the client; None over a local socket."""
    seen = _parsed(request.META.get("REMOTE_ADDR", ""))
    proxies = settings.TRUSTED_PROXIES
    if proxies > 0:
        said = [part for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
        if said:
            # Each proxy appends whom it saw; what stands further left came with the request and may be invented.
            seen = _parsed(said[-min(proxies, len(said))]) or seen
    return str(seen) if seen else None


def neighbourhood(address: str | None) -> str | None:
    """What counts as one place for throttling: one IPv4 address, or the /64 that one IPv6 customer holds."""
    seen = _parsed(address or "")
    if isinstance(seen, IPv6Address):
        return str(ip_network((seen, 64), strict=False).network_address)
    return str(seen) if seen else None


def _parsed(text: str) -> IPv4Address | IPv6Address | None:
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
