"""Texts are found however they are marked; what escapes a translator is told, and a translation unlike its text."""

import importlib
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from babel.messages.catalog import Message

TOOLS = Path(__file__).resolve().parents[2] / "tools"


@pytest.fixture
def tool(monkeypatch: pytest.MonkeyPatch) -> Any:
    """`tool("messages")`: that module of tools/, imported as its own program would."""

    def load(name: str) -> ModuleType:
        monkeypatch.syspath_prepend(TOOLS)
        return importlib.import_module(name)

    before = set(sys.modules)
    yield load
    for name in {"messages", "extraction"} & (set(sys.modules) - before):
        del sys.modules[name]


def found(tool: Any, path: Path, source: str, *, where: str) -> list[Any]:
    path.write_text(source, encoding="utf-8")
    return list(getattr(tool("extraction"), where)(path))


def test_marks_are_found_under_any_name(tool: Any, tmp_path: Path) -> None:
    source = (
        "from django.utils.translation import gettext_lazy as _, pgettext as word, ngettext, gettext_noop\n"
        "a = _('One ' 'sentence')\n"
        "b = word('occupation', 'Clerk')\n"
        "c = ngettext('%(n)s day', '%(n)s days', n)\n"
        "d = gettext_noop('Later')\n"
        "e = other('Not this')\n"
    )
    texts = {
        (text.context, text.msgid, text.plural) for text in found(tool, tmp_path / "a.py", source, where="in_python")
    }
    assert texts == {
        ("", "One sentence", ""),
        ("occupation", "Clerk", ""),
        ("", "%(n)s day", "%(n)s days"),
        ("", "Later", ""),
    }


@pytest.mark.parametrize("call", ["_(f'Hello {name}')", "_('Hello %s' % name)", "_('Hello {}'.format(name))"])
def test_a_text_made_at_run_time_is_a_fault(tool: Any, tmp_path: Path, call: str) -> None:
    source = f"from django.utils.translation import gettext as _\nx = {call}\n"
    (fault,) = found(tool, tmp_path / "a.py", source, where="in_python")
    assert "plain string" in str(fault)


def test_marks_of_templates_are_found(tool: Any, tmp_path: Path) -> None:
    source = (
        '<div {% if x %}class="a"{% endif %}>{% translate "Save" %}{% translate "Close" context "case" %}\n'
        "  {% blocktranslate trimmed count n=n %}\n    {{ n }} day\n"
        "  {% plural %}\n    {{ n }} days\n  {% endblocktranslate %}\n"
        '{{ name|default:_("Nobody") }}</div>'
    )
    texts = {
        (text.context, text.msgid, text.plural)
        for text in found(tool, tmp_path / "a.html", source, where="in_template")
    }
    assert texts == {
        ("", "Save", ""),
        ("case", "Close", ""),
        ("", "%(n)s day", "%(n)s days"),
        ("", "Nobody", ""),
    }


@pytest.mark.parametrize(
    "markup",
    [
        "<p>Hello</p>",
        '<input placeholder="Your name">',
        '<button aria-label="Закрыть"></button>',
        "<{{ tag }}>Сәлем</{{ tag }}>",
    ],
)
def test_words_outside_a_translation_are_a_fault(tool: Any, tmp_path: Path, markup: str) -> None:
    assert len(found(tool, tmp_path / "a.html", markup, where="bare_text")) == 1


@pytest.mark.parametrize(
    "markup",
    [
        '<p>{% translate "Hello" %} {{ name }} · 12 %</p>',
        '<p lang="kk">Сәлем</p>',
        '<span translate="no">PBX</span>',
        '<{% if a %}fieldset{% else %}div{% endif %} class="x">{{ a }}{{ b }}</div>',
        "{% comment %}Only for us{% endcomment %}{# and this #}",
        "{% blocktranslate trimmed %}Hello{% endblocktranslate %}",
    ],
)
def test_words_that_are_meant_are_none(tool: Any, tmp_path: Path, markup: str) -> None:
    assert found(tool, tmp_path / "a.html", markup, where="bare_text") == []


@pytest.mark.parametrize(
    ("line", "faults"),
    [
        ('row.textContent = "Saved";', 1),
        ("row.setAttribute('aria-label', `Close ${name}`);", 1),
        ('const a = "Қазір";', 1),
        ("row.textContent = words.saved;", 0),
        ("row.textContent = `${minutes}:${seconds}`;", 0),
        ("// row.textContent = 'Saved' — Сақталды", 0),
        ('const tag = "Section";', 0),
    ],
)
def test_a_script_shows_no_words_of_its_own(tool: Any, tmp_path: Path, line: str, faults: int) -> None:
    assert len(found(tool, tmp_path / "a.js", line, where="in_script")) == faults


@pytest.mark.parametrize(
    ("original", "translation", "faults"),
    [
        ("%(n)s of %(total)s", "%(total)s ішінен %(n)s", 0),
        ("%(n)s of %(total)s", "%(n)s", 1),
        ("Hello %s", "Сәлем %s", 1),
        ("{n} days", "{n} күн", 0),
        ("{n} days", "{m} күн", 1),
        (" and ", "және", 1),
        ("Close the case", "Close the case", 1),
        ("CSAT", "CSAT", 0),
        ("Operator", "Oператор", 1),
        (("%(n)s day", "%(n)s days"), ("%(n)s күн",), 0),
        (("One day", "%(n)s days"), ("Бір күн",), 1),
    ],
)
def test_a_translation_keeps_the_form_of_its_original(
    tool: Any, original: str | tuple[str, str], translation: str | tuple[str, ...], faults: int
) -> None:
    message = Message(original, translation)
    assert len(list(tool("messages").unlike(message, "kk"))) == faults
