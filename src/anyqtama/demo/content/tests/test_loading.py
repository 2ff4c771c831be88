"""The loader reads everything once, knows no Django, and names what it does not understand."""

import subprocess
import sys
from dataclasses import FrozenInstanceError

import pytest

from anyqtama.demo import content
from anyqtama.demo.content.shapes import Named, Organisation, Text

SPOKEN = {"kk": "Су", "ru": "Вода", "en": "Water"}


def test_load_reads_once_and_the_content_cannot_be_changed() -> None:
    whole = content.load()
    assert whole is content.load()
    assert isinstance(whole.organisation, Organisation)
    with pytest.raises(FrozenInstanceError):
        whole.organisation.names.kk = "басқа"  # type: ignore[misc]
    with pytest.raises(TypeError):
        whole.notices.lines["queued"] = Text("", "", "")  # type: ignore[index]


def test_an_unknown_field_is_refused_by_name() -> None:
    with pytest.raises(content.ContentError, match="Named water: unknown field colour"):
        content.shaped(Named, {"code": "water", "names": SPOKEN, "colour": "blue"})


def test_a_missing_language_is_refused() -> None:
    with pytest.raises(content.ContentError, match="kk"):
        content.shaped(Named, {"code": "water", "names": {"ru": "Вода", "en": "Water"}})


def test_a_value_of_the_wrong_kind_is_refused() -> None:
    with pytest.raises(content.ContentError, match=r"Named 7\.code: expected str, got 7"):
        content.shaped(Named, {"code": 7, "names": SPOKEN})


def test_a_word_outside_the_list_is_refused() -> None:
    row = {"code": "nap", "kind": "sleep", "names": SPOKEN, "paid": True, "choosable": True, "limit_minutes": 5}
    with pytest.raises(ValueError, match="sleep"):
        content.shaped(content.shapes.State, row)


def test_a_line_without_a_speaker_is_refused() -> None:
    with pytest.raises(content.ContentError, match="lost: a line must start with"):
        content._lines({"code": "lost", "talk": "V: Сәлем\nсу жоқ"})


def test_the_content_is_read_without_django() -> None:
    code = "import sys; from anyqtama.demo.content import load; load(); assert 'django' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
