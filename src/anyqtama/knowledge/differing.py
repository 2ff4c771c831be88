"""What is different between two texts: words that stayed, went, came."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

WORD = re.compile(r"\s+|[^\W_]+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Part:
    """`kind`: same, gone, new."""

    kind: str
    text: str


def parts(old: str, new: str) -> list[Part]:
    """By lines first, then by words inside what differs: quick for long texts, readable for small changes."""
    before, after = (
        old.replace("\r\n", "\n").splitlines(keepends=True),
        new.replace("\r\n", "\n").splitlines(keepends=True),
    )
    return list(_merged(_lines(before, after)))


def _lines(before: Sequence[str], after: Sequence[str]) -> Iterator[Part]:
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, came = "".join(before[i:j]), "".join(after[k:m])
        if tag == "equal":
            yield Part("same", gone)
        elif tag == "replace":
            yield from _words(WORD.findall(gone), WORD.findall(came))
        else:
            yield Part("gone", gone)
            yield Part("new", came)


def _words(before: Sequence[str], after: Sequence[str]) -> Iterator[Part]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < 0.3:
        yield Part("gone", "".join(before))
        yield Part("new", "".join(after))
        return
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            yield Part("same", "".join(before[i:j]))
        else:
            yield Part("gone", "".join(before[i:j]))
            yield Part("new", "".join(after[k:m]))


def _merged(found: Iterator[Part]) -> Iterator[Part]:
    kept: Part | None = None
    for part in found:
        if not part.text:
            continue
        if kept and kept.kind == part.kind:
            kept = Part(kept.kind, kept.text + part.text)
        else:
            if kept:
                yield kept
            kept = part
    if kept:
        yield kept
