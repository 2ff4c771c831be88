"""The search index: documents in, ranked hits out. One scorer over stored postings, alike on both databases."""

from anyqtama.kernel.search.finding import Hit, Visible, find
from anyqtama.kernel.search.indexing import index, remove
from anyqtama.kernel.search.showing import Piece, marked, snippet
from anyqtama.science.text import words

__all__ = ["Hit", "Piece", "Visible", "find", "index", "marked", "remove", "snippet", "words"]
