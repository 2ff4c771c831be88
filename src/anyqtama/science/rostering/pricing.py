"""The cheapest row of one person: dynamic programming over days, with every personal rule as a counter.

A label is a partial row; labels of a day with equal counters are merged, the cheapest stays (Lagrangean prices of the
cover come in through `cost`). Plain Python is the reference; compiled it prices a month in milliseconds.
"""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import numpy as np

from anyqtama.science.compiling import can_compile, compiled

SUM, RUN, GROUP = 0, 1, 2
"""Kinds of counters: a sum over a segment of days, a run of days, groups of days touched (weekends)."""
CHECK_LEAST, CHECK_MOST, RESET, CLOSE_GROUP = 1, 2, 4, 8
"""What is done at the end of a day; bits."""
BUCKETS = 64
STRATA = 32


def beyond(value: int, least: int, most: int, under: float, over: float, squared: int) -> float:
    """What a soft counter costs outside its limits; infinite weights are hard limits."""
    excess, weight = 0, 0.0
    if value < least:
        excess, weight = least - value, under
    elif value > most:
        excess, weight = value - most, over
    if excess == 0:
        return 0.0
    return weight * excess * excess if squared else weight * excess


def best_rows(  # noqa: C901  # numba compiles the search in one piece
    first: int,  # first day with an open or known choice
    begin: int,  # first day of the horizon: rules are enforced from here on
    cost: Any,  # [days, shifts] 0 is a day off
    allowed: Any,  # [days, shifts] 0 or 1
    pair: Any,  # [classes, shifts] cost of a shift after a class; infinite is forbidden
    klass: Any,  # [shifts]
    kind: Any,
    inc: Any,  # [counters, days, shifts]
    least: Any,
    most: Any,
    under: Any,
    over: Any,
    squared: Any,
    cap: Any,
    check: Any,  # [counters, days] bits
    floor: Any,  # [counters, days] a sum below it cannot reach its least any more
    ceiling: Any,  # [counters, days] a sum above it is cut (corridors of long horizons)
    stride: Any,  # [counters] share of the counter in the key; 0: not part of it
    beam: int,
    value: Any,  # work: [2, labels, counters]
    worth: Any,  # [2, labels]
    keys: Any,  # [2, labels]
    parent: Any,  # [days + 1, labels]
    chosen: Any,  # [days + 1, labels]
    slots: Any,  # [table] label by key
    stamps: Any,  # [table]
    bucket: Any,  # [STRATA * (BUCKETS + 2)]
    leading: int,  # the counter whose values the beam keeps apart; negative: none
    trial: Any,  # [counters]
    stamp: int,
    rows: Any,  # out: [many, days]
    costs: Any,  # out: [many]
) -> int:
    """Find the cheapest rows, one for each of the cheapest final labels. Return how many; negative when the beam cut.

    Unknown history: a run that touches `first` need not reach its least.
    """
    days, shifts = cost.shape
    counters = kind.shape[0]
    table = slots.shape[0]
    room = worth.shape[1]
    now = 0
    count = 1
    cut = 0
    worth[0, 0] = 0.0
    keys[0, 0] = 0
    chosen[first, 0] = 0
    for k in range(counters):
        value[0, 0, k] = 0
    for day in range(first, days):
        new = 0
        other = 1 - now
        stamp += 1
        for label in range(count):
            before = klass[chosen[day, label]] if day > first else 0
            base = worth[now, label]
            for shift in range(shifts):
                if allowed[day, shift] == 0:
                    continue
                total = base + cost[day, shift]
                if day >= begin:  # what was done before the horizon is past, not a rule broken
                    total += pair[before, shift]
                if total >= 1e300:
                    continue
                key = klass[shift]
                fits = True
                for k in range(counters):
                    v = value[now, label, k]
                    step = inc[k, day, shift]
                    bits = check[k, day]
                    if kind[k] == RUN:
                        limit = cap[k] + 2
                        if step:
                            v = v + 1 if (day > first or v > 0) else limit + 1
                            run = v - limit if v >= limit else v
                            if run > most[k] and day >= begin:
                                total += over[k]
                            if run > cap[k]:
                                v -= 1
                        else:
                            if 0 < v < limit and v < least[k] and day >= begin:
                                total += under[k] * (least[k] - v)
                            v = 0
                    elif kind[k] == SUM:
                        v += step
                        if v > ceiling[k, day] or v < floor[k, day]:
                            fits = False
                            break
                        if bits:
                            low = least[k] if bits & CHECK_LEAST else v
                            high = most[k] if bits & CHECK_MOST else v
                            total += beyond(v, low, high, under[k], over[k], squared[k])
                            if bits & RESET:
                                v = 0
                        if v > cap[k]:
                            v = cap[k]
                    else:
                        if step and v % 2 == 0:
                            v += 3
                        if v // 2 > ceiling[k, day] or v // 2 < floor[k, day]:
                            fits = False
                            break
                        if bits & CLOSE_GROUP:
                            v -= v % 2
                        if bits & (CHECK_LEAST | CHECK_MOST):
                            low = least[k] if bits & CHECK_LEAST else v // 2
                            high = most[k] if bits & CHECK_MOST else v // 2
                            total += beyond(v // 2, low, high, under[k], over[k], squared[k])
                        if v // 2 > cap[k]:
                            v = 2 * cap[k] + v % 2
                    if total >= 1e300:
                        fits = False
                        break
                    trial[k] = v
                    key += v * stride[k]
                if not fits:
                    continue
                slot = key % table
                while stamps[slot] == stamp and keys[other, slots[slot]] != key:
                    slot += 1
                    if slot == table:
                        slot = 0
                if stamps[slot] == stamp:
                    at = slots[slot]
                    if worth[other, at] <= total:
                        continue
                elif new < room:
                    at = new
                    new += 1
                    stamps[slot] = stamp
                    slots[slot] = at
                    keys[other, at] = key
                else:
                    cut = 1
                    continue
                worth[other, at] = total
                parent[day + 1, at] = label
                chosen[day + 1, at] = shift
                for k in range(counters):
                    value[other, at, k] = trial[k]
        now = other
        count = new
        if count > beam:
            cut = 1
            count = thin(now, count, beam, day + 1, counters, value, worth, keys, parent, chosen, bucket, leading)
        if count == 0:
            return 0
    found = 0
    for out in range(rows.shape[0]):
        best = -1
        for label in range(count):
            if not math.isinf(worth[now, label]) and (best < 0 or worth[now, label] < worth[now, best]):
                best = label
        if best < 0:
            break
        costs[out] = worth[now, best]
        worth[now, best] = math.inf
        label = best
        for day in range(days, first, -1):
            rows[out, day - 1] = chosen[day, label]
            label = parent[day, label]
        for day in range(first):
            rows[out, day] = 0
        found += 1
    return -found if cut else found


def thin(
    now: int,
    count: int,
    beam: int,
    day: int,
    counters: int,
    value: Any,
    worth: Any,
    keys: Any,
    parent: Any,
    chosen: Any,
    bucket: Any,
    leading: int,
) -> int:
    """Keep about `beam` labels: of each stratum (values of the leading counter) the cheapest, by a histogram."""
    low, high = worth[now, 0], worth[now, 0]
    for label in range(count):
        low = min(low, worth[now, label])
        high = max(high, worth[now, label])
    span = (high - low) / BUCKETS + 1e-12
    for b in range(len(bucket)):
        bucket[b] = 0
    quota = max(beam // STRATA, 1) if leading >= 0 else beam
    for label in range(count):
        stratum = value[now, label, leading] % STRATA if leading >= 0 else 0
        bucket[stratum * BUCKETS + min(int((worth[now, label] - low) / span), BUCKETS - 1)] += 1
    limits, taken = STRATA * BUCKETS, STRATA * BUCKETS + STRATA
    for stratum in range(STRATA):
        last, held = 0, bucket[stratum * BUCKETS]
        while last + 1 < BUCKETS and held + bucket[stratum * BUCKETS + last + 1] <= quota:
            last += 1
            held += bucket[stratum * BUCKETS + last]
        bucket[limits + stratum] = last
    kept = 0
    for label in range(count):
        stratum = value[now, label, leading] % STRATA if leading >= 0 else 0
        cheap = min(int((worth[now, label] - low) / span), BUCKETS - 1) <= bucket[limits + stratum]
        if cheap and bucket[taken + stratum] < quota:
            bucket[taken + stratum] += 1
            worth[now, kept] = worth[now, label]
            keys[now, kept] = keys[now, label]
            parent[day, kept] = parent[day, label]
            chosen[day, kept] = chosen[day, label]
            for k in range(counters):
                value[now, kept, k] = value[now, label, k]
            kept += 1
    return kept


def fill_floor(
    begin: int, allowed: Any, kind: Any, inc: Any, least: Any, under: Any, check: Any, reach: Any, floor: Any
) -> None:
    """Set the least value each hard sum must have after each day to reach its least by the end of its segment.

    `reach` [counters, days + 1] is the most that so many free days in a row can add; fixed days add what they add.
    """
    days, shifts = allowed.shape
    for k in range(kind.shape[0]):
        for day in range(days):
            floor[k, day] = -(10**9)
        if kind[k] != SUM or not math.isinf(under[k]):
            continue
        rest, free, fixed = 0, 0, 0
        live = False
        for day in range(days - 1, begin - 1, -1):
            if check[k, day] & CHECK_LEAST:
                rest, free, fixed = 0, 0, 0
                live = True
            elif check[k, day] & RESET:
                live = False
            if live:
                floor[k, day] = least[k] - min(rest, fixed + reach[k, free])
            high, choices = 0, 0
            for shift in range(shifts):
                if allowed[day, shift]:
                    choices += 1
                    high = max(high, inc[k, day, shift])
            rest += high
            if choices > 1:
                free += 1
            else:
                fixed += high


def price(low: int, high: int, own: Any, qualified: Any, ptr: Any, index: Any, marginal: Any, out: Any) -> None:
    """Set the cost of every (day, shift) of a person: own costs and the marginal costs of the cover touched."""
    shifts = own.shape[1]
    for day in range(low, high):
        for shift in range(shifts):
            total = own[day, shift]
            for at in range(ptr[day * shifts + shift], ptr[day * shifts + shift + 1]):
                row = index[at]
                if qualified[row]:
                    total += marginal[row]
            out[day, shift] = total


@cache
def kernels() -> dict[str, Any]:
    """Return the functions compiled where numba is installed, else as they stand."""
    functions = (beyond, thin, best_rows, fill_floor, price)
    if can_compile():
        return compiled(*functions, unlocked=True)
    return {function.__name__: function for function in functions}


class Workspace:
    """The arrays a search for rows works in; one for each thread."""

    def __init__(self, days: int, counters: int, shifts: int, beam: int, many: int = 4) -> None:
        room = min(beam * shifts + 1, 400_000)
        self.beam = beam
        self.value = np.zeros((2, room, max(counters, 1)), np.int32)
        self.worth = np.zeros((2, room))
        self.keys = np.zeros((2, room), np.int64)
        self.parent = np.zeros((days + 1, room), np.int32)
        self.chosen = np.zeros((days + 1, room), np.int16)
        self.slots = np.zeros(1 << (2 * room).bit_length(), np.int32)
        self.stamps = np.zeros(len(self.slots), np.int64)
        self.bucket = np.zeros(STRATA * (BUCKETS + 2), np.int64)
        self.trial = np.zeros(max(counters, 1), np.int32)
        self.stamp = 0
        self.rows = np.zeros((many, days), np.int16)
        self.costs = np.zeros(many)
        self.cost = np.zeros((days, shifts))
        self.floor = np.zeros((max(counters, 1), days), np.int32)
