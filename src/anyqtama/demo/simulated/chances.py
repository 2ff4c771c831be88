"""Randomness that depends on what it is for, not on the order in which things happen: same seed, same story."""

import random
from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from anyqtama.science.simulation import Duration, Law, draw_seconds

Thing = TypeVar("Thing")


class Chances:
    """Draws for one named purpose, such as one client's talk."""

    def __init__(self, *what: object) -> None:
        name = ":".join(map(str, what))
        self.plain = random.Random(name)  # noqa: S311 -- a story, not a secret
        self.numbers = np.random.default_rng(self.plain.getrandbits(64))

    def happens(self, probability: float) -> bool:
        return self.plain.random() < probability

    def one(self, things: Sequence[Thing]) -> Thing:
        return self.plain.choice(things)

    def weighted(self, things: Sequence[Thing], weights: Sequence[float]) -> Thing:
        return self.plain.choices(things, weights)[0]

    def whole(self, least: int, most: int) -> int:
        return self.plain.randint(least, most)

    def seconds(self, least: float, most: float) -> float:
        return self.plain.uniform(least, most)

    def lasting(self, mean_seconds: float, variation: float = 0.8) -> float:
        """Handling times are close to lognormal."""
        law = Duration(law=Law.LOGNORMAL, mean_seconds=mean_seconds, variation=variation)
        return float(draw_seconds(law, 1, self.numbers)[0])

    def patience(self, mean_seconds: float) -> float:
        law = Duration(law=Law.EXPONENTIAL, mean_seconds=mean_seconds)
        return float(draw_seconds(law, 1, self.numbers)[0])
