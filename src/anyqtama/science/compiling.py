"""One source, two engines: a plain Python function is the reference, the same code compiled is the fast form."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from functools import cache
from types import FunctionType
from typing import Any

Kernel = Callable[..., Any]


@cache
def can_compile() -> bool:
    """Tell whether numba is installed; it is loaded only when something is compiled."""
    return importlib.util.find_spec("numba") is not None


@cache
def compiled(*functions: Kernel, inlined: frozenset[str] = frozenset(), unlocked: bool = False) -> dict[str, Kernel]:
    """Compile plain functions, by name; each may call those before it. On disk they are kept for the next time.

    Those named in `inlined` are copied into their callers: an array handed over costs seven words each time.
    `unlocked` ones let other threads of Python run meanwhile.

    The functions must stay within what numba knows: numbers, given arrays, loops, `math`; they make no arrays. They are
    copied, so that the originals remain plain Python.
    """
    import numba

    shared: dict[str, Any] = {}
    made: dict[str, Kernel] = {}
    for function in functions:
        assert isinstance(function, FunctionType)
        shared |= function.__globals__
    for function in functions:
        assert isinstance(function, FunctionType)
        copy = FunctionType(function.__code__, shared, function.__name__, function.__defaults__)
        copy.__qualname__, copy.__module__ = function.__qualname__, function.__module__
        shared[function.__name__] = made[function.__name__] = _compile(
            numba.njit, copy, function.__name__ in inlined, unlocked
        )
    return made


def _compile(njit: Callable[..., Any], function: FunctionType, inline: bool, unlocked: bool) -> Kernel:
    # Without numba's run-time counts of who holds an array (nothing is made or kept here) a call costs a seventh.
    options: dict[str, Any] = {"error_model": "numpy", "forceinline": inline, "_nrt": False, "nogil": unlocked}
    try:
        return njit(cache=True, **options)(function)  # type: ignore[no-any-return]
    except RuntimeError:  # no writable place for the cache
        return njit(**options)(function)  # type: ignore[no-any-return]
