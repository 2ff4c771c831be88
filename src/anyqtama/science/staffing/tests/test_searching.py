"""Plans for shared queues: right where theory knows the answer, never below the bounds, honest where none exists."""

from __future__ import annotations

from dataclasses import replace

import pytest

from anyqtama.science.queueing import Target, Traffic, servers_for
from anyqtama.science.refusals import BadInput
from anyqtama.science.simulation import Duration, Law, SimulatedQueue
from anyqtama.science.staffing import Crew, PlanStatus, SearchEffort, SkillQuestion, Wanted, staff_skills

QUICK = SearchEffort(contacts=60_000, check_contacts=200_000, replications=5)


def queue(name: str, languages: dict[str, float] | None = None) -> SimulatedQueue:
    return SimulatedQueue(
        name=name,
        offered=(120.0,),
        handling=Duration(law=Law.EXPONENTIAL, mean_seconds=240),
        skills={name: 1},
        languages=languages or {},
    )


def question(*crews: Crew, names: tuple[str, ...] = ("tax", "land")) -> SkillQuestion:
    return SkillQuestion(
        queues=tuple(queue(name) for name in names),
        wanted=tuple(Wanted(queue=name, service_level=0.8) for name in names),
        crews=crews,
    )


def test_separate_crews_are_erlang_c_each() -> None:
    plan = staff_skills(
        question(Crew(name="t", skills={"tax": 1}), Crew(name="l", skills={"land": 1})), seed=1, effort=QUICK
    )
    alone = servers_for(Traffic(offered=120, interval_seconds=3600, handle_seconds=240), Target()).servers
    assert plan.status is PlanStatus.MET
    assert plan.people == {"t": alone, "l": alone}
    assert plan.lower_bound == 2 * alone


def test_people_who_can_do_both_are_pooled() -> None:
    plan = staff_skills(question(Crew(name="both", skills={"tax": 1, "land": 1})), seed=2, effort=QUICK)
    pooled = servers_for(Traffic(offered=240, interval_seconds=3600, handle_seconds=240), Target()).servers
    assert plan.people == {"both": pooled}
    assert all(check.reached.mean >= check.wanted for check in plan.checks)


def test_a_few_dear_people_with_both_skills_save_many() -> None:
    crews = (
        Crew(name="t", skills={"tax": 1}),
        Crew(name="l", skills={"land": 1}),
        Crew(name="both", skills={"tax": 1, "land": 1}, cost=1.1),
    )
    mixed = staff_skills(question(*crews), seed=3, effort=QUICK)
    apart = staff_skills(question(*crews[:2]), seed=3, effort=QUICK)
    assert mixed.status is PlanStatus.MET
    assert mixed.cost < apart.cost
    assert mixed.people["both"] > 0
    assert mixed.cost >= mixed.lower_bound


def test_limits_too_low_and_skills_nobody_has_are_a_status() -> None:
    tight = staff_skills(question(Crew(name="both", skills={"tax": 1, "land": 1}, most=5)), seed=4, effort=QUICK)
    assert (tight.status, tight.people) == (PlanStatus.IMPOSSIBLE, {})
    nobody = staff_skills(question(Crew(name="t", skills={"tax": 1})), seed=4, effort=QUICK)
    assert nobody.status is PlanStatus.NOBODY_SKILLED
    spoken = replace(
        question(Crew(name="both", skills={"tax": 1, "land": 1}, languages={"kk": 3})),
        queues=(queue("tax", languages={"kk": 0.5, "ru": 0.5}), queue("land")),
    )
    assert staff_skills(spoken, seed=4, effort=QUICK).status is PlanStatus.NOBODY_SKILLED


def test_impatient_clients_need_fewer_people() -> None:
    patient = question(Crew(name="both", skills={"tax": 1, "land": 1}))
    patience = Duration(law=Law.EXPONENTIAL, mean_seconds=60)
    quick = replace(patient, queues=tuple(replace(q, patience=patience) for q in patient.queues))
    few, many = (staff_skills(q, seed=5, effort=QUICK) for q in (quick, patient))
    assert few.status is PlanStatus.MET
    assert few.cost < many.cost


@pytest.mark.parametrize(
    ("make", "match"),
    [
        (lambda: Crew(name="c", skills={}, cost=0), "cost"),
        (lambda: Crew(name="c", skills={}, least=5, most=2), "most"),
        (lambda: Wanted(queue="tax", service_level=1.0), "service_level"),
        (lambda: Wanted(queue="tax", service_level=0.8, letter="E"), "letter"),
        (question, "crews"),
        (lambda: replace(question(Crew(name="c", skills={})), wanted=()), "wanted"),
        (lambda: SearchEffort(contacts=5), "contacts"),
    ],
)
def test_senseless_questions_are_refused(make: object, match: str) -> None:
    with pytest.raises(BadInput, match=match):
        make()  # type: ignore[operator]
