"""Typed reading of environment variables; each error says which variable, what was found and what to write."""

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit


class SettingWrong(Exception):
    """A variable of the environment cannot be used as it is."""


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def flag(name: str, default: bool = False) -> bool:
    value = os.environ.get(name, "").strip().lower()
    if value in {"", "1", "0", "yes", "no", "true", "false"}:
        return default if value == "" else value in {"1", "yes", "true"}
    raise SettingWrong(f"{name}={value!r} is neither yes nor no. Write 1 or 0.")


def number(name: str, default: int) -> int:
    value = os.environ.get(name, "").strip()
    try:
        return int(value) if value else default
    except ValueError:
        raise SettingWrong(f"{name}={value!r} is not a whole number.") from None


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def secret(name: str, folder: Path) -> str:
    """A secret from NAME or the file named by NAME_FILE; else one made once in the data folder, mode 0600."""
    if value := os.environ.get(name):
        return value
    path = Path(os.environ.get(f"{name}_FILE", folder / f"{name.lower()}.key"))
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(48))
        except FileExistsError:  # another process of the same start was first
            pass
    return path.read_text().strip()


MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


def mail(url: str) -> dict[str, object]:
    """Django's settings of the mail server at smtp+tls://user:password@host:port, or of the log when there is none.

    smtp: nothing encrypted; smtp+tls: encrypted from STARTTLS on; smtps: from the first byte.
    """
    if "ANYQTAMA_EMAIL_BACKEND" in os.environ:
        raise SettingWrong("ANYQTAMA_EMAIL_BACKEND is no more: write the mail server's address in ANYQTAMA_EMAIL.")
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    wrong = SettingWrong(
        "ANYQTAMA_EMAIL cannot be used: write smtp+tls://user:password@host:587, a name in it with %40."
    )
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port or MAIL_PORTS[parts.scheme]
    except (KeyError, ValueError):
        raise wrong from None
    if not host or parts.path.strip("/") or parts.query or parts.fragment:
        raise wrong
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": host,
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
    }


def database(url: str, folder: Path) -> dict[str, object]:
    """Django's DATABASES entry for an address such as postgres://user@host/name or sqlite:///path."""
    if not url:
        url = f"sqlite:///{folder / 'anyqtama.sqlite3'}"
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "anyqtama.kernel.sqlite",
            "NAME": unquote(parts.path[1:] if parts.path.startswith("//") else parts.path) or ":memory:",
            "CONN_MAX_AGE": None,  # a thread keeps its connection: nothing can time it out
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 60,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                "PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY;",
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        options: dict[str, object] = dict(parse_qsl(parts.query))
        options.setdefault("pool", {"min_size": 1, "max_size": number("DATABASE_POOL", 12), "timeout": 20})
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.lstrip("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "OPTIONS": options,
            "CONN_HEALTH_CHECKS": True,  # a restarted server costs no request its answer
        }
    raise SettingWrong(f"DATABASE_URL={url!r}: write postgres://user:password@host/name or sqlite:///path.")
