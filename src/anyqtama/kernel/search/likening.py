"""How alike two texts are: the words they share in whichever form, of all that the shorter one has."""

from anyqtama.science import text as text_science

LEAST_LETTERS = 4


def shared(first: str, second: str) -> tuple[list[str], float]:
    """The words of `first` that `second` has too, in their order, and their share from 0 to 1."""
    left, right = _words(first), _words(second)
    common = [word for word, keys in left.items() if any(keys & others for others in right.values())]
    return common, len(common) / max(1, min(len(left), len(right)))


def _words(said: str) -> dict[str, frozenset[int]]:
    """Short words join anything with anything; numbers stay, as they may name a house or an error."""
    return {
        word: text_science.keys(word)
        for word in dict.fromkeys(text_science.words(said))
        if len(word) >= LEAST_LETTERS or not word.isalpha()
    }
