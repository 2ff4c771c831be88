"""Who takes which contact, and why: a pure choice that can be read back criterion by criterion.

>>> from anyqtama.science.routing import Candidate, Policy, Waiting, choose_person
>>> aigul = Candidate(person_id=1, skills={"tax": 3}, languages={"kk": 5}, free_since_seconds=40)
>>> berik = Candidate(person_id=2, skills={"tax": 2}, languages={"kk": 5}, free_since_seconds=90)
>>> asks = Waiting(contact_id=7, queue="tax", queue_skills={"tax": 2}, language="kk")
>>> choice = choose_person(asks, [aigul, berik], Policy())
>>> choice.person_id, [w.criterion.value for w in choice.explanation if w.decisive]
(1, ['skill_level'])

`choose_person` (a contact looks for a person), `choose_contact` (a person became free), `match` (many at
once) and `refusal` (why this pair cannot be) explain themselves; `Board` gives the same person in
microseconds.
"""

from anyqtama.science.routing.board import Board
from anyqtama.science.routing.choosing import aged_priority, choose_contact, choose_person, refusal
from anyqtama.science.routing.matching import match
from anyqtama.science.routing.values import (
    Candidate,
    Choice,
    Criterion,
    Id,
    Policy,
    Reason,
    Rejection,
    Waiting,
    Weighed,
)

__all__ = [
    "Board",
    "Candidate",
    "Choice",
    "Criterion",
    "Id",
    "Policy",
    "Reason",
    "Rejection",
    "Waiting",
    "Weighed",
    "aged_priority",
    "choose_contact",
    "choose_person",
    "match",
    "refusal",
]
