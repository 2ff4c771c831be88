"""A mail server that falls silent is given up: the job comes again, or, where the text was told, nobody sends twice."""

import smtplib
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from django.conf import settings

from anyqtama.channels.adapters import email
from anyqtama.channels.messages import Outbound, ReceiptState

MAIL = Outbound(key="aq-1", address="aigerim@example.kz", text="Мәтін", language="kk", subject="Жауап")


@contextmanager
def server(*answers: bytes) -> Iterator[int]:
    """Gives these answers, one to each line that asks for one (the first is the greeting), then says nothing more."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        lines: list[socket.socket] = []

        def serve() -> None:
            line, _address = listening.accept()
            lines.append(line)
            with suppress(OSError):
                _answer(line, answers)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield listening.getsockname()[1]
        for line in lines:
            line.close()
        thread.join(timeout=5)


def _answer(line: socket.socket, answers: Sequence[bytes]) -> None:
    for answer in answers:
        line.sendall(answer + b"\r\n")
        if not line.recv(65_536):
            return
    while line.recv(65_536):
        pass


@pytest.fixture
def smtp(settings: Any) -> Any:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = "127.0.0.1", 0.3
    return settings


def test_silence_of_the_mail_server_has_an_end() -> None:
    assert 0 < settings.EMAIL_TIMEOUT <= 30


def test_a_server_that_never_greets_has_taken_nothing_and_the_job_comes_again(smtp: Any) -> None:
    with server() as smtp.EMAIL_PORT, pytest.raises(smtplib.SMTPServerDisconnected):
        email.send(MAIL)


def test_a_server_silent_after_the_text_may_have_it_and_nothing_is_sent_twice(smtp: Any) -> None:
    with server(b"220 here", b"250 hello", b"250 from", b"250 to", b"354 go on") as smtp.EMAIL_PORT:
        receipt = email.send(MAIL)
    assert (receipt.state, receipt.external_id) == (ReceiptState.UNCERTAIN, "<aq-1@anyqtama>")
