"""The fast board must give the very person the plain reference gives, also after states changed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anyqtama.science.refusals import BadInput
from anyqtama.science.routing import Board, Candidate, Policy, Waiting, choose_person
from anyqtama.science.routing.tests.strategies import candidates, policies, waitings


def plainly(waiting: Waiting, people: list[Candidate], policy: Policy) -> object:
    choice = choose_person(waiting, people, policy)
    return None if choice is None else choice.person_id


@settings(max_examples=120, deadline=None)
@given(people=candidates(), asks=waitings(), policy=policies())
def test_the_board_chooses_whom_the_reference_chooses(
    people: list[Candidate], asks: list[Waiting], policy: Policy
) -> None:
    board = Board(people, policy)
    assert [board.choose(w) for w in asks] == [plainly(w, people, policy) for w in asks]


@settings(max_examples=80, deadline=None)
@given(people=candidates(), asks=waitings(), policy=policies(), data=st.data())
def test_the_board_follows_changes_of_load_and_idleness(
    people: list[Candidate], asks: list[Waiting], policy: Policy, data: st.DataObject
) -> None:
    board = Board(people, policy)
    for at in range(len(people)):
        load = data.draw(st.integers(0, 3))
        board.set_load(people[at].person_id, load)
        board.set_free_from(people[at].person_id, float(at % 3))
        people[at] = replace(people[at], load=load, free_since_seconds=5.0 - at % 3)  # looked at 5 s later
    assert [board.choose(w) for w in asks] == [plainly(w, people, policy) for w in asks]


def test_many_equally_idle_people_fall_back_to_the_lowest_id() -> None:
    people = [Candidate(person_id=i, skills={}, languages={}) for i in range(200, 0, -1)]
    anyone = Waiting(contact_id=1, queue="q", queue_skills={}, language=None)
    assert Board(people, Policy()).choose(anyone) == 1


def test_an_empty_board_gives_nobody() -> None:
    anyone = Waiting(contact_id=1, queue="q", queue_skills={}, language=None)
    assert Board([], Policy()).choose(anyone) is None


def test_the_board_refuses_doubles_and_strangers() -> None:
    one = Candidate(person_id=1, skills={}, languages={})
    with pytest.raises(BadInput, match="twice"):
        Board([one, one], Policy())
    with pytest.raises(BadInput, match="not on the board"):
        Board([one], Policy()).set_load(2, 0)
