"""The Kazakh and Russian catalogues of each package: extract | check | compile [PACKAGE …].

extract  brings the .po files in line with the source: new texts empty, unused ones dropped
check    every text translated in kk and ru, placeholders equal, nothing unused, nothing hard-coded
compile  writes the .mo files that changed; needs no system gettext
"""

import argparse
import io
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from extraction import Fault, Text, bare_text, in_python, in_script, in_template

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "anyqtama"
LANGUAGES = ("kk", "ru")
SHARED = ("ui", "config")
"""Packages whose words every other package may use without writing them again."""
PLURALS = {
    "kk": "nplurals=1; plural=0;",  # a counted Kazakh noun keeps its form
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
}
HEADER = (
    'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: {plurals}\\n"\n\n'
)
PLACEHOLDER = re.compile(r"%\(\w+\)[#0\- +]*[\d.]*[a-zA-Z]|(?<!{){\w*}|%%|%[sdrf]")

Key = tuple[str, str]
"""(context, msgid)"""


def packages(chosen: Sequence[str] = ()) -> list[Path]:
    found = sorted(path.parent for path in SOURCE.glob("*/__init__.py"))
    if unknown := set(chosen) - {path.name for path in found}:
        sys.exit(f"No package {', '.join(sorted(unknown))} in {SOURCE}")
    return [path for path in found if not chosen or path.name in chosen]


def po_path(package: Path, language: str) -> Path:
    return package / "locale" / language / "LC_MESSAGES" / "django.po"


def sources(package: Path) -> Iterator[Path]:
    for pattern in ("**/*.py", "templates/**/*.html", "templates/**/*.txt"):
        for path in sorted(package.glob(pattern)):
            if not {"tests", "migrations"} & set(path.relative_to(package).parts):
                yield path


def texts(package: Path) -> tuple[dict[Key, Text], list[Fault]]:
    """What the package's source asks to be translated, and what is wrong with how it asks."""
    found: dict[Key, Text] = {}
    faults = []
    for path in sources(package):
        for item in in_python(path) if path.suffix == ".py" else in_template(path):
            if isinstance(item, Fault):
                faults.append(item)
            else:
                key = (item.context, item.msgid)
                found[key] = max(item, found.get(key, item))  # the plural form knows more
        if path.suffix == ".html":
            faults += bare_text(path)
    for path in sorted(package.glob("static/*/js/**/*.js")):
        faults += in_script(path)
    return found, faults


def catalogue(path: Path, language: str) -> dict[Key, Message]:
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return _keyed(read_po(file, locale=language, abort_invalid=True))


def _keyed(read: Catalog) -> dict[Key, Message]:
    return {(message.context or "", _msgid(message)): message for message in read if message.id}


