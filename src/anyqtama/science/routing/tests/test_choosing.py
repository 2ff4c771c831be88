"""The plain choice: whom it refuses and why, whom it prefers, and that nothing starves."""

from __future__ import annotations

import pytest

from anyqtama.science.refusals import BadInput
from anyqtama.science.routing import (
    Candidate,
    Criterion,
    Id,
    Policy,
    Reason,
    Waiting,
    choose_contact,
    choose_person,
    refusal,
)


def person(person_id: Id, *, tax: int | None = 3, kk: int | None = 5, **rest: object) -> Candidate:
    return Candidate(
        person_id=person_id,
        skills={} if tax is None else {"tax": tax},
        languages={} if kk is None else {"kk": kk},
        **rest,  # type: ignore[arg-type]
    )


def contact(contact_id: Id = "c", **rest: object) -> Waiting:
    given: dict[str, object] = {"queue": "tax", "queue_skills": {"tax": 2}, "language": "kk"} | rest
    return Waiting(contact_id=contact_id, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("candidate", "waiting", "reason", "have", "need"),
    [
        (person(1), contact(excluded_person_ids=frozenset({1})), Reason.EXCLUDED, None, None),
        (person(1, tax=None), contact(), Reason.SKILL_MISSING, 0, 2),
        (person(1, tax=1), contact(), Reason.SKILL_TOO_LOW, 1, 2),
        (person(1, kk=None), contact(), Reason.LANGUAGE_MISSING, 0, 3),
        (person(1, kk=2), contact(), Reason.LANGUAGE_TOO_LOW, 2, 3),
        (person(1, load=2, capacity=2), contact(), Reason.FULL, 2, 2),
        (person(1, capacity=0), contact(), Reason.FULL, 0, 0),
    ],
)
def test_a_person_is_refused_with_the_reason_and_the_levels(
    candidate: Candidate, waiting: Waiting, reason: Reason, have: float | None, need: float | None
) -> None:
    policy = Policy(least_language_level=3)
    why = refusal(waiting, candidate, policy)
    assert why is not None
    assert (why.reason, why.have, why.need) == (reason, have, need)
    assert choose_person(waiting, [candidate], policy) is None


def test_the_least_loaded_wins_before_the_more_skilled() -> None:
    choice = choose_person(
        contact(), [person(1, tax=5, load=1, capacity=3), person(2, tax=2, load=0, capacity=3)], Policy()
    )
    assert choice is not None
    assert choice.person_id == 2
    assert [w.criterion for w in choice.explanation if w.decisive] == [Criterion.LOAD]
    [behind] = choice.rejected
    assert (behind.person_id, behind.reason, behind.detail, behind.have, behind.need) == (1, "behind", "load", 1 / 3, 0)


def test_the_person_the_client_knows_wins_before_the_least_loaded() -> None:
    waiting = contact(preferred_person_ids=frozenset({1}))
    choice = choose_person(waiting, [person(1, load=1, capacity=3), person(2, capacity=3)], Policy())
    assert choice is not None
    assert choice.person_id == 1


def test_first_line_wins_before_the_helping_hand() -> None:
    people = [person(1, free_since_seconds=900), person(2, preferred_queues=frozenset({"tax"}))]
    choice = choose_person(contact(), people, Policy())
    assert choice is not None
    assert choice.person_id == 2


def test_the_longest_idle_wins_among_equals_and_the_lower_id_among_the_rest() -> None:
    people = [person(3, free_since_seconds=5), person(2, free_since_seconds=9), person(10, free_since_seconds=9)]
    choice = choose_person(contact(), people, Policy())
    assert choice is not None
    assert choice.person_id == 2
    assert not any(w.decisive for w in choice.explanation)
    assert [(r.person_id, r.detail) for r in choice.rejected] == [(10, ""), (3, "idle")]


def test_spare_skills_keep_the_many_skilled_free() -> None:
    wide = Candidate(person_id=1, skills={"tax": 5, "land": 3}, languages={"kk": 5}, free_since_seconds=99)
    choice = choose_person(contact(), [wide, person(2)], Policy(person_order=(Criterion.SPARE_SKILLS, Criterion.IDLE)))
    assert choice is not None
    assert choice.person_id == 2


def test_a_contact_of_any_language_is_taken_by_whoever_has_the_skill() -> None:
    assert choose_person(contact(language=None), [person(1, kk=None)], Policy()) is not None


def test_a_freed_person_takes_the_higher_priority_then_the_longer_wait() -> None:
    waitings = [
        contact("old", waiting_seconds=100),
        contact("urgent", priority=1, waiting_seconds=10),
        contact("urgent-too", priority=1, waiting_seconds=20),
    ]
    choice = choose_contact(person(1), waitings, Policy())
    assert choice is not None
    assert choice.contact_id == "urgent-too"
    assert [(r.contact_id, r.detail) for r in choice.rejected] == [("urgent", "waiting"), ("old", "priority")]


def test_a_freed_person_takes_only_what_they_can_do() -> None:
    waitings = [contact("land", queue_skills={"land": 1}, priority=9), contact("tax")]
    choice = choose_contact(person(1), waitings, Policy())
    assert choice is not None
    assert choice.contact_id == "tax"
    assert choose_contact(person(1), waitings[:1], Policy()) is None


def test_ageing_lets_no_contact_starve_and_without_it_one_does() -> None:
    def waits_until_served(policy: Policy) -> int | None:
        for minute in range(60):
            urgent = contact("urgent", priority=3, waiting_seconds=0)
            plain = contact("plain", waiting_seconds=60 * minute)
            choice = choose_contact(person(1), [urgent, plain], policy)
            assert choice is not None
            if choice.contact_id == "plain":
                return minute
        return None

    assert waits_until_served(Policy(ageing_seconds=120)) == 6  # three steps of ageing, then the longer wait decides
    assert waits_until_served(Policy(ageing_seconds=None)) is None


@pytest.mark.parametrize(
    "make",
    [
        lambda: person(1, tax=0),
        lambda: person(1, tax=6),
        lambda: person(1, load=-1),
        lambda: person(1, free_since_seconds=float("nan")),
        lambda: contact(waiting_seconds=-1.0),
        lambda: contact(waiting_seconds=float("inf")),
        lambda: contact(priority=1.5),
        lambda: Policy(ageing_seconds=0),
        lambda: Policy(person_order=(Criterion.IDLE, Criterion.IDLE)),
        lambda: Policy(person_order=(Criterion.WAITING,)),
        lambda: Policy(contact_order=(Criterion.IDLE,)),
        lambda: Policy(least_language_level=0),
    ],
)
def test_senseless_input_is_refused(make: object) -> None:
    with pytest.raises(BadInput):
        make()  # type: ignore[operator]
