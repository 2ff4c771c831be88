"""Language, theme and density: kept with the person, and in cookies that every page reads."""

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from anyqtama.people.models import Person

YEAR_SECONDS = 365 * 24 * 3600
CHOICES: Mapping[str, tuple[str, ...]] = {
    "language": tuple(code for code, _name in settings.LANGUAGES),
    "theme": ("auto", "light", "dark"),
    "density": ("comfortable", "compact"),
}
COOKIES: Mapping[str, str] = {
    "language": settings.LANGUAGE_COOKIE_NAME, "theme": "aq_theme", "density": "aq_density",
}  # fmt: skip


class NoSuchChoice(Exception):
    """A value that no page offers."""


def choose(*, person: Person | None, what: str, value: str) -> None:
    """Keep one choice with the person; a visitor's lives in the cookie alone."""
    if value not in CHOICES[what]:
        raise NoSuchChoice(what)
    if person is not None:
        setattr(person, what, value)
        person.save(update_fields=[what])


def keep_language(*, person: Person, cookies: Mapping[str, str]) -> None:
    """Give the person the language this browser speaks, if somebody chose one."""
    if (value := cookies.get(COOKIES["language"], "")) in CHOICES["language"]:
        choose(person=person, what="language", value=value)


def remember(response: HttpResponse, request: HttpRequest, choices: Mapping[str, str]) -> None:
    """Put the choices into this browser. Theme "auto" is the absence of a choice."""
    for what, value in choices.items():
        if value == "auto":
            response.delete_cookie(COOKIES[what], samesite="Lax")
        else:
            response.set_cookie(COOKIES[what], value, max_age=YEAR_SECONDS, samesite="Lax", secure=request.is_secure())


def of(person: Person) -> dict[str, str]:
    return {"language": person.language, "theme": person.theme, "density": person.density}
