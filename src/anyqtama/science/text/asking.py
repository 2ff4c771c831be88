"""Words of questions: they say how one asks, not what about."""

from anyqtama.science.text import kazakh
from anyqtama.science.text.words import fold

_KAZAKH = """
не кім қай қандай қалай қашан қайда қайдан қанша неше неге нені ненің неден немен нелер кімдер қайсы нешінші ма ме ба
бе па пе мен бен пен және да де та те үшін туралы деген дегеніміз деп болып табылады бір бұл сол осы ол керек
"""
_RUSSIAN = """
что как какой какая какое какие каком какого каких кто кого кому когда где куда откуда сколько почему зачем чем чего
ли и в на с со по о об от до за из у к а но не или это для при был была было были который которая которые можно нужно
"""
_ENGLISH = """
what how which who whom whose when where why the a an of in on at to for by from is are was were do does did with and
or be can it its this that
"""
_BENT = ("кім", "не", "қандай", "қалай", "қашан", "қанша", "қайсы", "нешінші")
_FIXED = frozenset(fold(word) for word in f"{_KAZAKH} {_RUSSIAN} {_ENGLISH}".split())
_INFLECTED = frozenset(
    fold(word + plural + owner + case)
    for word in _BENT
    for plural in ("", *kazakh.PLURAL)
    for owner in ("", "ы", "і", "сы", "сі")
    for case in ("", *kazakh.CASE)
    if plural or owner or len(case) > 1
)


def asks(word: str) -> bool:
    """Whether the word only asks or joins; Kazakh question words are bent like nouns (кімдердің, қайсысын)."""
    folded = fold(word)
    return folded in _FIXED or folded in _INFLECTED
