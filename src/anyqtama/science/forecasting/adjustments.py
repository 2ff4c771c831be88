"""What people know and history cannot: layers laid over a forecast, each with its name, never mixed into the
model."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from anyqtama.science.refusals import BadInput, number, whole

from .checks import Floats, Ints
from .grid import wall_clock


@dataclass(frozen=True, slots=True)
class Adjustment:
    """From start_seconds up to end_seconds (wall clock since 1970): times `factor`, then plus `add` contacts
    an interval."""

    name: str
    start_seconds: int
    end_seconds: int
    factor: float = 1.0
    add: float = 0.0

    def __post_init__(self) -> None:
        where = f"adjustment {self.name}"
        number(self.factor, f"{where}, factor", least=0)
        number(self.add, f"{where}, add")
        for name in ("start_seconds", "end_seconds"):
            whole(getattr(self, name), f"{where}, {name}")
        if self.end_seconds <= self.start_seconds:
            what = f"ends {wall_clock(self.end_seconds)}, before it starts"
            raise BadInput(where=where, what=what, mend="give an end after the start")


def apply_adjustments(
    starts: Ints,
    step_seconds: int,
    mean: Floats,
    explanation: Mapping[str, Floats],
    adjustments: Sequence[Adjustment],
) -> tuple[Floats, dict[str, Floats], Floats]:
    """The adjusted mean, the explanation with a component a layer, and the factor for the quantiles.

    An interval partly covered is adjusted for the part. Layers follow one another in the order given; never
    below 0.
    """
    now, parts = mean.copy(), dict(explanation)
    for layer in adjustments:
        begin = np.maximum(starts, layer.start_seconds)
        end = np.minimum(starts + step_seconds, layer.end_seconds)
        covered = np.clip((end - begin) / step_seconds, 0.0, 1.0)
        after = np.maximum(now + covered * ((layer.factor - 1.0) * now + layer.add), 0.0)
        key = f"adjustment: {layer.name}"
        parts[key] = parts.get(key, np.zeros(mean.size)) + after - now
        now = after
    scale = np.divide(now, mean, out=np.ones_like(mean), where=mean > 0)
    return now, parts, scale
