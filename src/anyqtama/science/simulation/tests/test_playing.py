"""Whole centres: each ability against what theory or counting says it must give."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from anyqtama.science.queueing import ChatTraffic, Target, Traffic, erlang_a, erlang_c, perform_chat
from anyqtama.science.refusals import BadInput
from anyqtama.science.simulation import (
    CallBack,
    Centre,
    Duration,
    Estimate,
    Group,
    Law,
    Retrial,
    SelfServiceMenu,
    SimulatedQueue,
    SimulationResult,
    SimulationStatus,
    compare_service_level,
    simulate,
)
from anyqtama.science.simulation import kernel as columns

HOUR = 3600.0
ALWAYS = ((0.0, 1e9),)


def law(mean: float, kind: Law = Law.EXPONENTIAL) -> Duration:
    return Duration(law=kind, mean_seconds=mean)


def centre(people: int = 12, hours: int = 60, capacity: int = 1, **queue: object) -> Centre:
    given: dict[str, object] = {
        "name": "tax", "offered": (200.0,) * hours, "handling": law(180), "skills": {"tax": 1}, "patience": None,
    } | queue  # fmt: skip
    stretch = (1.0, 1.25, 1.6)[:capacity]
    return Centre(
        queues=(SimulatedQueue(**given),),  # type: ignore[arg-type]
        groups=(Group(name="all", people=people, skills={"tax": 1}, duty=ALWAYS, capacity=capacity, stretch=stretch),),
        interval_seconds=HOUR,
        warm_up_seconds=2 * HOUR,
    )


def near(estimate: Estimate, value: float | None, errors: float = 4.0) -> bool:
    assert value is not None
    assert estimate.error is not None
    return abs(estimate.mean - value) <= errors * estimate.error + 1e-9


def total(result: SimulationResult, column: int, queue: str = "tax") -> float:
    return result.per_replication(queue, column).mean * result.replications


def test_a_patient_queue_is_erlang_c() -> None:
    found = simulate(centre(), seed=1, replications=20)
    theory = erlang_c(Traffic(offered=200, interval_seconds=HOUR, handle_seconds=180), 12, Target())
    assert near(found.service_level("tax"), theory.service_level)
    assert near(found.asa_seconds("tax"), theory.asa_seconds)
    assert near(found.occupancy("all"), theory.occupancy)
    assert found.service_level("tax", "A") == found.service_level("tax", "D")


def test_an_impatient_queue_is_erlang_a_in_all_four_levels() -> None:
    found = simulate(centre(people=9, patience=law(120)), seed=2, replications=20)
    theory = erlang_a(
        Traffic(offered=200, interval_seconds=HOUR, handle_seconds=180, patience_seconds=120), 9, Target()
    )
    assert near(found.abandonment("tax"), theory.abandonment)
    assert near(found.asa_seconds("tax"), theory.asa_seconds)
    for letter, (_, level) in zip("ABCD", theory.service_levels, strict=True):
        assert near(found.service_level("tax", letter), level)


def test_several_chats_at_once_are_the_chat_formula() -> None:
    found = simulate(centre(people=5, capacity=3, patience=law(200)), seed=3, replications=20)
    traffic = ChatTraffic(offered=200, interval_seconds=HOUR, handle_seconds_at=(180, 225, 288), patience_seconds=200)
    theory = perform_chat(traffic, 5, Target())
    assert near(found.service_level("tax"), theory.service_level)
    assert near(found.abandonment("tax"), theory.abandonment)
    # The formula spreads chats evenly at every moment; in play an ending leaves a gap until the next chat comes.
    assert found.occupancy("all").mean == pytest.approx(theory.occupancy, abs=0.01)
    assert found.led.sum() / found.busy.sum() == pytest.approx(theory.concurrency, rel=0.02)


def test_littles_law_holds_for_work() -> None:
    found = simulate(centre(), seed=4, replications=20)
    assert found.busy.sum() / (found.staffed.sum() * 20) == pytest.approx(
        total(found, columns.HANDLING) / (found.staffed.sum() * 20), rel=0.01
    )


def test_transferred_contacts_arrive_in_the_other_queue_as_a_second_segment() -> None:
    one = centre(people=14)
    tax = replace(one.queues[0], transfers={"land": 0.25})
    land = SimulatedQueue(name="land", offered=(0.0,) * 60, handling=law(60), skills={"tax": 1})
    found = simulate(replace(one, queues=(tax, land)), seed=5, replications=5)
    passed = total(found, columns.TRANSFERRED)
    assert passed == pytest.approx(0.25 * total(found, columns.ANSWERED), rel=0.05)
    assert total(found, columns.OFFERED, "land") == pytest.approx(passed, rel=0.01)
    assert found.handle_seconds("land").mean == pytest.approx(60, rel=0.05)


def test_those_who_give_up_try_again() -> None:
    calm = centre(people=8, patience=law(60))
    again = centre(people=8, patience=law(60), retrial=Retrial(share=0.5, after_seconds=300))
    before, after = simulate(calm, seed=6, replications=5), simulate(again, seed=6, replications=5)
    assert total(after, columns.RETRIED) == pytest.approx(0.5 * total(after, columns.ABANDONED), rel=0.05)
    assert total(after, columns.OFFERED) - total(before, columns.OFFERED) == pytest.approx(
        total(after, columns.RETRIED), rel=0.05
    )
    assert after.service_level("tax").mean < before.service_level("tax").mean


def test_a_call_back_keeps_the_client_and_spares_the_wait() -> None:
    plain = centre(people=9, patience=law(120))
    offer = centre(people=9, patience=law(120), call_back=CallBack(offer_at_waiting=3, share=0.6, reached_share=0.9))
    before, after = simulate(plain, seed=7, replications=5), simulate(offer, seed=7, replications=5)
    assert total(after, columns.CALLED_BACK) > 0
    assert total(after, columns.ABANDONED) < 0.9 * total(before, columns.ABANDONED)
    parts = sum(total(after, c) for c in (columns.ANSWERED, columns.ABANDONED, columns.CALLED_BACK))
    assert parts == total(after, columns.OFFERED)


def test_a_menu_keeps_its_share_away() -> None:
    menu = SelfServiceMenu(duration=law(40), contained_share=0.4)
    found = simulate(centre(menu=menu), seed=8, replications=3)
    came = 3 * 58 * 200
    assert total(found, columns.OFFERED) == pytest.approx(0.6 * came, rel=0.03)
    assert found.contained[0] == pytest.approx(0.4 * 3 * 60 * 200, rel=0.03)


def test_deferred_work_fills_the_gaps_without_hurting_calls() -> None:
    calls = centre(people=14)
    mail = SimulatedQueue(
        name="mail", offered=(30.0,) * 60, handling=law(120), skills={"tax": 1}, priority=-10_000,
        answer_within_seconds=4 * HOUR,
    )  # fmt: skip
    found = simulate(replace(calls, queues=(*calls.queues, mail)), seed=9, replications=5)
    assert found.service_level("mail").mean > 0.99
    assert (
        found.service_level("tax").mean > simulate(centre(people=13), seed=9, replications=5).service_level("tax").mean
    )


def test_a_break_is_felt_in_its_interval_only() -> None:
    day = centre(people=6, hours=8)
    crew = replace(day.groups[0], name="breaks", duty=((0.0, 4 * HOUR), (4.5 * HOUR, 9 * HOUR)))
    found = simulate(replace(day, groups=(*day.groups, crew), warm_up_seconds=0.0), seed=10, replications=30)
    levels = [found.service_level("tax", interval=i).mean for i in range(8)]
    assert levels[4] < min(levels[2], levels[3], levels[6], levels[7]) - 0.2
    assert found.staffed[1] == 6 * 7.5 * HOUR


def test_a_language_nobody_speaks_and_work_nobody_does_are_a_status() -> None:
    found = simulate(centre(languages={"kk": 0.5, "en": 0.5}), seed=11, replications=1)
    assert (found.status, found.unskilled) == (SimulationStatus.NOBODY_SKILLED, ("tax",))
    home = centre(people=3, hours=4)
    early = replace(home, groups=(replace(home.groups[0], duty=((0.0, HOUR),)),), warm_up_seconds=0.0)
    left = simulate(early, seed=11, replications=1)
    assert left.status is SimulationStatus.UNSERVED
    assert total(left, columns.UNSERVED) > 0


def test_the_same_seed_repeats_and_common_clients_narrow_a_comparison() -> None:
    few, more = (simulate(centre(people=n, patience=law(120)), seed=12, replications=15) for n in (11, 12))
    again = simulate(centre(people=11, patience=law(120)), seed=12, replications=15)
    assert (few.counts == again.counts).all()
    gain = compare_service_level(few, more, "tax")
    assert gain.low is not None
    assert gain.low > 0
    apart = math.hypot(few.service_level("tax").error or 0, more.service_level("tax").error or 0)
    assert gain.error is not None
    assert gain.error < 0.8 * apart
    with pytest.raises(BadInput, match="same"):
        compare_service_level(few, simulate(centre(), seed=13, replications=15), "tax")


def test_the_interval_of_a_share_stays_a_share() -> None:
    found = simulate(centre(people=13, hours=4), seed=16, replications=2)
    level = found.service_level("tax")
    assert level.low is not None
    assert level.high is not None
    assert 0 <= level.low <= level.mean <= level.high <= 1


def test_one_replication_has_no_interval_and_an_idle_queue_no_level() -> None:
    found = simulate(centre(offered=(0.0,) * 60), seed=14, replications=1)
    level = found.service_level("tax")
    assert math.isnan(level.mean)
    assert (level.low, found.wait_quantile("tax", 0.9)) == (None, None)


def test_the_wait_quantile_is_read_from_whole_seconds() -> None:
    found = simulate(centre(people=11), seed=15, replications=5)
    p90 = found.wait_quantile("tax", 0.9)
    assert p90 is not None
    theory = erlang_c(Traffic(offered=200, interval_seconds=HOUR, handle_seconds=180), 11, Target())
    assert theory.wait_probability is not None
    assert p90 == pytest.approx(math.log(theory.wait_probability / 0.1) * 180, rel=0.15)


@pytest.mark.parametrize(
    ("make", "match"),
    [
        (lambda: centre(offered=(float("nan"),) * 60), "offered"),
        (lambda: centre(offered=(-1.0,) * 60), "offered"),
        (lambda: centre(languages={"kk": 0.7}), "languages"),
        (lambda: centre(transfers={"nowhere": 0.1}), "nowhere"),
        (lambda: centre(transfers={"tax": 1.0}), "less than 1"),
        (lambda: Retrial(share=1.5, after_seconds=1), "share"),
        (lambda: CallBack(offer_at_waiting=-1, share=0.5), "offer_at_waiting"),
        (lambda: SelfServiceMenu(duration=law(1), contained_share=float("inf")), "contained_share"),
        (lambda: replace(centre(), warm_up_seconds=1e9), "warm_up"),
        (lambda: replace(centre(), interval_seconds=0), "interval_seconds"),
        (lambda: replace(centre(), groups=()), "groups"),
        (lambda: replace(centre(), queues=centre().queues * 2), "twice"),
        (lambda: Group(name="g", people=1, skills={}, duty=((5, 1),)), "duty"),
        (lambda: Group(name="g", people=1, skills={}, duty=ALWAYS, capacity=2), "stretch"),
        (lambda: Group(name="g", people=-1, skills={}, duty=ALWAYS), "people"),
        (lambda: simulate(centre(offered=(1e9,) * 60), seed=1), "shorter period"),
        (lambda: simulate(centre(), seed=-1), "seed"),
        (lambda: simulate(centre(), seed=1, replications=0), "replications"),
        (lambda: simulate(centre(), seed=1, confidence=2), "confidence"),
        (lambda: simulate(centre(), seed=1, engine="gpu"), "engine"),  # type: ignore[arg-type]
    ],
)
def test_senseless_centres_are_refused(make: object, match: str) -> None:
    with pytest.raises(BadInput, match=match):
        make()  # type: ignore[operator]
