"""The stages of a kind, the ways between them, and what would be wrong with them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from anyqtama.cases.models import CaseKind, CaseState
from anyqtama.kernel.labels import label, quoted


@dataclass(frozen=True, slots=True)
class Stage:
    """`ways`: codes of the stages that may follow. `state` is what it means to the engine.

    `stops`: the support clock that a case stops when it comes here; empty for most.
    """

    code: str
    names: Mapping[str, str]
    state: CaseState
    ways: Sequence[str]
    stops: str = ""

    def __str__(self) -> str:
        return label(self.names)


class NoWay(Exception):
    """The kind leads no way there from where the case stands."""

    def __init__(self, here: Stage | None, onward: Sequence[Stage]) -> None:
        super().__init__(str(here))
        names = quoted(onward) or "—"
        self.message = _("From the stage “%(here)s” the case goes on only to: %(onward)s.") % {
            "here": here or "—", "onward": names,
        }  # fmt: skip


def stages(kind: CaseKind) -> dict[str, Stage]:
    """By code, in the kind's order: [{"code", "names", "state", "ways"}], some with "stops"."""
    return read(kind.stages)


def read(rows: Sequence[Mapping[str, Any]]) -> dict[str, Stage]:
    return {
        row["code"]: Stage(row["code"], row["names"], CaseState(row["state"]), tuple(row["ways"]), row.get("stops", ""))
        for row in rows
    }


def first(kind: CaseKind) -> Stage:
    return next(stage for stage in stages(kind).values() if stage.state == CaseState.NEW)


def onward(kind: CaseKind, code: str) -> list[Stage]:
    """The stages that may follow `code`; from a stage that is no more, any."""
    known = stages(kind)
    here = known.get(code)
    return [known[way] for way in here.ways] if here else list(known.values())


def way_to(kind: CaseKind, code: str, state: CaseState) -> Stage:
    """The stage that gives the case `state`: where it stands, else the first that follows. Raises NoWay."""
    known = stages(kind)
    here = known.get(code)
    if here and here.state == state:
        return here
    found = next((stage for stage in onward(kind, code) if stage.state == state), None)
    if found is None:
        raise NoWay(here, onward(kind, code))
    return found


def reopened(kind: CaseKind, code: str) -> Stage:
    """Where a closed case goes on: the first open stage that its end leads to, else where cases begin."""
    ways = (stage for stage in onward(kind, code) if stage.state != CaseState.CLOSED)
    return next(ways, None) or first(kind)


def faults(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """What an editor has to put right before these stages may be used, in words."""
    known = read(rows)
    return [*_missing(known), *_loops(known), *_unreachable(known), *_stuck(known)]


def _missing(known: Mapping[str, Stage]) -> Iterator[str]:
    wanted = {
        CaseState.NEW: _("No stage begins a case. One must mean “new”."),
        CaseState.WITH_DEPARTMENT: _("No stage is for the work itself. One must mean “being worked at”."),
        CaseState.ANSWERED: _("No stage says that the client has the answer. One must mean “answered”."),
        CaseState.CLOSED: _("No stage ends a case. One must mean “closed”."),
    }
    here = {stage.state for stage in known.values()}
    yield from (said for state, said in wanted.items() if state not in here)


def _loops(known: Mapping[str, Stage]) -> Iterator[str]:
    for stage in known.values():
        if stage.code in stage.ways:
            yield _("“%(stage)s” leads to itself.") % {"stage": stage}


def _unreachable(known: Mapping[str, Stage]) -> Iterator[str]:
    begins = [stage.code for stage in known.values() if stage.state == CaseState.NEW][:1]
    reached = reach(known, begins)
    for stage in known.values():
        if begins and stage.code not in reached:
            yield _("No way leads to “%(stage)s”: a case could never stand there.") % {"stage": stage}


def _stuck(known: Mapping[str, Stage]) -> Iterator[str]:
    ends = {stage.code for stage in known.values() if stage.state == CaseState.CLOSED}
    stuck = [stage for stage in known.values() if stage.code not in ends and not ends & reach(known, [stage.code])]
    if ends and len(stuck) == 1:
        yield _("From “%(stage)s” a case could never be closed: no way leads on to the end.") % {"stage": stuck[0]}
    elif ends and stuck:
        names = quoted(stuck)
        yield _("A circle without an exit: %(stages)s lead only to each other, never to the end.") % {"stages": names}


def reach(known: Mapping[str, Stage], begins: Sequence[str]) -> set[str]:
    """Every stage that can follow, in any number of steps; those to begin with among them."""
    reached: set[str] = set()
    ahead = list(begins)
    while ahead:
        code = ahead.pop()
        if code not in reached and code in known:
            reached.add(code)
            ahead += known[code].ways
    return reached
