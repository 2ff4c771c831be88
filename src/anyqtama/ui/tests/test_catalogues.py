"""The interface speaks Kazakh and Russian completely."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

import anyqtama.ui

LOCALE = Path(anyqtama.ui.__file__).parent / "locale"


def catalogue(language: str) -> Catalog:
    with (LOCALE / language / "LC_MESSAGES" / "django.po").open(encoding="utf-8") as file:
        return read_po(file, locale=language)


def texts(said: object) -> list[str]:
    """One form, or those of a plural."""
    return [said] if isinstance(said, str) else [str(form) for form in said]  # type: ignore[attr-defined]


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_no_sentence_is_missing_or_guessed(language: str) -> None:
    entries = [message for message in catalogue(language) if message.id]
    assert len(entries) > 150
    assert not [message.id for message in entries if message.fuzzy or not all(texts(message.string))]


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_a_translation_keeps_the_places_for_values(language: str) -> None:
    def places(text: str) -> set[str]:
        return set(re.findall(r"%\(\w+\)s", text))

    def wrong(message: Message) -> bool:
        wanted = places(texts(message.id)[-1])
        return any(places(text) != wanted for text in texts(message.string))

    assert not [message.id for message in catalogue(language) if message.id and wrong(message)]
