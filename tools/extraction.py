"""Finds the texts of one package that need a translation: in Python, in templates; and texts that escaped it."""

import ast
import io
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from babel.messages.extract import extract
from django.utils.translation.template import templatize

MARKS = {
    **dict.fromkeys(("gettext", "gettext_lazy", "gettext_noop"), ("msgid",)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), ("msgid", "plural")),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ("context", "msgid")),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ("context", "msgid", "plural")),
}
TEMPLATE_MARKS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "gettext": None,
    "_": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """One msgid as the source has it. `plural` empty: none."""

    msgid: str
    context: str = ""
    plural: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong at a place of the source."""

    path: Path
    line: int
    what: str

    def __str__(self) -> str:
        return f"{os.path.relpath(self.path)}:{self.line}: {self.what}"


def in_python(path: Path) -> Iterator[Text | Fault]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = dict(_imported(tree))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        name = names.get(called.id) if isinstance(called, ast.Name) else getattr(called, "attr", None)
        if name not in MARKS or (isinstance(called, ast.Attribute) and not _is_translation(called.value)):
            continue
        fields = {}
        for field, argument in zip(MARKS[name], node.args, strict=False):
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                fields[field] = argument.value
            elif isinstance(argument, ast.Name | ast.Attribute | ast.Subscript) and field == "msgid":
                break  # gettext(place.text): its value was marked by gettext_noop
            else:
                yield Fault(path, node.lineno, f"{name}() needs a plain string, not an expression")
                break
        if "msgid" in fields:
            yield Text(**fields)


def _imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            for alias in node.names:
                yield alias.asname or alias.name, alias.name


def _is_translation(value: ast.expr) -> bool:
    return isinstance(value, ast.Name) and value.id == "translation"


def in_template(path: Path) -> Iterator[Text]:
    python = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    # Python's tokenizer minds the indentation that the blotted-out template still has.
    lines = "\n".join(line.strip() for line in python.splitlines())
    for _line, message, _comments, context in extract("python", io.BytesIO(lines.encode()), TEMPLATE_MARKS):
        msgid, plural = message if isinstance(message, tuple) else (message, "")
        yield Text(msgid, context or "", plural)


class BareText(HTMLParser):
    """Collects words that a reader would see and no translator would."""

    SHOWN = frozenset({"title", "alt", "placeholder", "aria-label", "aria-description"})
    VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []
        self.open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        in_a_named_language = tag != "html" and ("lang" in said or said.get("translate") == "no")
        exempt = in_a_named_language or tag in {"style", "script", "code", "kbd"} or self._exempt()
        if not exempt:
            for name in self.SHOWN & set(said):
                self._note(said[name] or "")
        if tag not in self.VOID:
            self.open.append((tag, exempt))

    def handle_endtag(self, tag: str) -> None:
        while self.open and any(name == tag for name, _ in self.open):
            if self.open.pop()[0] == tag:
                return

    def handle_data(self, data: str) -> None:
        if not self._exempt():  # a block may hold only the attributes of an element elsewhere
            self._note(re.sub(r"""[\w-]+=(?:"[^"]*"|'[^']*')""", "", data))

    def _exempt(self) -> bool:
        return bool(self.open) and self.open[-1][1]

    def _note(self, text: str) -> None:
        if words := re.findall(r"[^\W\d_]{2,}", text.replace("Anyqtama", "")):
            self.found.append((self.getpos()[0], " ".join(words)))


TRANSLATED = re.compile(r"{%\s*blocktrans(?:late)?\b.*?%}.*?{%\s*endblocktrans(?:late)?\s*%}", re.DOTALL)
MARKUP = re.compile(r"{%\s*comment\b.*?{%\s*endcomment\s*%}|{#.*?#}|{%.*?%}|{{.*?}}", re.DOTALL)


def _blank(match: re.Match[str]) -> str:
    """What stands for markup: line numbers stay, and `<{% if … %}` still opens a tag."""
    in_tag_name = match.string[match.start() - 1 : match.start()] in {"<", "/"}
    return ("x" if in_tag_name else "0") + "\n" * match.group().count("\n")


def bare_text(path: Path) -> Iterator[Fault]:
    source = path.read_text(encoding="utf-8")
    for pattern in (TRANSLATED, MARKUP):
        source = pattern.sub(_blank, source)
    reader = BareText()
    reader.feed(source)
    for line, words in reader.found:
        yield Fault(path, line, f"text that nobody can translate: {words[:60]!r}")


JS_COMMENT = re.compile(r"(?<![:\"'])//[^\n]*|/\*.*?\*/", re.DOTALL)
JS_LITERAL = r"""(?P<text>"[^"\n]*"|'[^'\n]*'|`[^`]*`)"""
JS_SHOWN = re.compile(
    r"(?:\.(?:textContent|innerText|innerHTML|title|placeholder|ariaLabel|alt)\s*\+?=\s*"
    r"|\b(?:alert|confirm|prompt|Notification)\(\s*"
    r"|setAttribute\(\s*[\"'](?:title|alt|placeholder|aria-label)[\"']\s*,\s*)" + JS_LITERAL
)


def in_script(path: Path) -> Iterator[Fault]:
    """Scripts take their words from data attributes of the page, which Django has translated."""
    source = JS_COMMENT.sub(lambda match: "\n" * match.group().count("\n"), path.read_text(encoding="utf-8"))
    for number, line in enumerate(source.splitlines(), start=1):
        if re.search("[\u0400-\u04ff]", line):
            yield Fault(path, number, "Cyrillic text in a script; take it from a data attribute")
    for match in JS_SHOWN.finditer(source):
        if re.search(r"[A-Za-z]{2,}", re.sub(r"\$\{.*?\}", "", match["text"])):
            number = source.count("\n", 0, match.start()) + 1
            yield Fault(path, number, f"a script shows {match['text']}; take it from a data attribute")
