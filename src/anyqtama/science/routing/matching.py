"""Many waiting contacts and several free people at once, e.g. when a queue opens or a lead moves people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from anyqtama.science.refusals import BadInput
from anyqtama.science.routing.choosing import choose_person, refusal, value_of
from anyqtama.science.routing.values import Candidate, Choice, Id, Policy, Waiting, in_order


def match(
    waitings: Sequence[Waiting], candidates: Sequence[Candidate], policy: Policy
) -> list[tuple[Waiting, Candidate, Choice]]:
    """Give contacts to people, most urgent first; nobody who can be served waits for a better fit of another.

    Each contact in turn takes its best person. If all its people are taken by contacts ranked before it, one
    of those steps aside to a person it can also have (an augmenting path), never back into the queue. So the
    set of contacts served is the best possible in order of rank (greedy in a transversal matroid; Edmonds
    1971), and the largest. Same input, same answer, whatever the order of the two sequences.

    Raises
    ------
    BadInput : an id occurs twice.
    """
    _refuse_doubles([w.contact_id for w in waitings], "waitings")
    _refuse_doubles([c.person_id for c in candidates], "candidates")
    ranked = sorted(waitings, key=lambda w: _rank(w, policy))
    seats = _Seats(ranked, sorted(candidates, key=lambda c: in_order(c.person_id)), policy)
    for contact in range(len(ranked)):
        seats.place(contact)
    return seats.choices()


def _rank(waiting: Waiting, policy: Policy) -> tuple[list[float], tuple[bool, Id]]:
    nobody = Candidate(person_id="", skills={}, languages={})
    values = [-value_of(criterion, waiting, nobody, policy) for criterion in policy.contact_order]
    return values, in_order(waiting.contact_id)


class _Seats:
    """Who holds whom while the matching grows; positions index the ranked contacts and the sorted people."""

    def __init__(self, contacts: list[Waiting], people: list[Candidate], policy: Policy) -> None:
        self.contacts, self.people, self.policy = contacts, people, policy
        self.able = [[p for p, who in enumerate(people) if refusal(c, who, policy) is None] for c in contacts]
        self.held: list[list[int]] = [[] for _ in people]
        self.first_choice: dict[int, Choice] = {}
        self.seat_of: dict[int, int] = {}

    def place(self, contact: int) -> None:
        free = [self._now(p) for p in self.able[contact] if self._has_room(p)]
        choice = choose_person(self.contacts[contact], free, self.policy)
        if choice is not None:
            person = next(p for p in self.able[contact] if self.people[p].person_id == choice.person_id)
            self._sit(contact, person)
            self.first_choice[contact] = choice
        else:
            self._make_room(contact, set())

    def _make_room(self, contact: int, seen: set[int]) -> bool:
        for person in self.able[contact]:
            if person in seen:
                continue
            seen.add(person)
            if self._has_room(person):
                self._sit(contact, person)
                return True
            for other in self.held[person]:
                if self._make_room(other, seen):
                    self.held[person].remove(other)
                    self._sit(contact, person)
                    return True
        return False

    def choices(self) -> list[tuple[Waiting, Candidate, Choice]]:
        found = []
        for contact, waiting in enumerate(self.contacts):
            person = self.seat_of.get(contact)
            if person is None:
                continue
            first = self.first_choice.get(contact)
            who = self.people[person]
            if first is not None and first.person_id == who.person_id:
                choice = first
            else:
                alone = choose_person(waiting, [who], self.policy)
                assert alone is not None  # `able` holds only people who may take it
                choice = replace(alone, stepped_aside=first is not None)
            found.append((waiting, who, choice))
        return found

    def _has_room(self, person: int) -> bool:
        who = self.people[person]
        return who.load + len(self.held[person]) < who.capacity

    def _now(self, person: int) -> Candidate:
        who, taken = self.people[person], len(self.held[person])
        return replace(who, load=who.load + taken, free_since_seconds=0.0) if taken else who

    def _sit(self, contact: int, person: int) -> None:
        self.held[person].append(contact)
        self.seat_of[contact] = person


def _refuse_doubles(ids: list[Id], where: str) -> None:
    if len(set(ids)) != len(ids):
        twice = next(i for i in ids if ids.count(i) > 1)
        raise BadInput(what=f"holds {twice!r} twice", where=where, mend="give each id once")