def _msgid(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def strings(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def translated(message: Message) -> bool:
    return not message.fuzzy and all(text.strip() for text in strings(message)) and bool(message.string)


@cache
def shared(language: str) -> Mapping[Key, Message]:
    words: dict[Key, Message] = {}
    for name in SHARED:
        words |= catalogue(po_path(SOURCE / name, language), language)
    return words


@cache
def djangos_own() -> frozenset[Key]:
    """Texts that Django itself shows; our config catalogue may carry them."""
    home = Path(django.__file__).parent
    keys: set[Key] = set()
    for part in ("conf", "contrib/auth"):
        with (home / part / "locale/en/LC_MESSAGES/django.po").open("rb") as file:
            keys |= set(_keyed(read_po(file)))
    return frozenset(keys)


def extract(chosen: Sequence[str]) -> int:
    empty_total = 0
    for package in packages(chosen):
        wanted, _faults = texts(package)
        for language in LANGUAGES:
            path = po_path(package, language)
            known = catalogue(path, language)
            target = Catalog(locale=language, fuzzy=False)
            target.mime_headers = [("Plural-Forms", PLURALS[language])]
            for key, text in sorted(wanted.items()):
                if key not in known and package.name not in SHARED and key in shared(language):
                    continue
                old = known.get(key)
                forms = strings(old) if old is not None and old.string and not old.fuzzy else ()
                _add(target, text, forms)
            for key, message in known.items():
                if package.name == "config" and key in djangos_own() and key not in wanted:
                    plural = message.id[1] if isinstance(message.id, tuple) else ""
                    _add(target, Text(key[1], key[0], plural), strings(message))
            if not len(target) and not path.exists():
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_written(target, language), encoding="utf-8")
            empty = [key for key, message in _keyed(target).items() if not translated(message)]
            empty_total += len(empty)
            print(f"{package.name} {language}: {len(target)} texts, {len(empty)} to translate")
    return 1 if empty_total else 0


def _add(target: Catalog, text: Text, forms: tuple[str, ...]) -> None:
    if not text.plural:
        target.add(text.msgid, forms[0] if forms else "", context=text.context or None)
        return
    forms = (forms + (forms[-1:] or ("",)) * 3)[: target.num_plurals]
    target.add((text.msgid, text.plural), forms, context=text.context or None)


def _written(target: Catalog, language: str) -> str:
    body = io.BytesIO()
    write_po(body, target, width=110, no_location=True, omit_header=True, sort_output=True)
    return HEADER.format(language=language, plurals=PLURALS[language]) + body.getvalue().decode().strip() + "\n"


def check(chosen: Sequence[str]) -> int:
    faults: list[str] = []
    said: dict[tuple[str, Key], tuple[str, tuple[str, ...]]] = {}
    for package in packages(chosen):
        wanted, wrong = texts(package)
        faults += map(str, wrong)
        for language in LANGUAGES:
            path = po_path(package, language)
            known = catalogue(path, language)
            place = path.relative_to(ROOT)
            if path.exists() and PLURALS[language] not in path.read_text(encoding="utf-8"):
                faults.append(f"{place}: Plural-Forms must be {PLURALS[language]!r}; run extract")
            for key, text in sorted(wanted.items()):
                message = known.get(key) or shared(language).get(key)
                if message is None or not translated(message):
                    faults.append(f"{place}: not translated: {_named(key)}")
                elif text.plural and isinstance(message.id, str):
                    faults.append(f"{place}: has no plural forms: {_named(key)}; run extract")
            for key, message in sorted(known.items()):
                if key not in wanted and not (package.name == "config" and key in djangos_own()):
                    faults.append(f"{place}: no longer used: {_named(key)}; run extract")
                faults += [f"{place}: {_named(key)}: {fault}" for fault in unlike(message, language)]
                other, forms = said.setdefault((language, key), (package.name, strings(message)))
                if forms != strings(message) and translated(message):
                    faults.append(f"{place}: {_named(key)} reads otherwise in {other}; use pgettext, or one word")
    faults += _same_words(packages(chosen))
    for fault in faults:
        print(fault)
    return 1 if faults else 0


def unlike(message: Message, language: str) -> Iterator[str]:
    """How a translation's form differs from its original's."""
    if not translated(message):
        return
    originals = (message.id,) if isinstance(message.id, str) else message.id
    key: Key = (message.context or "", _msgid(message))
    wanted = sorted(PLACEHOLDER.findall(originals[-1]))
    if key not in djangos_own() and any(re.fullmatch(r"%[sdrf]|{}", mark) for mark in wanted):
        yield "give each placeholder a name, %(like_this)s"
    for text in strings(message):
        if sorted(PLACEHOLDER.findall(text)) != wanted:
            yield f"the placeholders of {text!r} differ"
        if (text[:1].isspace(), text[-1:].isspace()) != (originals[0][:1].isspace(), originals[0][-1:].isspace()):
            yield f"space before or after {text!r} differs"
        if re.search(r"[А-Яа-яӘәІіҢңҒғҮүҰұҚқӨөҺһ][A-Za-z]|[A-Za-z][А-Яа-яӘәІіҢңҒғҮүҰұҚқӨөҺһ]", _without_marks(text)):
            yield f"a word of two alphabets in {text!r}"
    if strings(message)[0] == originals[0] and re.search(r"[a-z]{2,} [a-z]{2,}", _without_marks(originals[0])):
        yield "the translation is the English text"


def _without_marks(text: str) -> str:
    return re.sub(r"<[^>]*>|&\w+;|\\n", " ", PLACEHOLDER.sub(" ", text))


def _same_words(chosen: Sequence[Path]) -> Iterator[str]:
    """A long Kazakh sentence equal to the Russian one was copied, not translated."""
    for package in chosen:
        russian = catalogue(po_path(package, "ru"), "ru")
        for key, message in catalogue(po_path(package, "kk"), "kk").items():
            text = strings(message)[0]
            if len(text) > 30 and " " in text and key in russian and text == strings(russian[key])[0]:
                yield f"{package.name}: {_named(key)}: Kazakh and Russian are the same"


def _named(key: Key) -> str:
    return f"{key[1]!r} ({key[0]})" if key[0] else repr(key[1])


def compile_changed(chosen: Sequence[str]) -> int:
    for package in packages(chosen):
        for language in LANGUAGES:
            source = po_path(package, language)
            target = source.with_suffix(".mo")
            if not source.exists() or (target.exists() and target.stat().st_mtime >= source.stat().st_mtime):
                continue
            with source.open("rb") as file:
                read = read_po(file, locale=language, abort_invalid=True)
            fresh = target.with_suffix(f".{os.getpid()}")
            with fresh.open("wb") as file:
                write_mo(file, read)
            os.replace(fresh, target)  # a reader meanwhile sees the old file or the new one
    return 0


COMMANDS = {"extract": extract, "check": check, "compile": compile_changed}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument("packages", nargs="*", metavar="PACKAGE")
    arguments = parser.parse_args()
    sys.exit(COMMANDS[arguments.command](arguments.packages))
