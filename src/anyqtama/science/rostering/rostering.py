"""From a problem to a checked roster: the one call."""

from __future__ import annotations

import math
import time

import numpy as np
from numpy.typing import NDArray

from anyqtama.science import VERSION
from anyqtama.science.refusals import BadInput, whole
from anyqtama.science.rostering.checking import check_roster
from anyqtama.science.rostering.layout import Layout, lay_out
from anyqtama.science.rostering.search import Search, Watch
from anyqtama.science.rostering.values import Effort, Problem, Roster, RosterResult, RosterStatus


def make_roster(
    problem: Problem,
    *,
    effort: Effort | None = None,
    seed: int = 1,
    watch: Watch | None = None,
    start: Roster | None = None,
) -> RosterResult:
    """Make the cheapest roster the time allows, with a bound on what any roster costs.

    Parameters
    ----------
    effort : how long and in how many threads; 60 s in two unless said
    watch : called with the progress at every improvement; False stops the search
    start : a roster to begin from; rows of it that break a hard rule are made anew

    Raises
    ------
    BadInput
        If the libraries of the extra `science` are missing.

    Notes
    -----
    Rows of people are priced exactly by dynamic programming with resources; the linear program over all rows gives the
    bound (Jaumard, Semet, Vovor 1998; Burke, Curtois 2014); dives and neighbourhoods of whole rows give rosters. The
    answer is read again by `check_roster`, which shares no code with the search: status and objective are its.
    """
    begins = time.monotonic()
    whole(seed, "seed", least=0)
    _need_solver()
    layout = lay_out(problem)
    search = Search(layout, effort or Effort(), seed, watch)
    found = search.run(None if start is None else to_rows(layout, start))
    if found.board is None:
        return explain_nothing(problem, layout, found.hopeless, seed, begins)
    roster = to_roster(layout, found.board.rows)
    check = check_roster(problem, roster)
    if check.hard:
        return explain_broken(problem, roster, check.hard, check.objective, found.bound, seed, begins)
    bound = min(found.bound, check.objective)
    proven = check.objective - bound <= 1e-6 * max(1.0, abs(check.objective))
    return RosterResult(
        status=RosterStatus.OPTIMAL if proven else RosterStatus.FEASIBLE,
        roster=roster,
        objective=check.objective,
        bound=bound,
        seconds=time.monotonic() - begins,
        hard_violations=0,
        broken=(),
        conflict=(),
        seed=seed,
        version=VERSION,
    )


def explain_nothing(problem: Problem, layout: Layout, hopeless: list[int], seed: int, begins: float) -> RosterResult:
    from anyqtama.science.rostering.conflicts import personal_conflict

    conflict = personal_conflict(problem, hopeless[0])
    return RosterResult(
        status=RosterStatus.INFEASIBLE if conflict else RosterStatus.NOT_FOUND,
        roster=(),
        objective=math.inf,
        bound=math.inf if conflict else -math.inf,
        seconds=time.monotonic() - begins,
        hard_violations=len(conflict) or 1,
        broken=tuple(f"{problem.people[person].name}: no row keeps the hard rules" for person in hopeless),
        conflict=tuple(conflict),
        seed=seed,
        version=VERSION,
    )


def explain_broken(
    problem: Problem, roster: Roster, broken: list[str], objective: float, bound: float, seed: int, begins: float
) -> RosterResult:
    from anyqtama.science.rostering.conflicts import shared_conflict

    conflict = shared_conflict(problem)
    return RosterResult(
        status=RosterStatus.INFEASIBLE if conflict else RosterStatus.NOT_FOUND,
        roster=roster,
        objective=objective,
        bound=bound,
        seconds=time.monotonic() - begins,
        hard_violations=len(broken),
        broken=tuple(broken),
        conflict=tuple(conflict),
        seed=seed,
        version=VERSION,
    )


def to_rows(layout: Layout, roster: Roster) -> NDArray[np.int16]:
    """Return the rows of a roster, with the history before them."""
    at = {name: i for i, name in enumerate(layout.names)}
    rows = np.zeros((layout.people, layout.days), np.int16)
    for person, row in enumerate(roster):
        history = layout.problem.people[person].history
        for day, name in enumerate(history, layout.begin - len(history)):
            rows[person, day] = at[name]
        rows[person, layout.begin :] = [at[name] for name in row]
    return rows


def to_roster(layout: Layout, rows: NDArray[np.int16]) -> Roster:
    return tuple(tuple(layout.names[int(shift)] for shift in row[layout.begin :]) for row in rows)


def _need_solver() -> None:
    import importlib.util

    for library in ("scipy", "ortools"):
        if importlib.util.find_spec(library) is None:
            raise BadInput(where="make_roster", what=f"needs {library}", mend="pip install 'anyqtama[science]'")
