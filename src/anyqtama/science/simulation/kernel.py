"""The event loop, on arrays alone: plain Python as it stands, millions of events a second once compiled.

Longer than other files because it is compiled in one piece; the parts come in the order of a contact's way. Tables are
passed one by one: a tuple of arrays costs a reference count each at every call, which is most of the time.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from anyqtama.science.simulation.tables import Table

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

# What an event of the heap is.
ENDS, GIVES_UP, RETURNS = 0, 1, 2
# Columns of `counts`, whose rows are cells: queue by interval in which the contact joined the queue.
OFFERED, ANSWERED, ANSWERED_IN, ABANDONED, ABANDONED_IN, WAIT_ANSWERED, WAIT_ALL, HANDLING = range(8)
CALLED_BACK, RETRIED, TRANSFERRED, UNSERVED, COLUMNS = 8, 9, 10, 11, 12
# Why a draw is made: keeps the draws of one contact apart.
FOR_RETRY, FOR_DELAY, FOR_TRANSFER, FOR_CALL, FOR_REACH, FOR_WORK, FOR_PATIENCE = 1, 2, 3, 4, 5, 6, 7
BINS = 7200
"""Waits of those answered in whole seconds, the last bin open."""


def chance(salt: int, attempt: int, purpose: int) -> float:
    """Return a number in (0, 1) that belongs to this contact, attempt and purpose alone (32-bit mixing)."""
    x = (int(salt) ^ (int(attempt) * 0x1F123BB5 + purpose * 0x5BD1E995)) & 0xFFFFFFFF
    for _ in range(3):
        x ^= x >> 16
        x = (x * 0x7FEB352D) & 0xFFFFFFFF
        x ^= x >> 15
        x = (x * 0x297A2D39) & 0xFFFFFFFF
    x ^= x >> 16
    return (x + 0.5) / 4294967296.0


def push(contacts: Table, desk: Table, heap: Table, time: float, c: int, what: int) -> None:
    """Put an event on the heap; it is void once the contact's version has moved on.

    Fields are copied one by one: numba copies a whole record byte by byte.
    """
    i = desk[0]["planned"]
    if i == len(heap):
        desk[0]["full"] = 1  # the caller plays again with more room
        return
    desk[0]["planned"] = i + 1
    while i > 0:
        parent = (i - 1) >> 1
        if heap[parent]["time"] <= time:
            break
        heap[i]["time"] = heap[parent]["time"]
        heap[i]["code"] = heap[parent]["code"]
        i = parent
    heap[i]["time"] = time
    heap[i]["code"] = (int(contacts[c]["version"]) << 36) | (c << 2) | what


def drop_first(desk: Table, heap: Table) -> None:
    """Take the earliest event off the heap."""
    size = desk[0]["planned"] - 1
    desk[0]["planned"] = size
    time, code = heap[size]["time"], heap[size]["code"]
    i = 0
    while True:
        child = 2 * i + 1
        if child >= size:
            break
        if child + 1 < size and heap[child + 1]["time"] < heap[child]["time"]:
            child += 1
        if heap[child]["time"] >= time:
            break
        heap[i]["time"] = heap[child]["time"]
        heap[i]["code"] = heap[child]["code"]
        i = child
    heap[i]["time"] = time
    heap[i]["code"] = code


def seat(people: Table, seats: Whole, a: int) -> None:
    """Put a person with room into the list of their group and load, longest free first, then lower number."""
    g, n, free = people[a]["group"], people[a]["load"], people[a]["free_from"]
    ahead = seats[g, n, 1]
    while ahead >= 0 and (people[ahead]["free_from"] > free or (people[ahead]["free_from"] == free and ahead > a)):
        ahead = people[ahead]["previous"]
    behind = people[ahead]["following"] if ahead >= 0 else seats[g, n, 0]
    people[a]["previous"] = ahead
    people[a]["following"] = behind
    if ahead >= 0:
        people[ahead]["following"] = a
    else:
        seats[g, n, 0] = a
    if behind >= 0:
        people[behind]["previous"] = a
    else:
        seats[g, n, 1] = a


def unseat(people: Table, seats: Whole, a: int) -> None:
    """Take a person out of their list."""
    g, n = people[a]["group"], people[a]["load"]
    ahead, behind = people[a]["previous"], people[a]["following"]
    if ahead >= 0:
        people[ahead]["following"] = behind
    else:
        seats[g, n, 0] = behind
    if behind >= 0:
        people[behind]["previous"] = ahead
    else:
        seats[g, n, 1] = ahead


def choose_person(
    people: Table, groups: Table, seats: Whole, groups_of: Whole, person_order: Whole, rank: Floats, k: int
) -> int:
    """Return who takes a contact of kind k now, -1 if nobody: `routing.choose_person` over the heads of the lists."""
    best, best_group, best_load = -1, 0, 0
    for position in range(groups_of.shape[1]):
        g = groups_of[k, position]
        if g < 0:
            break
        for n in range(groups[g]["capacity"]):
            a = seats[g, n, 0]
            if a < 0:
                continue
            better = best < 0 or a < best
            if best >= 0:
                for i in range(len(person_order)):
                    code = person_order[i]
                    if code >= 0:
                        own, other = rank[k, g, code], rank[k, best_group, code]
                    elif code == -1:
                        own, other = n / groups[g]["capacity"], best_load / groups[best_group]["capacity"]
                    else:
                        own, other = people[a]["free_from"], people[best]["free_from"]
                    if own != other:
                        better = own < other
                        break
            if better:
                best, best_group, best_load = a, g, n
    return best


def choose_contact(
    contacts: Table,
    kinds: Table,
    desk: Table,
    counts: Floats,
    kinds_of: Whole,
    contact_order: Whole,
    first_line: Floats,
    g: int,
    now: float,
) -> int:
    """Return what a person of group g takes next, -1 if nothing: `routing.choose_contact` over the heads of queues."""
    best = -1
    for position in range(kinds_of.shape[1]):
        k = kinds_of[g, position]
        if k < 0:
            break
        c = kinds[k]["head"]
        if kinds[k]["watched"] == 0:
            while c >= 0 and contacts[c]["gives_up"] <= now:
                give_up(contacts, kinds, desk, counts, c)
                c = kinds[k]["head"]
        if c < 0:
            continue
        better = best < 0 or c < best
        if best >= 0:
            better = goes_before(contacts, kinds, desk, contact_order, first_line, g, now, c, best)
        if better:
            best = c
    return best


def goes_before(
    contacts: Table,
    kinds: Table,
    desk: Table,
    contact_order: Whole,
    first_line: Floats,
    g: int,
    now: float,
    c: int,
    d: int,
) -> bool:
    k, other, ageing = contacts[c]["kind"], contacts[d]["kind"], desk[0]["ageing_seconds"]
    for i in range(len(contact_order)):
        code = contact_order[i]
        if code == 0:
            own = -(kinds[k]["priority"] + math.floor((now - contacts[c]["since"]) / ageing))
            its = -(kinds[other]["priority"] + math.floor((now - contacts[d]["since"]) / ageing))
        elif code == 1:
            own, its = contacts[c]["since"], contacts[d]["since"]
        else:
            own, its = first_line[k, g], first_line[other, g]
        if own != its:
            return bool(own < its)
    return c < d


def note(contacts: Table, counts: Floats, c: int, column: int, amount: float) -> None:
    """Count into the contact's cell: the queue and the interval in which it joined the queue; -1 in the warm-up."""
    cell = contacts[c]["cell"]
    if cell >= 0:
        counts[cell, column] += amount


