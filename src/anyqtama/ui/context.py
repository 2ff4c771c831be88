"""What base.html and shell.html must know of the reader: theme, density, side bar, languages."""

from typing import Literal, TypedDict, cast

from django.conf import settings
from django.http import HttpRequest

Theme = Literal["", "light", "dark"]

CHOICES: dict[str, tuple[str, ...]] = {
    "theme": ("light", "dark"),
    "density": ("comfortable", "compact"),
    "side": ("full", "rail"),
}

# The short names stand in the top bar; a language is always named in itself.
LANGUAGES = {"kk": ("ҚАЗ", "Қазақша"), "ru": ("РУС", "Русский"), "en": ("ENG", "English")}


class Language(TypedDict):
    code: str
    short: str
    name: str


class Interface(TypedDict):
    """Empty theme: nobody has chosen, the system decides."""

    theme: Theme
    density: str
    side: str
    languages: list[Language]


def chosen(request: HttpRequest, what: str) -> str:
    """The reader's choice kept in a cookie, empty when there is none or it is not one of ours."""
    value = request.COOKIES.get(f"aq_{what}", "")
    return value if value in CHOICES[what] else ""


def interface(request: HttpRequest) -> dict[str, Interface]:
    """Context processor: `interface` in every template."""
    codes = [code for code, _ in settings.LANGUAGES]
    return {
        "interface": Interface(
            theme=cast(Theme, chosen(request, "theme")),
            density=chosen(request, "density") or "comfortable",
            side=chosen(request, "side") or "full",
            languages=[
                Language(code=code, short=LANGUAGES[code][0], name=LANGUAGES[code][1])
                for code in codes
                if code in LANGUAGES
            ],
        )
    }
