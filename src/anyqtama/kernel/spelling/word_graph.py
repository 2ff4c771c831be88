"""A graph of words as Tesseract packs it: each edge is one 64-bit number of letter, marks and where it leads.

Read where it lies: 4 MB hold 437,000 Kazakh words, where a set of them would take sixty.
"""

import math
import struct
from array import array
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

HEADER = struct.Struct("<hii")
LAST, BACKWARD, ENDS = 1, 2, 4
MARKS = 3
_NOWHERE = 0

Node = Mapping[str, tuple[int, bool]]
"""Letter → (the node it leads to, whether a word ends with it)."""


class WordGraph:
    def __init__(self, graph: Path, letters: Path) -> None:
        lines = letters.read_text(encoding="utf-8").splitlines()
        self._letters = [line.split(" ", 1)[0] for line in lines[1:]]
        data = graph.read_bytes()
        _magic, size, number = HEADER.unpack_from(data)
        self._edges = array("Q", data[HEADER.size : HEADER.size + 8 * number])
        self._bits = math.ceil(math.log2(size + 1))
        self._end = (1 << (64 - self._bits - MARKS)) - 1
        self._node = lru_cache(maxsize=8_000)(self._read)

    def __contains__(self, word: str) -> bool:
        """Follows the word letter by letter from the root."""
        to, ends = _NOWHERE, False
        for letter in word:
            step = self._node(to).get(letter) if to is not None else None
            if step is None:
                return False
            to, ends = step
            if to == _NOWHERE:
                to = self._end
        return ends

    def _read(self, start: int) -> Node:
        if start == self._end:
            return {}
        node: dict[str, tuple[int, bool]] = {}
        mask = (1 << self._bits) - 1
        for at in range(start, len(self._edges)):
            edge = self._edges[at]
            marks = edge >> self._bits
            if marks & BACKWARD:
                break
            node[self._letters[edge & mask]] = (edge >> (self._bits + MARKS), bool(marks & ENDS))
            if marks & LAST:
                break
        return node