def join(contacts: Table, kinds: Table, desk: Table, counts: Floats, c: int, now: float) -> None:
    """Let a contact come to its queue and find its cell."""
    contacts[c]["since"] = now
    contacts[c]["called"] = 0
    contacts[c]["cell"] = -1
    if desk[0]["warm_up_seconds"] <= now < desk[0]["period_seconds"]:
        intervals = desk[0]["intervals"]
        interval = min(int(now / desk[0]["interval_seconds"]), intervals - 1)
        contacts[c]["cell"] = kinds[contacts[c]["kind"]]["queue"] * intervals + interval
    note(contacts, counts, c, OFFERED, 1.0)


def unlink(contacts: Table, kinds: Table, c: int) -> None:
    """Take a waiting contact out of its queue."""
    k = contacts[c]["kind"]
    ahead, behind = contacts[c]["before"], contacts[c]["after"]
    if ahead >= 0:
        contacts[ahead]["after"] = behind
    else:
        kinds[k]["head"] = behind
    if behind >= 0:
        contacts[behind]["before"] = ahead
    else:
        kinds[k]["tail"] = ahead
    kinds[k]["waiting"] -= 1


def give_up(contacts: Table, kinds: Table, desk: Table, counts: Floats, c: int) -> None:
    """Let a waiting contact go at the moment its patience ended, which may lie in the past."""
    unlink(contacts, kinds, c)
    wait = contacts[c]["gives_up"] - contacts[c]["since"]
    note(contacts, counts, c, ABANDONED, 1.0)
    note(contacts, counts, c, WAIT_ALL, wait)
    if wait <= kinds[contacts[c]["kind"]]["within"]:
        note(contacts, counts, c, ABANDONED_IN, 1.0)
    if math.isnan(contacts[c]["waited"]):
        contacts[c]["waited"] = wait
    desk[0]["events"] += 1


