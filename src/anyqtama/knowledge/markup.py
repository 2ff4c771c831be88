"""A text as blocks: paragraphs, headings, lists, tables, pictures, notes that only operators see.

Written as plain lines: `## heading`, `- point`, `1. point`, `| cell | cell |`, `![words](12)`, `> note`. Inside a line
`**strong**` and `[words](https://…)`. Everything else is words and is shown as words: no HTML gets through.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

HEADING = re.compile(r"(#{2,3})\s+(.+)")
POINT = re.compile(r"\s*[-–•]\s+(.+)")
NUMBER = re.compile(r"\s*\d{1,3}[.)]\s+(.+)")
ROW = re.compile(r"\s*\|(.+)\|\s*")
RULE = re.compile(r"[\s|:-]+")
PICTURE = re.compile(r"\s*!\[([^\]\n]*)\]\((\d{1,12})\)\s*")
NOTE = re.compile(r"\s*>\s?(.*)")
INLINE = re.compile(r"\*\*([^*\n]+)\*\*|\[([^\]\n]+)\]\(((?:https?://|tel:\+?|mailto:|/(?!/))[^\s()<>\"']+)\)")

PictureUrl = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Paragraph:
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    words: str


@dataclass(frozen=True, slots=True)
class Points:
    items: Sequence[str]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The first row is its head."""

    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Picture:
    words: str
    number: int


@dataclass(frozen=True, slots=True)
class Note:
    """For operators only: never inserted into a reply."""

    lines: Sequence[str]


Block = Paragraph | Heading | Points | Table | Picture | Note
_Line = tuple[str, str]


def parse(body: str) -> list[Block]:
    blocks: list[Block] = []
    run: list[str] = []
    kind = ""
    for line in [*body.replace("\r\n", "\n").replace("\r", "\n").split("\n"), ""]:
        said_kind, said = _line(line)
        if said_kind != kind or said_kind in {"", "heading", "picture"}:
            blocks += _block(kind, run)
            run, kind = [], said_kind
        if said_kind:
            run.append(said)
    return blocks


def html(body: str, *, picture_url: PictureUrl, notes: bool = True) -> SafeString:
    """The text for a page. `picture_url`: where the picture with this number is read."""
    return html_of([block for block in parse(body) if notes or not isinstance(block, Note)], picture_url=picture_url)


def html_of(blocks: Sequence[Block], *, picture_url: PictureUrl) -> SafeString:
    parts = (_html(block, picture_url) for block in blocks)
    return mark_safe("".join(parts))  # noqa: S308 -- each part is escaped below


def plain(body: str, *, notes: bool = False) -> str:
    """The text as it is said to a client: no marks, and without `notes` nothing that is for operators only."""
    return plain_of([block for block in parse(body) if notes or not isinstance(block, Note)])


def plain_of(blocks: Sequence[Block]) -> str:
    said = [_plain(block) for block in blocks]
    return "\n\n".join(part for part in said if part)


def pictures(body: str) -> set[int]:
    return {block.number for block in parse(body) if isinstance(block, Picture)}


def _line(line: str) -> _Line:
    """(kind, what it says); a blank line has no kind."""
    if not line.strip():
        return "", ""
    for kind, pattern in (("picture", PICTURE), ("points", POINT), ("numbers", NUMBER), ("note", NOTE)):
        if found := pattern.fullmatch(line):
            return kind, line.strip() if kind == "picture" else found[1].strip()
    if found := HEADING.fullmatch(line.strip()):
        return "heading", line.strip()
    return ("table", line.strip()) if ROW.fullmatch(line) else ("words", line.strip())


def _block(kind: str, run: Sequence[str]) -> list[Block]:
    if not run:
        return []
    if kind == "heading" and (found := HEADING.fullmatch(run[0])):
        return [Heading(len(found[1]), found[2])]
    if kind == "picture" and (found := PICTURE.fullmatch(run[0])):
        return [Picture(found[1], int(found[2]))]
    if kind in {"points", "numbers"}:
        return [Points(list(run), kind == "numbers")]
    if kind == "table":
        rows = [
            [cell.strip() for cell in line.strip().strip("|").split("|")] for line in run if not RULE.fullmatch(line)
        ]
        widest = max((len(row) for row in rows), default=0)
        return [Table([[*row, *[""] * (widest - len(row))] for row in rows])] if rows else []
    return [Note(list(run)) if kind == "note" else Paragraph(list(run))]


def _html(block: Block, picture_url: PictureUrl) -> SafeString:
    match block:
        case Heading(level, words):
            return format_html("<h{}>{}</h{}>", level, _inline(words), level)
        case Points(items, numbered):
            tag = "ol" if numbered else "ul"
            return format_html("<{}>{}</{}>", tag, _each("<li>{}</li>", items), tag)
        case Table(rows):
            head, *rest = rows
            lines = format_html_join("", "<tr>{}</tr>", ((_each("<td>{}</td>", row),) for row in rest))
            return format_html(
                '<div class="knowledge-table" tabindex="0"><table>{}{}</table></div>',
                format_html("<thead><tr>{}</tr></thead>", _each('<th scope="col">{}</th>', head)),
                format_html("<tbody>{}</tbody>", lines),
            )
        case Picture(words, number):
            return format_html('<p><img src="{}" alt="{}" loading="lazy"></p>', picture_url(number), words)
        case Note(lines):
            return format_html('<aside class="knowledge-note">{}</aside>', _broken(lines))
        case Paragraph(lines):
            return format_html("<p>{}</p>", _broken(lines))


def _broken(lines: Sequence[str]) -> SafeString:
    return format_html_join(mark_safe("<br>"), "{}", ((_inline(line),) for line in lines))


def _each(pattern: str, items: Sequence[str]) -> SafeString:
    return format_html_join("", pattern, ((_inline(item),) for item in items))


def _inline(words: str) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in _inline_parts(words)))


def _inline_parts(words: str) -> Iterator[str]:
    at = 0
    for found in INLINE.finditer(words):
        yield words[at : found.start()]
        strong, label, url = found.groups()
        yield format_html("<strong>{}</strong>", strong) if strong else format_html('<a href="{}">{}</a>', url, label)
        at = found.end()
    yield words[at:]


def _plain(block: Block) -> str:
    match block:
        case Heading(_level, words):
            return _bare(words)
        case Points(items, numbered):
            marks = [f"{number}." if numbered else "-" for number in range(1, len(items) + 1)]
            return "\n".join(f"{mark} {_bare(item)}" for mark, item in zip(marks, items, strict=True))
        case Table(rows):
            return "\n".join(" – ".join(_bare(cell) for cell in row if cell) for row in rows)
        case Picture():
            return ""
        case Note(lines) | Paragraph(lines):
            return "\n".join(_bare(line) for line in lines)


def _bare(words: str) -> str:
    return INLINE.sub(lambda found: found[1] or (f"{found[2]} ({found[3]})" if "://" in found[3] else found[2]), words)
