"""From positions to heads: how many people must be paid so that enough are at their places."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anyqtama.science.refusals import BadInput, number, numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """One reason to be away, as a share in [0, 1) of its base."""

    name: str
    share: float

    def __post_init__(self) -> None:
        number(self.share, f"loss {self.name!r}", least=0, below=1)


@dataclass(frozen=True, slots=True)
class Shrinkage:
    """Losses in layers. Within a layer all shares have one base and add; each layer's base is what the last one left.

    >>> paid = (Loss(name="leave", share=0.1), Loss(name="illness", share=0.05))
    >>> present = (Loss(name="breaks", share=0.12), Loss(name="training", share=0.03))
    >>> round(Shrinkage((paid, present)).share, 4)
    0.2775
    >>> round(Shrinkage(((*paid, *present),)).share, 4)
    0.3
    """

    layers: tuple[tuple[Loss, ...], ...]

    def __post_init__(self) -> None:
        for position, layer in enumerate(self.layers):
            if sum(loss.share for loss in layer) >= 1:
                raise BadInput(what="leaves nobody", where=f"layer {position}", mend="check the shares and their base")

    @property
    def share(self) -> float:
        """Share of paid time away: 1 - product over layers of (1 - sum of the layer)."""
        return 1.0 - math.prod(1.0 - sum(loss.share for loss in layer) for layer in self.layers)

    def heads(self, positions: ArrayLike) -> NDArray[np.float64]:
        """Return positions / (1 - share), not rounded: round once, where people are hired, not in every interval."""
        return numbers(positions, "positions", least=0) / (1.0 - self.share)
