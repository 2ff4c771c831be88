"""Random but valid people, contacts and policies for the properties of routing."""

from __future__ import annotations

from hypothesis import strategies as st

from anyqtama.science.routing import Candidate, Criterion, Policy, Waiting
from anyqtama.science.routing.values import PERSON_CRITERIA

SKILLS = ["tax", "land", "post", "water"]
LANGUAGES = ["kk", "ru", "en"]
QUEUES = ["north", "south"]
ids = st.one_of(st.integers(0, 12), st.sampled_from("abcdef"))
levels = st.integers(1, 5)
seconds = st.sampled_from([0.0, 1.0, 7.5, 119.0, 120.0, 500.0])


@st.composite
def candidates(draw: st.DrawFn) -> list[Candidate]:
    return [
        Candidate(
            person_id=person_id,
            skills=draw(st.dictionaries(st.sampled_from(SKILLS), levels)),
            languages=draw(st.dictionaries(st.sampled_from(LANGUAGES), levels)),
            load=draw(st.integers(0, 3)),
            capacity=draw(st.integers(0, 3)),
            free_since_seconds=draw(seconds),
            preferred_queues=frozenset(draw(st.sets(st.sampled_from(QUEUES)))),
        )
        for person_id in draw(st.lists(ids, unique=True, max_size=9))
    ]


@st.composite
def waitings(draw: st.DrawFn) -> list[Waiting]:
    return [
        Waiting(
            contact_id=contact_id,
            queue=draw(st.sampled_from(QUEUES)),
            queue_skills=draw(st.dictionaries(st.sampled_from(SKILLS), levels, max_size=2)),
            language=draw(st.one_of(st.none(), st.sampled_from(LANGUAGES))),
            priority=draw(st.integers(0, 2)),
            waiting_seconds=draw(seconds),
            excluded_person_ids=frozenset(draw(st.sets(ids, max_size=2))),
            preferred_person_ids=frozenset(draw(st.sets(ids, max_size=2))),
        )
        for contact_id in draw(st.lists(ids, unique=True, max_size=6))
    ]


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    order: list[Criterion] = draw(st.permutations(sorted(PERSON_CRITERIA)))
    return Policy(
        person_order=tuple(order[: draw(st.integers(0, len(order)))]),
        ageing_seconds=draw(st.one_of(st.none(), st.just(120.0))),
        least_language_level=draw(st.integers(1, 3)),
    )
