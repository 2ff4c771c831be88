"""Checks every template: it compiles, obeys the content policy, and each component lists its variables on top."""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "anyqtama"
FORBIDDEN = (
    (re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE), "an inline style; the content policy drops it"),
    (re.compile(r"<style\b", re.IGNORECASE), "a <style> element; the content policy drops it"),
    (re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.IGNORECASE), "an inline event handler"),
    (re.compile(r"<script\b(?![^>]*\bsrc\s*=)(?![^>]*application/json)", re.IGNORECASE), "a <script> without src"),
    (re.compile(r"(?:href|src|action)\s*=\s*[\"']\s*javascript:", re.IGNORECASE), "a javascript: address"),
    (re.compile(r"(?:href|src)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE), "an address of another site"),
    (re.compile(r"\|\s*safe\b(?!seq)"), "|safe; only help texts of our own forms may"),
)
SAFE_HELP = re.compile(r"{{\s*field\.help_text\|safe\s*}}")


def templates() -> Iterator[tuple[str, Path]]:
    """(name that Django knows, file)"""
    for folder in sorted(SOURCE.glob("*/templates")):
        for path in sorted((*folder.rglob("*.html"), *folder.rglob("*.txt"))):
            yield path.relative_to(folder).as_posix(), path


def faults() -> Iterator[str]:
    from django.template import TemplateSyntaxError
    from django.template.loader import get_template

    seen: dict[str, Path] = {}
    for name, path in templates():
        place = path.relative_to(ROOT)
        if name in seen:
            yield f"{place}: hides or is hidden by {seen[name].relative_to(ROOT)}"
        seen[name] = path
        try:
            get_template(name)
        except TemplateSyntaxError as error:
            yield f"{place}: {error}"
        source = path.read_text(encoding="utf-8")
        if name.startswith("ui/") and path.suffix == ".html" and not source.startswith(("{#", "{% comment")):
            yield f"{place}: begins without the comment that lists its variables"
        shown = re.sub(r"{#.*?#}", "", SAFE_HELP.sub("", source))
        for pattern, what in FORBIDDEN:
            for match in pattern.finditer(shown):
                yield f"{place}:{shown.count(chr(10), 0, match.start()) + 1}: {what}"


def main() -> int:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "anyqtama.config.settings")
    django.setup()
    found = list(faults())
    print("\n".join(found) if found else f"{sum(1 for _ in templates())} templates")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
