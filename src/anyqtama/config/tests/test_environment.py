"""What the environment says becomes settings, or a sentence that says what to write."""

import pytest

from anyqtama.config import environment


def test_without_an_address_mail_goes_to_the_log() -> None:
    assert environment.mail("") == {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}


@pytest.mark.parametrize(
    ("url", "port", "starttls", "tls"),
    [
        ("smtp+tls://109%40example.kz:p%3Aw@mail.example.kz", 587, True, False),
        ("smtps://109%40example.kz:p%3Aw@mail.example.kz", 465, False, True),
        ("smtp://109%40example.kz:p%3Aw@mail.example.kz:2525", 2525, False, False),
    ],
)
def test_one_address_says_the_mail_server(url: str, port: int, starttls: bool, tls: bool) -> None:
    found = environment.mail(url)
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("mail.example.kz", port)
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("109@example.kz", "p:w")
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (starttls, tls)


def test_the_variable_of_before_is_not_passed_over_in_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANYQTAMA_EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
    with pytest.raises(environment.SettingWrong, match="ANYQTAMA_EMAIL_BACKEND is no more"):
        environment.mail("")


@pytest.mark.parametrize(
    "url",
    [
        "mail.example.kz",
        "http://mail.example.kz",
        "smtp://",
        "smtp://host:many",
        "smtp://host/path",
        "smtp://[1",
        "smtp://109:20#x@host",
    ],
)
def test_an_address_that_is_none_is_refused_without_telling_the_password(url: str) -> None:
    with pytest.raises(environment.SettingWrong, match=r"ANYQTAMA_EMAIL.*smtp\+tls://user:password@host") as refused:
        environment.mail(url)
    assert url not in str(refused.value)
