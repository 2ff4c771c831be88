"""A plain text as a page: blank lines part paragraphs, lines that begin with "- " are a list. Never markup."""

import re
from collections.abc import Iterator

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

BLANK = re.compile(r"\n\s*\n")
POINT = re.compile(r"^\s*[-–•]\s+")


@register.filter
def plain_text(body: str) -> SafeString:
    blocks = BLANK.split(str(body).replace("\r\n", "\n").strip())
    return mark_safe("".join(part for block in blocks if block.strip() for part in _block(block)))  # noqa: S308 -- escaped below


def _block(block: str) -> Iterator[SafeString]:
    """A paragraph may lead straight into its list."""
    words: list[str] = []
    points: list[str] = []
    for line in block.split("\n"):
        if POINT.match(line):
            if words:
                yield _paragraph(words)
                words = []
            points.append(POINT.sub("", line))
        else:
            if points:
                yield _list(points)
                points = []
            words.append(line)
    if points:
        yield _list(points)
    if words:
        yield _paragraph(words)


def _paragraph(lines: list[str]) -> SafeString:
    return format_html("<p>{}</p>", format_html_join(mark_safe("<br>"), "{}", ((line.strip(),) for line in lines)))


def _list(points: list[str]) -> SafeString:
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((point.strip(),) for point in points)))
