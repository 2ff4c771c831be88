"""The search index: documents in, ranked hits out. One scorer over stored postings, alike on both databases."""

from anyqtama.kernel.search.finding import Hit, Visible, find
from anyqtama.kernel.search.indexing import Ready, index, ready, remove, store
from anyqtama.kernel.search.showing import Piece, marked, snippet
from anyqtama.science.text import words

__all__ = [
    "Hit",
    "Piece",
    "Ready",
    "Visible",
    "find",
    "index",
    "marked",
    "ready",
    "remove",
    "snippet",
    "store",
    "words",
]
