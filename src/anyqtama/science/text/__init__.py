"""Finding texts by words in Kazakh, Russian and English: terms of a text, readings of a query, one score.

>>> import numpy as np
>>> from anyqtama.science.text import Part, invert, query, rank, vector
>>> texts = ["Су құбыры жарылды", "Расписание автобусов"]
>>> vectors = [vector(title="", text=texts[0], language="kk"), vector(title="", text=texts[1], language="ru")]
>>> scores = rank([invert(vectors)], query("кубырымыздын")).scores[0]
>>> int(np.argmax(scores)), float(scores[1])
(0, 0.0)
"""

from anyqtama.science.text.inverting import Inverted, invert, inverted
from anyqtama.science.text.keyboards import in_cyrillic, other_layouts
from anyqtama.science.text.ranking import Params, Part, Postings, Ranking, rank
from anyqtama.science.text.terms import Reading, Vector, asked, joined, keys, query, synonym, vector
from anyqtama.science.text.words import WORD, fold, language_of, names, words

__all__ = [
    "WORD",
    "Inverted",
    "Params",
    "Part",
    "Postings",
    "Ranking",
    "Reading",
    "Vector",
    "asked",
    "fold",
    "in_cyrillic",
    "invert",
    "inverted",
    "joined",
    "keys",
    "language_of",
    "names",
    "other_layouts",
    "query",
    "rank",
    "synonym",
    "vector",
    "words",
]
