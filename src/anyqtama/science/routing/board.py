"""The fast form of `choose_person`: who can do what kept as bit masks, one bit a person, updated as states
change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from anyqtama.science.refusals import BadInput, number, whole
from anyqtama.science.routing.values import HIGHEST_LEVEL, Candidate, Criterion, Id, Policy, Waiting, in_order


class Board:
    """People on shift, ready for many choices in microseconds each.

    Gives the same person as `choose_person` over the same people. Ask `choose_person` for the explanation.
    A choice is a few ANDs of Python integers (one bit a person) and one pass over a numpy row for the idle
    time. Bits are numbered by ascending id, so that the first of equals is the one `choose_person` takes.

    Not safe for use from several threads at once.
    """

    def __init__(self, candidates: Iterable[Candidate], policy: Policy) -> None:
        people = sorted(candidates, key=lambda c: in_order(c.person_id))
        self._ids = [c.person_id for c in people]
        if len(set(self._ids)) != len(self._ids):
            raise BadInput(what="holds an id twice", where="candidates", mend="give each person once")
        self._policy = policy
        self._bit_of = {person_id: i for i, person_id in enumerate(self._ids)}
        self._bytes = (len(people) + 7) // 8
        self._skilled: dict[str, list[int]] = {}
        self._speaking: dict[str, list[int]] = {}
        self._first_line: dict[str, int] = defaultdict(int)
        by_breadth: dict[float, int] = defaultdict(int)
        self._by_load: dict[float, int] = {}
        self._loads = [c.load for c in people]
        self._capacities = [c.capacity for c in people]
        # Instants on the board's own clock, which stands at 0 when the board is made: idle longest = least
        # instant.
        self._free_from = np.array([-c.free_since_seconds for c in people], dtype=np.float64)
        for i, person in enumerate(people):
            bit = 1 << i
            _learn(self._skilled, person.skills, bit)
            _learn(self._speaking, person.languages, bit)
            for queue in person.preferred_queues:
                self._first_line[queue] |= bit
            by_breadth[float(len(person.skills))] |= bit
            self._seat(i, bit)
        self._breadths = [by_breadth[k] for k in sorted(by_breadth)]
        self._load_classes = self._sorted_loads()
        self._idle_is_last = policy.person_order[-1:] == (Criterion.IDLE,)

    def set_load(self, person_id: Id, load: int) -> None:
        """Note that the person now has `load` contacts at once."""
        i, bit = self._place(person_id)
        whole(load, "load", least=0)
        for share in list(self._by_load):
            self._by_load[share] &= ~bit
            if not self._by_load[share]:
                del self._by_load[share]
        self._loads[i] = load
        self._seat(i, bit)
        self._load_classes = self._sorted_loads()

    def set_free_from(self, person_id: Id, board_seconds: float) -> None:
        """Note that the person became free at `board_seconds` after the board was made."""
        i, _ = self._place(person_id)
        self._free_from[i] = number(board_seconds, "board_seconds")

    def able(self, waiting: Waiting) -> int:
        """Return the mask of people who may take the contact now."""
        mask = self._has_room
        for skill, need in waiting.queue_skills.items():
            levels = self._skilled.get(skill)
            if levels is None:
                return 0
            mask &= levels[need]
        if waiting.language is not None:
            levels = self._speaking.get(waiting.language)
            if levels is None:
                return 0
            mask &= levels[self._policy.least_language_level]
        for person_id in waiting.excluded_person_ids:
            i = self._bit_of.get(person_id)
            if i is not None:
                mask &= ~(1 << i)
        return mask

    def choose(self, waiting: Waiting) -> Id | None:
        """Return the person `choose_person` would return, or None."""
        mask = self.able(waiting)
        if not mask:
            return None
        for criterion in self._policy.person_order:
            if not mask & (mask - 1):  # one bit left
                break
            if criterion is Criterion.IDLE:
                mask = self._longest_idle(mask)
                continue
            for better in self._grades(criterion, waiting):
                if mask & better:
                    mask &= better
                    break
        return self._ids[(mask & -mask).bit_length() - 1]

    def _longest_idle(self, mask: int) -> int:
        packed = np.frombuffer(mask.to_bytes(self._bytes, "little"), dtype=np.uint8)
        rows = np.unpackbits(packed, bitorder="little").nonzero()[0]
        free_from = self._free_from.take(rows)
        first = int(free_from.argmin())  # the first of equals: the lowest id
        if self._idle_is_last:
            return 1 << int(rows[first])
        return self._pack(rows[free_from == free_from[first]])

    def _pack(self, rows: np.ndarray[tuple[int], np.dtype[np.intp]]) -> int:
        bits = np.zeros(self._bytes * 8, dtype=np.uint8)
        bits[rows] = 1
        return int.from_bytes(np.packbits(bits, bitorder="little").tobytes(), "little")

    def _grades(self, criterion: Criterion, waiting: Waiting) -> Iterator[int] | list[int]:
        """Masks from best to worst; a person outside all of them is in the worst class."""
        match criterion:
            case Criterion.PREFERRED_PERSON:
                known = [self._bit_of[p] for p in waiting.preferred_person_ids if p in self._bit_of]
                return [sum(1 << i for i in known)]
            case Criterion.PREFERRED_QUEUE:
                return [self._first_line.get(waiting.queue, 0)]
            case Criterion.LOAD:
                return self._load_classes
            case Criterion.LANGUAGE_LEVEL:
                return self._speaking[waiting.language][:0:-1] if waiting.language is not None else []
            case Criterion.SKILL_LEVEL:
                return self._weakest_skill(waiting)
            case _:
                return self._breadths

    def _weakest_skill(self, waiting: Waiting) -> Iterator[int]:
        if not waiting.queue_skills:
            return
        for level in range(HIGHEST_LEVEL, 0, -1):
            mask = -1
            for skill in waiting.queue_skills:
                mask &= self._skilled[skill][level]
            yield mask

    def _seat(self, i: int, bit: int) -> None:
        if self._loads[i] < self._capacities[i]:
            share = self._loads[i] / self._capacities[i]
            self._by_load[share] = self._by_load.get(share, 0) | bit

    def _sorted_loads(self) -> list[int]:
        self._has_room = sum(self._by_load.values())  # a person sits in one class, so the sum is the union
        return [self._by_load[share] for share in sorted(self._by_load)]

    def _place(self, person_id: Id) -> tuple[int, int]:
        if person_id not in self._bit_of:
            raise BadInput(what=f"{person_id!r} is not on the board", where="person_id", mend="make a new board")
        i = self._bit_of[person_id]
        return i, 1 << i


def _learn(table: dict[str, list[int]], levels: Mapping[str, int], bit: int) -> None:
    for name, level in levels.items():
        masks = table.setdefault(name, [0] * (HIGHEST_LEVEL + 1))
        for reached in range(1, level + 1):
            masks[reached] |= bit
