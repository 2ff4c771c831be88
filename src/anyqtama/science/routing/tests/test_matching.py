"""Many at once: the contacts served are the best possible set, whatever the order of the input."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings

from anyqtama.science.refusals import BadInput
from anyqtama.science.routing import Candidate, Policy, Waiting, match, refusal
from anyqtama.science.routing.choosing import aged_priority
from anyqtama.science.routing.tests.strategies import candidates, policies, waitings
from anyqtama.science.routing.values import in_order


def servable(asks: tuple[Waiting, ...], people: list[Candidate], policy: Policy) -> bool:
    """Hall's condition, tried out: every subset of contacts finds room enough. Shares no code with `match`."""
    for size in range(1, len(asks) + 1):
        for some in itertools.combinations(asks, size):
            reachable = [p for p in people if any(refusal(w, p, policy) is None for w in some)]
            if sum(p.capacity - p.load for p in reachable) < size:
                return False
    return True


@settings(max_examples=80, deadline=None)
@given(people=candidates(), asks=waitings(), policy=policies())
def test_the_most_urgent_servable_set_is_served(people: list[Candidate], asks: list[Waiting], policy: Policy) -> None:
    ranked = sorted(asks, key=lambda w: (-aged_priority(w, policy), -w.waiting_seconds, in_order(w.contact_id)))
    best: tuple[Waiting, ...] = ()
    for waiting in ranked:
        if servable((*best, waiting), people, policy):
            best = (*best, waiting)
    found = match(asks, people, policy)
    assert {w.contact_id for w, _, _ in found} == {w.contact_id for w in best}


@settings(max_examples=100, deadline=None)
@given(people=candidates(), asks=waitings(), policy=policies())
def test_nobody_is_overfilled_and_nobody_takes_what_they_may_not(
    people: list[Candidate], asks: list[Waiting], policy: Policy
) -> None:
    found = match(asks, people, policy)
    for person in people:
        own = [w for w, p, _ in found if p.person_id == person.person_id]
        assert not own or person.load + len(own) <= person.capacity
    for waiting, person, choice in found:
        assert refusal(waiting, person, policy) is None
        assert (choice.contact_id, choice.person_id) == (waiting.contact_id, person.person_id)


@settings(max_examples=50, deadline=None)
@given(people=candidates(), asks=waitings(), policy=policies())
def test_the_order_of_the_input_does_not_matter(people: list[Candidate], asks: list[Waiting], policy: Policy) -> None:
    assert match(asks, people, policy) == match(asks[::-1], people[::-1], policy)


def test_a_contact_steps_aside_for_one_that_nobody_else_can_take() -> None:
    both = Candidate(person_id=1, skills={"tax": 5, "land": 5}, languages={}, free_since_seconds=60)
    tax = Candidate(person_id=2, skills={"tax": 1}, languages={})
    first = Waiting(contact_id=1, queue="tax", queue_skills={"tax": 1}, language=None, waiting_seconds=50)
    second = Waiting(contact_id=2, queue="land", queue_skills={"land": 1}, language=None, waiting_seconds=10)
    found = match([first, second], [both, tax], Policy())
    assert [(c.contact_id, c.person_id, c.stepped_aside) for _, _, c in found] == [(1, 2, True), (2, 1, False)]


def test_a_doubled_id_is_refused() -> None:
    one = Candidate(person_id=1, skills={}, languages={})
    with pytest.raises(BadInput, match="candidates holds 1 twice"):
        match([], [one, one], Policy())
