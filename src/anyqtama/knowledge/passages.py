"""A text in passages, each of which can be told alone: by its headings, else by its paragraphs; and which one fits."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from anyqtama.kernel.search.likening import shared
from anyqtama.knowledge import markup
from anyqtama.knowledge.markup import Block, Heading, Note, Paragraph

SHORT = 320
"""Up to so many characters a text goes into a reply whole."""


@dataclass(slots=True)
class Passage:
    blocks: list[Block] = field(default_factory=list)

    @property
    def said(self) -> str:
        """As a client is told it: without the notes for operators."""
        return markup.plain_of([block for block in self.blocks if not isinstance(block, Note)])


def passages(body: str) -> list[Passage]:
    """A list, a table, a note belongs to the words above it."""
    blocks = markup.parse(body)
    begins = Heading if any(isinstance(block, Heading) for block in blocks) else Paragraph
    found = [Passage()]
    for block in blocks:
        if isinstance(block, begins) and found[-1].blocks:
            found.append(Passage())
        found[-1].blocks.append(block)
    return [passage for passage in found if passage.blocks]


def fitting(found: Sequence[Passage], heard: str) -> str:
    """All of a short text; of a long one the passage nearest to what was heard, the first where none is near."""
    told = [passage.said for passage in found]
    whole = "\n\n".join(part for part in told if part)
    if len(whole) <= SHORT or not heard:
        return whole if len(whole) <= SHORT else next(part for part in told if part)
    return max(told, key=lambda part: (len(shared(heard, part)[0]), bool(part)))