def count_answer(contacts: Table, kinds: Table, counts: Floats, waits: Whole, c: int, now: float) -> None:
    """Count a contact that someone takes now; called-back ones apart."""
    k, wait = contacts[c]["kind"], now - contacts[c]["since"]
    if contacts[c]["called"] == 1:
        note(contacts, counts, c, CALLED_BACK, 1.0)
        if chance(contacts[c]["salt"], contacts[c]["attempt"], FOR_REACH) >= kinds[k]["reached_share"]:
            contacts[c]["left"] = kinds[k]["missed_seconds"]
        return
    note(contacts, counts, c, ANSWERED, 1.0)
    note(contacts, counts, c, WAIT_ANSWERED, wait)
    note(contacts, counts, c, WAIT_ALL, wait)
    if wait <= kinds[k]["within"]:
        note(contacts, counts, c, ANSWERED_IN, 1.0)
    if contacts[c]["cell"] >= 0:
        waits[kinds[k]["queue"], min(int(wait), waits.shape[1] - 1)] += 1


def begin(
    contacts: Table,
    kinds: Table,
    people: Table,
    groups: Table,
    desk: Table,
    heap: Table,
    seats: Whole,
    leads: Whole,
    stretch: Floats,
    counts: Floats,
    waits: Whole,
    a: int,
    c: int,
    now: float,
) -> None:
    """Let a seated person take a contact that is in no queue."""
    g = people[a]["group"]
    count_answer(contacts, kinds, counts, waits, c, now)
    if math.isnan(contacts[c]["waited"]):
        contacts[c]["waited"] = now - contacts[c]["since"]
        contacts[c]["by"] = a
    unseat(people, seats, a)
    if people[a]["load"] == 0:
        people[a]["busy_from"] = now
    contacts[c]["person"] = a
    contacts[c]["paced"] = now
    contacts[c]["version"] += 1  # its giving up is void
    if groups[g]["capacity"] == 1:
        people[a]["load"] = 1
        note(contacts, counts, c, HANDLING, contacts[c]["left"])
        push(contacts, desk, heap, now + contacts[c]["left"], c, ENDS)
        return
    for place in range(leads.shape[1]):
        if leads[a, place] < 0:
            leads[a, place] = c
            break
    repace(contacts, kinds, people, groups, desk, heap, leads, stretch, counts, a, now, people[a]["load"] + 1)
    if people[a]["load"] < groups[g]["capacity"]:
        seat(people, seats, a)


