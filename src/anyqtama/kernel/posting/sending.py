"""One try to post: to the very address that was judged, no redirect followed, five seconds, a little of the answer."""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from contextlib import closing, suppress

from anyqtama.kernel.posting import addresses

SECONDS = 5.0
READ_BYTES = 1024


class NotPosted(Exception):
    """`why`: a code of AddressRefused, or "name", "unreachable", "late", "certificate", "no_http"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def post(*, address: str, body: bytes, headers: Mapping[str, str], inside: bool) -> int:
    """The status that came back, whatever it is. The name is resolved once: nobody changes it after the judgement."""
    late = threading.Event()
    try:
        target = addresses.parse(address, inside=inside)
        numbers = addresses.resolve(target, inside=inside)
        until = time.monotonic() + SECONDS
        with closing(_open(target, numbers, until)) as line:
            # Each read has a limit of its own; whoever answers letter by letter is cut off by the clock.
            watch = threading.Timer(max(0.0, until - time.monotonic()), _cut, (line, late))
            watch.daemon = True
            watch.start()
            try:
                return _exchange(line, target, body, headers)
            finally:
                watch.cancel()
    except addresses.AddressRefused as refusal:
        raise NotPosted(refusal.why) from None
    except socket.gaierror:
        raise NotPosted("name") from None
    except (OSError, ValueError, http.client.HTTPException) as fault:
        raise NotPosted("late" if late.is_set() else _why(fault)) from fault


def _open(target: addresses.Target, numbers: list[str], until: float) -> socket.socket:
    fault: OSError = TimeoutError()
    for number in numbers:
        left = until - time.monotonic()
        if left <= 0:
            break
        try:
            line = socket.create_connection((number, target.port), timeout=left)
        except OSError as refused:
            fault = refused
            continue
        if not target.secure:
            return line
        try:
            return ssl.create_default_context().wrap_socket(
                line, server_hostname=target.host, do_handshake_on_connect=False
            )
        except BaseException:
            line.close()
            raise
    raise fault


def _exchange(line: socket.socket, target: addresses.Target, body: bytes, headers: Mapping[str, str]) -> int:
    if isinstance(line, ssl.SSLSocket):
        line.do_handshake()
    connection = http.client.HTTPConnection(target.host, target.port)
    connection.default_port = 443 if target.secure else 80
    connection.sock, connection.auto_open = line, 0
    connection.request("POST", target.path, body, {**headers, "Connection": "close"})
    answer = connection.getresponse()
    with suppress(OSError, http.client.HTTPException):  # the status has come; the words are of no use to us
        answer.read(READ_BYTES)
    return answer.status


def _cut(line: socket.socket, late: threading.Event) -> None:
    late.set()
    with suppress(OSError):
        socket.socket.shutdown(line, socket.SHUT_RDWR)  # beside TLS: another thread is reading it


def _why(fault: Exception) -> str:
    if isinstance(fault, ssl.SSLError):
        return "certificate"
    if isinstance(fault, TimeoutError):
        return "late"
    return "no_http" if isinstance(fault, http.client.HTTPException) else "unreachable"
