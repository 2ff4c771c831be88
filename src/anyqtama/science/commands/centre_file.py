"""A centre written down by hand in TOML, read into the simulation's own terms or refused with the place."""

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from anyqtama.science.commands.reading import read_step
from anyqtama.science.refusals import BadInput, whole
from anyqtama.science.routing import Criterion, Policy
from anyqtama.science.simulation import CallBack, Centre, Duration, Group, Law, Retrial, SelfServiceMenu, SimulatedQueue

_CENTRE = {"interval", "start", "warm_up", "replications", "seed"}
_QUEUE = {
    *("name", "offered", "handle", "patience", "skills", "languages", "priority", "answer_within", "transfers"),
    *("menu", "retrial", "call_back"),
}
_GROUP = {"name", "people", "skills", "languages", "duty", "capacity", "stretch", "preferred_queues"}
_POLICY = {"ageing", "person_order", "contact_order", "least_language_level"}
_DURATION = {"mean", "law", "variation"}


@dataclass(frozen=True, slots=True)
class CentreFile:
    centre: Centre
    seed: int
    replications: int


def read_centre(path: Path) -> CentreFile:
    """Read CENTRE.toml; `anyqtama science simulate --help` shows one."""
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadInput(where=str(path), what=f"cannot be read ({error.strerror})", mend="check the path") from error
    except UnicodeDecodeError as error:
        raise BadInput(where=path.name, what="is not UTF-8", mend="save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise BadInput(where=path.name, what=f"is not TOML ({error})", mend="mend that line") from error
    _known(given, {"centre", "queue", "group", "policy"}, path.name)
    head = _table(given, "centre", path.name)
    _known(head, _CENTRE, "[centre]")
    interval = _seconds(head.get("interval", "30min"), "[centre] interval")
    starts = _clock(str(head.get("start", "00:00")), "[centre] start")
    queues = tuple(_queue(item, f"[[queue]] {i + 1}") for i, item in enumerate(_list(given, "queue", path.name)))
    groups = tuple(
        _group(item, f"[[group]] {i + 1}", starts) for i, item in enumerate(_list(given, "group", path.name))
    )
    names = {queue.name for queue in queues}
    for i, group in enumerate(groups):
        if strange := sorted(group.preferred_queues - names):
            where = f"[[group]] {i + 1} preferred_queues"
            raise BadInput(where=where, what=f"name {strange[0]!r}", mend="name queues of the centre")
    centre = Centre(
        queues=queues,
        groups=groups,
        interval_seconds=interval,
        policy=_policy(given.get("policy", {})),
        warm_up_seconds=_seconds(head["warm_up"], "[centre] warm_up") if "warm_up" in head else 0.0,
    )
    return CentreFile(
        centre=centre,
        seed=whole(head.get("seed", 1), "[centre] seed", least=0),
        replications=whole(head.get("replications", 50), "[centre] replications", least=1, most=100_000),
    )


def _queue(item: Mapping[str, Any], where: str) -> SimulatedQueue:
    _known(item, _QUEUE, where)
    menu, retrial, call = (item.get(name) for name in ("menu", "retrial", "call_back"))
    return SimulatedQueue(
        name=_text(item, "name", where),
        offered=tuple(_numbers(item, "offered", where)),
        handling=_duration(item.get("handle"), f"{where} handle"),
        patience=None if "patience" not in item else _duration(item["patience"], f"{where} patience"),
        skills=_mapping(item, "skills", where),
        languages=_mapping(item, "languages", where),
        priority=item.get("priority", 0),
        answer_within_seconds=_seconds(item.get("answer_within", "20s"), f"{where} answer_within"),
        transfers=_mapping(item, "transfers", where),
        menu=None if menu is None else _menu(menu, f"{where} menu"),
        retrial=None if retrial is None else _retrial(retrial, f"{where} retrial"),
        call_back=None if call is None else _call_back(call, f"{where} call_back"),
    )


def _menu(given: Any, where: str) -> SelfServiceMenu:
    item = _known(given, {*_DURATION, "contained"}, where)
    length = {key: value for key, value in item.items() if key != "contained"}
    duration = _duration(length, where)
    with _within(where):
        return SelfServiceMenu(duration=duration, contained_share=item.get("contained", 0.0))


def _retrial(given: Any, where: str) -> Retrial:
    item = _known(given, {"share", "after", "most"}, where)
    with _within(where.rpartition(" ")[0]):
        return Retrial(
            share=_needed(item, "share", "retrial"),
            after_seconds=_seconds(_needed(item, "after", "retrial"), "retrial after"),
            most=item.get("most", 5),
        )


def _call_back(given: Any, where: str) -> CallBack:
    item = _known(given, {"offer_at_waiting", "share", "reached", "missed"}, where)
    with _within(where.rpartition(" ")[0]):
        return CallBack(
            offer_at_waiting=_needed(item, "offer_at_waiting", "call_back"),
            share=_needed(item, "share", "call_back"),
            reached_share=item.get("reached", 1.0),
            missed_seconds=_seconds(item.get("missed", "30s"), "call_back missed"),
        )


def _group(item: Mapping[str, Any], where: str, starts: float) -> Group:
    _known(item, _GROUP, where)
    capacity = item.get("capacity", 1)
    return Group(
        name=_text(item, "name", where),
        people=_needed(item, "people", where),
        skills=_mapping(item, "skills", where),
        languages=_mapping(item, "languages", where),
        duty=tuple(_hours(text, f"{where} duty", starts) for text in _list(item, "duty", where)),
        capacity=capacity,
        stretch=tuple(_numbers(item, "stretch", where))
        if "stretch" in item
        else (1.0,) * whole(capacity, f"{where} capacity", least=1),
        preferred_queues=frozenset(_words(item, "preferred_queues", where)),
    )


def _policy(given: Any) -> Policy:
    item = _known(given, _POLICY, "[policy]")
    usual = Policy()
    ageing = item.get("ageing", "2min")
    return Policy(
        person_order=_order(item.get("person_order"), usual.person_order, "[policy] person_order"),
        contact_order=_order(item.get("contact_order"), usual.contact_order, "[policy] contact_order"),
        ageing_seconds=None if ageing == "never" else _seconds(ageing, "[policy] ageing"),
        least_language_level=item.get("least_language_level", 1),
    )


def _order(given: Any, usual: tuple[Criterion, ...], where: str) -> tuple[Criterion, ...]:
    if given is None:
        return usual
    strange = [name for name in given if name not in list(Criterion)] if isinstance(given, list) else [given]
    if strange:
        mend = "give a list of " + ", ".join(criterion.value for criterion in Criterion)
        raise BadInput(where=where, what=f"has {strange[0]!r}", mend=mend)
    return tuple(Criterion(name) for name in given)


def _duration(given: Any, where: str) -> Duration:
    item = _known(given, _DURATION, where)
    law = str(item.get("law", "lognormal" if "variation" in item else "exponential"))
    if law not in list(Law):
        raise BadInput(where=f"{where} law", what=f"is {law!r}", mend="use " + ", ".join(Law))
    mean = _seconds(_needed(item, "mean", where), f"{where} mean")
    with _within(where):
        return Duration(law=Law(law), mean_seconds=mean, variation=item.get("variation", 1.0))


@contextmanager
def _within(where: str) -> Iterator[None]:
    """Put the place in the file before what a part of the centre refuses."""
    try:
        yield
    except BadInput as refusal:
        raise BadInput(where=f"{where} {refusal.where}", what=refusal.what, mend=refusal.mend) from refusal


def _hours(text: Any, where: str, starts: float) -> tuple[float, float]:
    """09:00-13:00 on the clock of the first day, as seconds after the start; 22:00-06:00 ends on the next day."""
    parts = str(text).split("-")
    if len(parts) != 2:
        raise BadInput(where=where, what=f"has {text!r}", mend="write 09:00-13:00")
    begins, ends = (_clock(part.strip(), where) - starts for part in parts)
    return (begins, ends) if ends > begins else (begins, ends + 86400.0)


def _clock(text: str, where: str) -> float:
    hours, _, minutes = text.partition(":")
    if not (hours.isdigit() and minutes.isdigit() and int(minutes) < 60):
        raise BadInput(where=where, what=f"is {text!r}", mend="write the time as 09:00; 33:00 is 9:00 of the next day")
    return int(hours) * 3600.0 + int(minutes) * 60.0


def _seconds(given: Any, where: str) -> float:
    if isinstance(given, (int, float)) and not isinstance(given, bool):
        return float(given)
    return float(read_step(str(given), where))


def _numbers(item: Mapping[str, Any], name: str, where: str) -> list[float]:
    given = _needed(item, name, where)
    if not isinstance(given, list):
        raise BadInput(where=f"{where} {name}", what="is not a list", mend="write [1, 2, 3], one number an interval")
    if not given:
        raise BadInput(where=f"{where} {name}", what="is empty", mend="write [1, 2, 3], one number an interval")
    strange = [value for value in given if isinstance(value, bool) or not isinstance(value, (int, float))]
    if strange:
        raise BadInput(where=f"{where} {name}", what=f"has {strange[0]!r}", mend="give numbers only")
    return given


def _words(item: Mapping[str, Any], name: str, where: str) -> list[str]:
    given = item.get(name, [])
    if not isinstance(given, list) or not all(isinstance(word, str) for word in given):
        raise BadInput(where=f"{where} {name}", what="is not a list of names", mend='write ["tax", "land"]')
    return given


def _mapping(item: Mapping[str, Any], name: str, where: str) -> dict[str, Any]:
    given = item.get(name, {})
    if not isinstance(given, dict):
        raise BadInput(where=f"{where} {name}", what="is not a table", mend="write { tax = 2 }")
    return given


def _text(item: Mapping[str, Any], name: str, where: str) -> str:
    given = _needed(item, name, where)
    if not isinstance(given, str) or not given:
        raise BadInput(where=f"{where} {name}", what="is not a text", mend='write name = "tax"')
    return given


def _list(item: Mapping[str, Any], name: str, where: str) -> list[Any]:
    given = item.get(name)
    if not isinstance(given, list) or not given:
        raise BadInput(where=where, what=f"has no {name}", mend=f"give at least one {name}")
    return given


def _table(item: Mapping[str, Any], name: str, where: str) -> Mapping[str, Any]:
    given = item.get(name, {})
    if not isinstance(given, dict):
        raise BadInput(where=where, what=f"has a {name} that is no table", mend=f"write [{name}]")
    return given


def _needed(item: Mapping[str, Any], name: str, where: str) -> Any:
    if name not in item:
        raise BadInput(where=where, what=f"has no {name}", mend="add it")
    return item[name]


def _known(given: Any, allowed: set[str], where: str) -> Mapping[str, Any]:
    if not isinstance(given, Mapping):
        mend = "give " + ", ".join(f"{key} = …" for key in sorted(allowed)) + " as far as needed, in { }"
        raise BadInput(where=where, what=f"is {given!r}, not a table", mend=mend)
    strange = sorted(set(given) - allowed)
    if strange:
        raise BadInput(where=where, what=f"has {strange[0]!r}", mend="use " + ", ".join(sorted(allowed)))
    return given