def repace(
    contacts: Table,
    kinds: Table,
    people: Table,
    groups: Table,
    desk: Table,
    heap: Table,
    leads: Whole,
    stretch: Floats,
    counts: Floats,
    a: int,
    now: float,
    load: int,
) -> None:
    """Give the person another number of contacts and set a new end for each, at the pace of that number."""
    g = people[a]["group"]
    old, new = stretch[g, people[a]["load"]], stretch[g, load]
    people[a]["load"] = load
    for place in range(leads.shape[1]):
        c = leads[a, place]
        if c >= 0:
            note(contacts, counts, c, HANDLING, now - contacts[c]["paced"])
            groups[g]["led"] += overlap(desk, contacts[c]["paced"], now)
            contacts[c]["left"] = max(contacts[c]["left"] - (now - contacts[c]["paced"]) / old, 0.0)
            contacts[c]["paced"] = now
            contacts[c]["version"] += 1
            push(contacts, desk, heap, now + contacts[c]["left"] * new, c, ENDS)


def end_segment(
    contacts: Table,
    kinds: Table,
    people: Table,
    groups: Table,
    desk: Table,
    heap: Table,
    seats: Whole,
    leads: Whole,
    stretch: Floats,
    counts: Floats,
    c: int,
    now: float,
) -> int:
    """Free the person from a finished contact and return them; their room is not seated yet."""
    a = contacts[c]["person"]
    g = people[a]["group"]
    groups[g]["led"] += overlap(desk, contacts[c]["paced"], now)
    if people[a]["load"] < groups[g]["capacity"] and people[a]["on"] == 1:
        unseat(people, seats, a)
    if groups[g]["capacity"] == 1:
        people[a]["load"] = 0
    else:
        note(contacts, counts, c, HANDLING, now - contacts[c]["paced"])
        for place in range(leads.shape[1]):
            if leads[a, place] == c:
                leads[a, place] = -1
        repace(contacts, kinds, people, groups, desk, heap, leads, stretch, counts, a, now, people[a]["load"] - 1)
    if people[a]["load"] == 0:
        groups[g]["busy"] += overlap(desk, people[a]["busy_from"], now)
    people[a]["free_from"] = now if desk[0]["by_idle"] == 1 else 0.0
    return int(a)


def overlap(desk: Table, begins: float, ends: float) -> float:
    """Return the part of the time that is counted."""
    return max(min(ends, desk[0]["period_seconds"]) - max(begins, desk[0]["warm_up_seconds"]), 0.0)  # type: ignore[no-any-return]


def line_up(contacts: Table, kinds: Table, desk: Table, heap: Table, c: int) -> None:
    """Let a contact wait at the end of its queue, perhaps for a call back."""
    k = contacts[c]["kind"]
    offered = kinds[k]["offer_at"] >= 0 and kinds[k]["waiting"] >= kinds[k]["offer_at"]
    if offered and chance(contacts[c]["salt"], contacts[c]["attempt"], FOR_CALL) < kinds[k]["call_share"]:
        contacts[c]["called"] = 1
        contacts[c]["gives_up"] = math.inf
    tail = kinds[k]["tail"]
    contacts[c]["before"] = tail
    contacts[c]["after"] = -1
    if tail >= 0:
        contacts[tail]["after"] = c
    else:
        kinds[k]["head"] = c
    kinds[k]["tail"] = c
    kinds[k]["waiting"] += 1
    if kinds[k]["watched"] == 1 and contacts[c]["gives_up"] < math.inf:
        push(contacts, desk, heap, contacts[c]["gives_up"], c, GIVES_UP)


