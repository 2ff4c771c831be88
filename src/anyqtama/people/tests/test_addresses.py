"""Whose address a request has."""

import pytest
from django.test import RequestFactory
from pytest_django import Settings

from anyqtama.people.addresses import client_address, neighbourhood


def address(forwarded: str, remote: str = "10.0.0.1") -> str | None:
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    return client_address(RequestFactory().get("/", headers=headers, REMOTE_ADDR=remote))


def test_without_a_trusted_proxy_the_header_is_not_believed(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = 0
    assert address("203.0.113.9") == "10.0.0.1"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (1, "1.2.3.4, 203.0.113.9", "203.0.113.9"),
        (2, "1.2.3.4, 203.0.113.9, 10.0.0.7", "203.0.113.9"),
        (2, "203.0.113.9", "203.0.113.9"),
        (1, "203.0.113.9:4711", "203.0.113.9"),
        (1, "[2001:db8::1]:443", "2001:db8::1"),
        (1, "::ffff:203.0.113.9", "203.0.113.9"),
        (1, "unknown", "10.0.0.1"),
        (1, "", "10.0.0.1"),
        (1, " , ,", "10.0.0.1"),
    ],
)
def test_only_what_our_own_proxies_wrote_is_believed(
    settings: Settings, proxies: int, forwarded: str, expected: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    assert address(forwarded) == expected


def test_a_local_socket_has_no_address() -> None:
    assert address("", remote="") is None


def test_one_ipv6_customer_is_one_neighbourhood() -> None:
    assert neighbourhood("2001:db8:1:2:3::4") == neighbourhood("2001:db8:1:2::") == "2001:db8:1:2::"
    assert neighbourhood("203.0.113.9") == "203.0.113.9"
    assert neighbourhood(None) is None
