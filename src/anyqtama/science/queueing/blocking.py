"""Erlang B: n servers, no waiting places; who finds all servers busy is turned away."""

from __future__ import annotations

from anyqtama.science.queueing.formulas import inverse_blocking
from anyqtama.science.queueing.values import MOST_SERVERS
from anyqtama.science.refusals import BadInput, number, whole


def blocking(load_erlangs: float, servers: int) -> float:
    """Return B(n, a), the share turned away (Erlang 1917; recursion: Jagerman 1984).

    Raises BadInput for a negative or not finite load and for a negative or fractional number of servers.
    """
    number(load_erlangs, "load_erlangs", least=0)
    whole(servers, "servers", least=0, most=MOST_SERVERS)
    if load_erlangs == 0:
        return 1.0 if servers == 0 else 0.0
    return 1.0 / inverse_blocking(load_erlangs, servers)


def servers_for_blocking(load_erlangs: float, max_blocking: float) -> int:
    """Return the least n with B(n, a) <= `max_blocking`, which lies in (0, 1)."""
    number(load_erlangs, "load_erlangs", least=0, most=MOST_SERVERS / 2)
    number(max_blocking, "max_blocking", above=0, below=1)
    if load_erlangs == 0:
        return 0 if max_blocking >= 1 else 1
    inverse, n = 1.0, 0
    while inverse * max_blocking < 1.0:
        n += 1
        inverse = 1.0 + inverse * (n / load_erlangs)
    return n


def load_for_blocking(servers: int, max_blocking: float) -> float:
    """Return the greatest load in erlangs that n servers carry with B(n, a) <= `max_blocking`.

    B rises strictly with a; bisection to the last bits of a float.
    """
    whole(servers, "servers", least=1, most=MOST_SERVERS)
    number(max_blocking, "max_blocking", above=0, below=1)
    low, high = 0.0, 1.0
    while blocking(high, servers) <= max_blocking:
        low, high = high, high * 2
        if high > 1e12:
            raise BadInput(what="is too near to 1", where="max_blocking", mend="ask for a smaller blocking")
    for _ in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if blocking(middle, servers) <= max_blocking:
            low = middle
        else:
            high = middle
    return low