def goes_on_to(contacts: Table, kinds: Table, transfer_to: Floats, c: int) -> int:
    """Return the kind of contact a finished segment is passed on as, -1 if it ends here."""
    k = contacts[c]["kind"]
    if kinds[k]["passes_on"] == 1 and contacts[c]["called"] == 0:
        u = chance(contacts[c]["salt"], contacts[c]["attempt"], FOR_TRANSFER)
        for other in range(transfer_to.shape[1]):
            if u < transfer_to[k, other]:
                return other
    return -1


def renew(contacts: Table, work_pool: Floats, patience_pool: Floats, c: int, now: float) -> None:
    """Draw work and patience anew for a further segment or attempt."""
    contacts[c]["attempt"] += 1
    contacts[c]["version"] += 1
    salt, attempt, k = contacts[c]["salt"], contacts[c]["attempt"], contacts[c]["kind"]
    size = work_pool.shape[1]
    contacts[c]["left"] = work_pool[k, int(chance(salt, attempt, FOR_WORK) * size)]
    contacts[c]["gives_up"] = now + patience_pool[k, int(chance(salt, attempt, FOR_PATIENCE) * size)]


def retry(
    contacts: Table,
    kinds: Table,
    desk: Table,
    heap: Table,
    counts: Floats,
    work_pool: Floats,
    patience_pool: Floats,
    c: int,
    now: float,
) -> None:
    """Someone gave up: perhaps they try again later."""
    k, salt, attempt = contacts[c]["kind"], contacts[c]["salt"], contacts[c]["attempt"]
    if attempt >= kinds[k]["retry_most"] or chance(salt, attempt, FOR_RETRY) >= kinds[k]["retry_share"]:
        return
    note(contacts, counts, c, RETRIED, 1.0)
    again = now - math.log(chance(salt, attempt, FOR_DELAY)) * kinds[k]["retry_after"]
    renew(contacts, work_pool, patience_pool, c, again)
    push(contacts, desk, heap, again, c, RETURNS)


def clear(contacts: Table, kinds: Table, desk: Table, counts: Floats) -> None:
    """After the last event: whoever still waits gives up in time, or is counted as never served."""
    for k in range(len(kinds)):
        while kinds[k]["head"] >= 0:
            c = kinds[k]["head"]
            if contacts[c]["gives_up"] < math.inf:
                give_up(contacts, kinds, desk, counts, c)
            else:
                unlink(contacts, kinds, c)
                note(contacts, counts, c, UNSERVED, 1.0)


def take_next(
    contacts: Table,
    kinds: Table,
    people: Table,
    groups: Table,
    desk: Table,
    heap: Table,
    seats: Whole,
    leads: Whole,
    stretch: Floats,
    counts: Floats,
    waits: Whole,
    kinds_of: Whole,
    contact_order: Whole,
    first_line: Floats,
    a: int,
    now: float,
) -> None:
    """Seat a person who has room and let them take waiting contacts until none fits or they have no more room."""
    seat(people, seats, a)
    g = people[a]["group"]
    while people[a]["load"] < groups[g]["capacity"]:
        c = choose_contact(contacts, kinds, desk, counts, kinds_of, contact_order, first_line, g, now)
        if c < 0:
            break
        unlink(contacts, kinds, c)
        begin(contacts, kinds, people, groups, desk, heap, seats, leads, stretch, counts, waits, a, c, now)


def welcome(
    contacts: Table,
    kinds: Table,
    people: Table,
    groups: Table,
    desk: Table,
    heap: Table,
    seats: Whole,
    leads: Whole,
    stretch: Floats,
    counts: Floats,
    waits: Whole,
    groups_of: Whole,
    person_order: Whole,
    rank: Floats,
    c: int,
    now: float,
) -> None:
    """Let a contact come to its queue: to a person at once, or to wait."""
    join(contacts, kinds, desk, counts, c, now)
    a = choose_person(people, groups, seats, groups_of, person_order, rank, contacts[c]["kind"])
    if a >= 0:
        begin(contacts, kinds, people, groups, desk, heap, seats, leads, stretch, counts, waits, a, c, now)
    else:
        line_up(contacts, kinds, desk, heap, c)


