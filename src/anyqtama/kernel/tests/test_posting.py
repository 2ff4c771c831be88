"""What we post to by ourselves: judged addresses only, no redirect, no longer than the limit."""

import datetime
import socket
import ssl
import threading
import time
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from anyqtama.kernel.posting import addresses, sending
from tests.receiver import Receiver, receiving

CLOUD = "169.254.169.254"
FORBIDDEN = (
    CLOUD, "fe80::1", "168.63.129.16", "100.100.100.200", "fd00:ec2::254", "0.0.0.0", "::", "224.0.0.1",
    "255.255.255.255", f"::ffff:{CLOUD}", "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::1", "100.64.0.1", "192.0.2.1",
)  # fmt: skip
OWN = ("127.0.0.1", "127.8.8.8", "::1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "fd12::1", "::ffff:10.0.0.1")


def why(address: str, *, secure: bool = True, inside: bool = False) -> str:
    try:
        addresses.judge(ip_address(address), secure=secure, inside=inside)
    except addresses.AddressRefused as refusal:
        return refusal.why
    return ""


@pytest.mark.parametrize("address", FORBIDDEN)
def test_some_addresses_are_never_posted_to(address: str) -> None:
    assert why(address) == why(address, inside=True) == why(address, secure=False, inside=True) == "forbidden"


@pytest.mark.parametrize("address", OWN)
def test_the_own_network_only_when_it_is_allowed(address: str) -> None:
    assert why(address) == "inside"
    assert why(address, inside=True) == why(address, secure=False, inside=True) == ""


@pytest.mark.parametrize("address", ["8.8.8.8", "2a00:1450:4010:c0e::8a"])
def test_a_public_address_only_by_tls(address: str) -> None:
    assert why(address) == why(address, inside=True) == ""
    assert why(address, secure=False, inside=True) == "plain"


@pytest.mark.parametrize(
    ("address", "refused"),
    [
        ("", "form"), ("ftp://a.kz", "form"), ("https://", "form"), ("https://a.kz:x/", "form"),
        ("https://u:p@a.kz/", "form"), ("https://a.kz/#part", "form"), ("https://a.kz/a b", "form"),
        ("https://a.kz/\n", "form"), ("https://a..kz/", "form"),
        ("http://a.kz/", "plain"), ("https://127.0.0.1/", "inside"), ("https://localhost/", "inside"),
        (f"https://{CLOUD}/", "forbidden"), ("https://[::ffff:a9fe:a9fe]/", "forbidden"), ("https://[::1/", "form"),
        (f"https://a.kz/{'x' * 300}", "form"),
    ],
)  # fmt: skip
def test_an_address_that_cannot_be_is_refused_as_it_is_written(address: str, refused: str) -> None:
    with pytest.raises(addresses.AddressRefused) as refusal:
        addresses.parse(address, inside=False)
    assert refusal.value.why == refused


def test_an_address_is_taken_apart() -> None:
    assert addresses.parse("https://Мысал.қаз/a?b=1", inside=False) == addresses.Target(
        True, "xn--80awbu3c.xn--80ao21a", 443, "/a?b=1"
    )
    assert addresses.parse("http://monitor.lan:8080", inside=True) == addresses.Target(False, "monitor.lan", 8080, "/")


@pytest.mark.parametrize("address", ["https://metadata.kz/", "https://2852039166/", "https://a.kz/"])
def test_a_name_is_judged_by_every_address_behind_it(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def found(*_asked: object, **_more: object) -> list[Any]:
        return [(2, 1, 6, "", (number, 443)) for number in ("8.8.8.8", CLOUD)]

    monkeypatch.setattr(socket, "getaddrinfo", found)
    with pytest.raises(sending.NotPosted) as refusal:
        sending.post(address=address, body=b"", headers={}, inside=True)
    assert refusal.value.why == "forbidden"


def test_what_is_posted_arrives_and_the_status_comes_back() -> None:
    with receiving(Receiver(status=202)) as there:
        assert sending.post(address=there.address, body=b"{}", headers={"X-One": "1"}, inside=True) == 202
    assert (there.paths, there.bodies, there.headers[0]["X-One"]) == (["/hook"], [b"{}"], "1")
    assert there.headers[0]["Host"] == f"127.0.0.1:{there.port}"


def test_a_redirect_is_not_followed() -> None:
    with receiving(Receiver()) as other, receiving(Receiver(status=307, location=other.address)) as there:
        assert sending.post(address=there.address, body=b"{}", headers={}, inside=True) == 307
    assert other.paths == []


def refused(address: str) -> str:
    with pytest.raises(sending.NotPosted) as refusal:
        sending.post(address=address, body=b"{}", headers={}, inside=True)
    return refusal.value.why


def test_whoever_answers_letter_by_letter_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "SECONDS", 0.4)
    with receiving(Receiver(seconds=3)) as there:
        began = time.monotonic()
        assert refused(there.address) == "late"
        assert time.monotonic() - began < 2


def test_nobody_there_and_no_such_name_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert refused(f"http://127.0.0.1:{port}/") == "unreachable"

    def unknown(*_asked: object, **_more: object) -> None:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert refused("http://nobody.example/") == "name"


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(own_certificate(tmp_path))
    with socket.create_server(("127.0.0.1", 0)) as server:
        heard: list[bytes] = []

        def answer() -> None:
            line, _address = server.accept()
            with pytest.raises(OSError), context.wrap_socket(line, server_side=True) as secure:  # noqa: PT012
                heard.append(secure.recv(100))
                raise OSError

        thread = threading.Thread(target=answer)
        thread.start()
        assert refused(f"https://127.0.0.1:{server.getsockname()[1]}/") == "certificate"
        thread.join()
    assert heard in ([], [b""])


def own_certificate(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    made = x509.CertificateBuilder(
        name, name, key.public_key(), x509.random_serial_number(), now, now.replace(year=2100)
    )
    plain = serialization.NoEncryption()
    path = folder / "own.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
        + made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    )
    return path
