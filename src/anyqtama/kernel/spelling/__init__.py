"""Spelling while one writes, in Kazakh, Russian and English at once: which words nobody knows, and what was meant.

A word is right when a language of the text's script knows it; the language of the text only decides what is offered
first. Advice, never a refusal: without dictionaries (`npm ci && node tools/frontend.mjs`) every word is right.
"""

from anyqtama.kernel.spelling.checking import Place, check
from anyqtama.kernel.spelling.suggesting import suggest

__all__ = ["Place", "check", "suggest"]