def turn_duty(people: Table, groups: Table, desk: Table, seats: Whole, a: int, on: int, now: float) -> int:
    """Let a person come to or leave their place; return them if they are ready for work. Work begun is finished."""
    has_room = people[a]["load"] < groups[people[a]["group"]]["capacity"]
    people[a]["on"] = on
    if not has_room:
        return -1
    if on == 0:
        unseat(people, seats, a)
        return -1
    people[a]["free_from"] = now if desk[0]["by_idle"] == 1 else 0.0
    return int(a)


def play(
    contacts: Table,
    kinds: Table,
    people: Table,
    groups: Table,
    desk: Table,
    heap: Table,
    seats: Whole,
    leads: Whole,
    stretch: Floats,
    counts: Floats,
    waits: Whole,
    arrive: Floats,
    duty_time: Floats,
    duty_person: Whole,
    duty_on: Whole,
    groups_of: Whole,
    kinds_of: Whole,
    person_order: Whole,
    contact_order: Whole,
    rank: Floats,
    first_line: Floats,
    transfer_to: Floats,
    work_pool: Floats,
    patience_pool: Floats,
) -> None:
    """Play the whole period and let everyone begun or waiting come to an end.

    Each turn takes the earliest of: someone's duty, an event of the heap, an arrival; in this order if at once. It may
    leave a contact that joins a queue (`comes`) and a person with room (`ready`), served in this order: the person
    takes from the queues first, then the contact joins.
    """
    arrived, turn = 0, 0
    while desk[0]["full"] == 0:
        arrival = arrive[arrived] if arrived < len(arrive) else math.inf
        event = heap[0]["time"] if desk[0]["planned"] > 0 else math.inf
        duty = duty_time[turn] if turn < len(duty_time) else math.inf
        now = min(arrival, event, duty)
        if now == math.inf:
            break
        comes, ready = -1, -1
        if duty <= now:
            ready = turn_duty(people, groups, desk, seats, duty_person[turn], duty_on[turn], now)
            turn += 1
        elif event <= now:
            code = heap[0]["code"]
            drop_first(desk, heap)
            c, what = (code >> 2) & 0x3FFFFFFFF, code & 3
            if code >> 36 != contacts[c]["version"]:
                continue
            if what == ENDS:
                desk[0]["events"] += 1
                a = end_segment(contacts, kinds, people, groups, desk, heap, seats, leads, stretch, counts, c, now)
                ready = a if people[a]["on"] == 1 else -1
                other = goes_on_to(contacts, kinds, transfer_to, c)
                if other >= 0:
                    note(contacts, counts, c, TRANSFERRED, 1.0)
                    contacts[c]["kind"] = other
                    renew(contacts, work_pool, patience_pool, c, now)
                    comes = c
            elif what == GIVES_UP:
                give_up(contacts, kinds, desk, counts, c)
                retry(contacts, kinds, desk, heap, counts, work_pool, patience_pool, c, now)
            else:
                desk[0]["events"] += 1
                comes = c
        else:
            desk[0]["events"] += 1
            comes = arrived
            arrived += 1
        if ready >= 0:
            take_next(
                contacts, kinds, people, groups, desk, heap, seats, leads, stretch, counts, waits, kinds_of,
                contact_order, first_line, ready, now,
            )  # fmt: skip
        if comes >= 0:
            welcome(
                contacts, kinds, people, groups, desk, heap, seats, leads, stretch, counts, waits, groups_of,
                person_order, rank, comes, now,
            )  # fmt: skip
    clear(contacts, kinds, desk, counts)
