"""Parts and wholes that agree: queues with the centre, intervals with the day, each giving way as far as it
is in doubt."""

import numpy as np
from numpy.typing import ArrayLike

from anyqtama.science.refusals import BadInput, numbers

from .checks import Floats


def reconcile(
    parts: ArrayLike, parts_variance: ArrayLike, whole: ArrayLike, whole_variance: ArrayLike
) -> tuple[Floats, Floats]:
    """Parts and their whole after least squares, so that the parts sum to the whole.

    Parameters
    ----------
    parts, parts_variance : shape (parts, …), 0 or more; queues over intervals, or intervals over days
    whole, whole_variance : shape (…), 0 or more; variance 0 fixes the whole (a plan handed down)

    Notes
    -----
    ``part + V_part / (Σ V_part + V_whole) · (whole - Σ parts)``: the minimum-trace reconciliation of
    S. L. Wickramasuriya, G. Athanasopoulos, R. J. Hyndman (2019), JASA 114, p. 804, with independent errors.
    A part that would fall below 0 stays at 0 and the others take its share. Where all variances are 0 the gap
    is shared in proportion to the parts, or equally when they are 0.
    """
    p, v = numbers(parts, "parts", least=0), numbers(parts_variance, "parts_variance", least=0)
    w, wv = numbers(whole, "whole", least=0), numbers(whole_variance, "whole_variance", least=0)
    if p.ndim < 1 or p.shape != v.shape or p.shape[1:] != w.shape or w.shape != wv.shape:
        raise BadInput(where="parts", what=f"has shape {p.shape}, whole {w.shape}", mend="give parts (n, …), whole (…)")
    if not len(p):
        raise BadInput(where="parts", what="is empty", mend="give at least one part")
    doubt = v + wv
    weight = np.where(doubt.sum(axis=0) > 0, v, p)
    weight = np.where(weight.sum(axis=0) > 0, weight, 1.0)
    moving = weight.sum(axis=0)
    gain = moving / np.where(moving + wv > 0, moving + wv, 1.0)
    agreed = np.maximum(p.sum(axis=0) + gain * (w - p.sum(axis=0)), 0.0)
    result = p.copy()
    for _ in range(len(p)):
        gap = agreed - result.sum(axis=0)
        free = np.where((result > 0) | (gap > 0), weight, 0.0)
        free = np.where(free.sum(axis=0) > 0, free, (result > 0) | (gap > 0))
        share = free / np.where(free.sum(axis=0) > 0, free.sum(axis=0), 1.0)
        moved = result + share * gap
        result = np.maximum(moved, 0.0)
        if not (moved < 0).any():
            break
    agreed_parts: Floats = result
    return agreed_parts, agreed_parts.sum(axis=0)
