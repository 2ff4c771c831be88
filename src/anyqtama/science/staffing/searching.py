"""The search for the cheapest plan: lower bounds, then cuts from simulated gradients, then every single exchange."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anyqtama.science.refusals import BadInput, number, whole
from anyqtama.science.simulation import simulate
from anyqtama.science.staffing.judging import Judge, Plan
from anyqtama.science.staffing.skills import (
    PlanStatus,
    QueueCheck,
    SkillPlan,
    SkillQuestion,
    least_rows,
    unserved,
)

Floats = NDArray[np.float64]
_ATTEMPTS, _MOST_JUDGED = 5, 8_000_000
_TRIED_EACH = 12
_WORTH_A_MOVE = 0.002


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchEffort:
    """How hard to try: contacts simulated for each plan tried and for the check, rounds of cuts, exchanges tried."""

    contacts: int = 1_000_000
    check_contacts: int = 3_000_000
    replications: int = 10
    rounds: int = 25
    exchanges: int = 300

    def __post_init__(self) -> None:
        whole(self.contacts, "contacts", least=1000)
        whole(self.check_contacts, "check_contacts", least=1000)
        whole(self.replications, "replications", least=2)
        whole(self.rounds, "rounds", least=1)
        whole(self.exchanges, "exchanges", least=0)


@dataclass(slots=True)
class _Cuts:
    """Rows a . x >= b that the next plan must satisfy."""

    rows: list[Floats]
    least: list[float]

    def add(self, row: Floats, least: float) -> None:
        self.rows.append(row)
        self.least.append(least)


def staff_skills(question: SkillQuestion, *, seed: int, effort: SearchEffort | None = None) -> SkillPlan:
    """Return the cheapest people by crew with which simulation says that every queue keeps its promise.

    1. Lower bounds by pooling sets of queues (`least_rows`), solved as an integer program.
    2. The plan is simulated; while a queue falls short, the effect of one more person in each crew is simulated under
       the same clients, and the tangent becomes a cut of the integer program (Atlason, Epelman, Henderson 2004;
       Cezik, L'Ecuyer 2008). Among cheapest plans the one with most slack is tried.
    3. When all keep their promise, cheaper plans one removal and one exchange away are tried, those the gradients
       promise most first; where none holds, a better balanced plan of the same cost is taken and they are tried again.
    4. The plan is checked under another seed with more contacts; if it fails there, the search goes on with a judge of
       twice the contacts, from the second time with the shortfall added to its demands.

    The service level is concave only where it is good, so cuts may in theory pass over a better plan: the distance
    to `lower_bound` tells the most that can be left.

    Raises
    ------
    BadInput : impossible numbers. Needs SciPy (extra `science`) for the integer program.
    """
    effort = effort or SearchEffort()
    whole(seed, "seed", least=0)
    if unserved(question):
        return _answer(question, PlanStatus.NOBODY_SKILLED, None, 0.0, (), 0, 0, seed)
    cuts = _Cuts([], [])
    for who, need in least_rows(question):
        cuts.add(who, need)
    start = _solve(question, cuts, soft=0)
    if start is None:
        return _answer(question, PlanStatus.IMPOSSIBLE, None, 0.0, (), 0, 0, seed)
    bound = _cost(question, start)
    demand, plan, rounds, simulations = 0.0, start, 0, 0
    checks: tuple[QueueCheck, ...] = ()
    for attempt in range(_ATTEMPTS):
        contacts = min(effort.contacts * 2**attempt, _MOST_JUDGED)
        judge = Judge(question, seed=seed + 2 * attempt, contacts=contacts, replications=effort.replications)
        found, used = _cut_until_met(question, judge, cuts, plan, demand, effort.rounds)
        rounds += used
        if found is not None:
            plan = _polish(question, judge, found, demand, effort.exchanges)
        simulations += len(judge.known)
        if found is None:
            break
        checks = _check(question, plan, seed + 2 * attempt + 1, effort)
        short = max(check.wanted - check.reached.mean for check in checks)
        if not short > 0:
            return _answer(question, PlanStatus.MET, plan, bound, checks, rounds, simulations, seed)
        if attempt > 0:
            demand += max(short, 0.0005)
    return _answer(question, PlanStatus.NOT_MET, plan, bound, checks, rounds, simulations, seed)


def _cut_until_met(
    question: SkillQuestion, judge: Judge, cuts: _Cuts, plan: Plan, demand: float, most: int
) -> tuple[Plan | None, int]:
    lower = len(least_rows(question))
    for rounds in range(most):
        margins = judge.margins(plan) - demand
        if (margins >= 0).all():
            return plan, rounds
        steps = np.array([judge.margins(_changed(plan, g, 1)) - demand - margins for g in range(len(plan))]).T
        for q in np.flatnonzero(margins < 0):
            gradient = np.maximum(steps[q], 0.0)
            if gradient.max() > 0:
                cuts.add(gradient, float(gradient @ np.array(plan) - margins[q]))
        following = _solve(question, cuts, soft=lower)
        if following is None:
            return None, rounds + 1
        if following == plan:  # rounding kept it: one more where it helps the worst queue most
            worst = int(margins.argmin())
            following = _changed(plan, int(steps[worst].argmax()), 1)
        plan = following
    return None, most


def _polish(question: SkillQuestion, judge: Judge, plan: Plan, demand: float, exchanges: int) -> Plan:
    """Go to cheaper plans a removal and an exchange away while one holds, else to a better balanced one as dear."""
    left = exchanges
    while left > 0:
        margins = judge.margins(plan) - demand
        steps = np.array([judge.margins(_changed(plan, g, 1)) - demand - margins for g in range(len(plan))]).T
        near = _near(question, plan)
        ranked = sorted(near, key=lambda c: -float((margins + steps @ (np.array(c) - np.array(plan))).min()))
        cheaper = [c for c in ranked if _cost(question, c) < _cost(question, plan)][:_TRIED_EACH]
        found = next((c for c in cheaper if (judge.margins(c) - demand >= 0).all()), None)
        if found is None:
            level = [c for c in ranked if _cost(question, c) == _cost(question, plan)][:_TRIED_EACH]
            better = max(level, key=lambda c: float(judge.margins(c).min()), default=plan)
            if judge.margins(better).min() <= judge.margins(plan).min() + _WORTH_A_MOVE:
                break
            found = better
        plan = found
        left -= len(cheaper) + _TRIED_EACH
    return plan


def _near(question: SkillQuestion, plan: Plan) -> set[Plan]:
    """Return the plans no dearer, one removal and one exchange away at most, that satisfy the lower bounds."""
    crews = range(len(plan))
    starts = [plan, *(_changed(plan, g, -1) for g in crews)]
    near = {_changed(_changed(start, h, -1), k, 1) for start in starts for h in crews for k in crews} - {plan}
    now, rows = _cost(question, plan), least_rows(question)
    return {
        c
        for c in near
        if _within(question, c) and _cost(question, c) <= now and all(float(who @ np.array(c)) >= n for who, n in rows)
    }


def _solve(question: SkillQuestion, cuts: _Cuts, *, soft: int) -> Plan | None:
    """Return the cheapest whole plan within the rows; rows from `soft` on (the cuts) share the greatest slack."""
    try:
        from scipy.optimize import Bounds, LinearConstraint, milp
    except ImportError as missing:
        raise BadInput(what="needs SciPy", where="staff_skills", mend="install the extra `science`") from missing

    crews = len(question.crews)
    rows = np.zeros((len(cuts.rows), crews + 1))
    for i, row in enumerate(cuts.rows):
        rows[i, :crews] = row
        if i >= soft > 0:
            rows[i, crews] = -float(np.abs(row).max())
    costs = np.array([*(crew.cost for crew in question.crews), -1e-4 * min(c.cost for c in question.crews)])
    bounds = Bounds(
        np.array([*(float(crew.least) for crew in question.crews), 0.0]),
        np.array([*(float(crew.most) for crew in question.crews), 10.0]),
    )
    found = milp(
        costs,
        constraints=LinearConstraint(rows, lb=np.array(cuts.least)),
        bounds=bounds,
        integrality=np.array([1] * crews + [0]),
        options={"time_limit": 20.0},
    )
    return None if found.x is None else tuple(round(v) for v in found.x[:crews])


def _check(question: SkillQuestion, plan: Plan, seed: int, effort: SearchEffort) -> tuple[QueueCheck, ...]:
    wider = Judge(question, seed=seed, contacts=effort.check_contacts, replications=effort.replications)
    result = simulate(wider.centre(plan), seed=seed, replications=effort.replications)
    return tuple(
        QueueCheck(
            queue=wanted.queue,
            wanted=wanted.service_level,
            letter=wanted.letter,
            reached=result.service_level(wanted.queue, wanted.letter),
        )
        for wanted in question.wanted
    )


def _changed(plan: Plan, crew: int, by: int) -> Plan:
    return tuple(n + by if g == crew else n for g, n in enumerate(plan))


def _within(question: SkillQuestion, plan: Plan) -> bool:
    return all(crew.least <= n <= crew.most for crew, n in zip(question.crews, plan, strict=True))


def _cost(question: SkillQuestion, plan: Plan) -> float:
    return float(sum(crew.cost * n for crew, n in zip(question.crews, plan, strict=True)))


def _answer(
    question: SkillQuestion,
    status: PlanStatus,
    plan: Plan | None,
    bound: float,
    checks: tuple[QueueCheck, ...],
    rounds: int,
    simulations: int,
    seed: int,
) -> SkillPlan:
    return SkillPlan(
        status=status,
        people={} if plan is None else {c.name: n for c, n in zip(question.crews, plan, strict=True)},
        cost=0.0 if plan is None else number(_cost(question, plan), "cost", least=0),
        lower_bound=bound,
        checks=checks,
        rounds=rounds,
        simulations=simulations,
        seed=seed,
    )
