"""The interface speaks Kazakh and Russian completely."""

import re
from pathlib import Path

import pytest

import anyqtama.ui

LOCALE = Path(anyqtama.ui.__file__).parent / "locale"


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_no_sentence_is_missing_or_guessed(language: str) -> None:
    text = (LOCALE / language / "LC_MESSAGES" / "django.po").read_text()
    entries = text.split("\n\n")[1:]
    assert len(entries) > 150
    assert "#, fuzzy" not in text
    assert [entry for entry in entries if re.search(r'^msgstr(\[\d])? ""$', entry, re.MULTILINE)] == []


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_a_translation_keeps_the_places_for_values(language: str) -> None:
    for entry in (LOCALE / language / "LC_MESSAGES" / "django.po").read_text().split("\n\n")[1:]:
        said, translated = entry.split("msgstr", 1)
        wanted = set(re.findall(r"%\(\w+\)s", said))
        for line in re.findall(r'"(.*)"', translated):
            assert set(re.findall(r"%\(\w+\)s", line)) == wanted, entry
