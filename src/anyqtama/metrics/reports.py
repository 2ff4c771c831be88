"""Reports of any days: one row a queue, hour, person, topic, day, channel or language, over the rolled-up journal."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.conf import settings
from django.db.models import Avg, Count, Q, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.channels.models import Channel
from anyqtama.contacts.models import Queue, Topic
from anyqtama.history.models import Interval
from anyqtama.kernel.exporting import Cell
from anyqtama.kernel.labels import label
from anyqtama.metrics.indicators import INDICATORS, SERVICE_LEVELS, Unit
from anyqtama.metrics.opening import NO_TOPIC
from anyqtama.metrics.scope import Scope, total
from anyqtama.people.models import Person, WorkingState

COUNTED = ("offered", "answered", "abandoned", "handled", "transferred", "closed", "resolved")
FIGURES = ("abandonment", "asa", "aht", "acw_share", "transfer_rate", "csat")
OPENS = {
    **dict.fromkeys(SERVICE_LEVELS.values(), "waits"),
    "abandonment": "abandoned", "asa": "answered", "aht": "handled", "acw_share": "handled",
    "transfer_rate": "transferred", "csat": "rated",
}  # fmt: skip
"""Which contacts a figure is made of (`metrics.opening`)."""
LANGUAGE_NAMES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}


@dataclass(frozen=True, slots=True)
class Column:
    """`unit` empty: a word; `formula` stands under the heading; `opens`: which contacts a number is made of."""

    name: str | Promise
    unit: Unit | None = None
    formula: str | Promise = ""
    opens: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """`keys`: what each row is about, in the order of the rows; empty where rows do not open."""

    columns: list[Column]
    rows: list[list[Cell]]
    total: list[Cell]
    keys: list[str] = field(default_factory=list)


WORDS: dict[str, str | Promise] = {
    "offered": pgettext_lazy("contacts", "Offered"),
    "answered": pgettext_lazy("contacts", "Answered"),
    "abandoned": pgettext_lazy("contacts", "Lost"),
    "handled": pgettext_lazy("contacts", "Handled"),
    "transferred": pgettext_lazy("contacts", "Handed on"),
    "closed": pgettext_lazy("contacts", "Closed"),
    "resolved": pgettext_lazy("contacts", "Resolved"),
}
KINDS: dict[str, str | Promise] = {
    "queue": pgettext_lazy("report", "By queue"),
    "hour": pgettext_lazy("report", "By hour"),
    "day": pgettext_lazy("report", "By day"),
    "person": pgettext_lazy("report", "By person"),
    "topic": pgettext_lazy("report", "By topic"),
    "channel": pgettext_lazy("report", "By channel"),
    "language": pgettext_lazy("report", "By language"),
    "state": pgettext_lazy("report", "Time in states"),
}
FIRST: dict[str, str | Promise] = {
    "queue": pgettext_lazy("column", "Queue"),
    "hour": _("Hour"),
    "day": _("Day"),
    "channel": _("Channel"),
    "language": _("Language"),
}


def report(kind: str, scope: Scope, *, level: str, people: Iterable[Person]) -> Report:
    """`level`: the service-level indicator's key; `people`: those whose rows the reader may see."""
    if kind == "person":
        return _by_person(scope, list(people))
    if kind == "state":
        return _by_state(scope, list(people))
    if kind == "topic":
        return _by_topic(scope)
    return _by_interval(kind, scope, level)


def _by_interval(kind: str, scope: Scope, level: str) -> Report:
    key, name = _grouping(kind)
    groups: dict[str, list[Interval]] = defaultdict(list)
    rows = list(scope.intervals())
    for row in rows:
        groups[key(row)].append(row)
    keys = (level, *FIGURES)
    columns = [Column(FIRST[kind]), *(Column(WORDS[one], Unit.COUNT, opens=one) for one in COUNTED)]
    columns += [
        Column(INDICATORS[one].name, INDICATORS[one].unit, INDICATORS[one].formula, opens=OPENS[one]) for one in keys
    ]
    order = sorted(groups)
    table = [[name(one), *_figures(scope, groups[one], keys)] for one in order]
    return Report(columns, table, [str(_("Total")), *_figures(scope, rows, keys)], order)


def _figures(scope: Scope, rows: Sequence[Interval], keys: Sequence[str]) -> list[Cell]:
    part = replace(scope)
    totals = total(rows)
    part.__dict__["totals"] = totals  # already counted: the cached property need not ask the database again
    counts: list[Cell] = [totals[one] for one in COUNTED]
    work = totals["talk_seconds"] + totals["hold_seconds"] + totals["wrap_up_seconds"]
    for one in keys:
        if one == "aht":  # over a group of intervals, by their own sums
            counts.append(round(work / totals["handled"], 1) if totals["handled"] else None)
            continue
        value = INDICATORS[one].compute(part).value
        counts.append(None if value is None else round(value, 1))
    return counts


def _grouping(kind: str) -> tuple[Callable[[Interval], str], Callable[[str], str]]:
    def local(row: Interval) -> datetime:
        return row.start.astimezone(settings.ZONE)

    if kind == "hour":
        return (lambda row: f"{local(row):%H}"), (lambda hour: f"{hour}:00-{int(hour) + 1:02}:00")
    if kind == "day":
        return (lambda row: f"{local(row):%Y-%m-%d}"), str
    if kind == "language":
        return (lambda row: row.language), (lambda code: LANGUAGE_NAMES.get(code, code))
    model = Queue if kind == "queue" else Channel
    names = {code: label(names) for code, names in model._default_manager.values_list("code", "names")}
    return (lambda row: str(getattr(row, kind))), (lambda code: names.get(code, code))


def _by_person(scope: Scope, people: list[Person]) -> Report:
    work = {
        row["person"]: row
        for row in scope.segments()
        .filter(person__in=[person.pk for person in people])
        .values("person")
        .annotate(
            handled=Count("id"),
            contacts=Count("contact", distinct=True),
            talk=Sum("talk_seconds"),
            hold=Sum("hold_seconds"),
            wrap=Sum("wrap_up_seconds"),
            handed_on=Count("id", filter=Q(how="transfer")),
        )
    }
    marks = {
        row["person"]: row
        for row in scope.contacts()
        .exclude(rating=None)
        .values("person")
        .annotate(n=Count("contact"), top=Count("contact", filter=Q(rating__gte=4)), mean=Avg("rating"))
    }
    columns = [
        Column(_("Person")),
        Column(WORDS["handled"], Unit.COUNT),
        Column(_("Contacts"), Unit.COUNT, opens="handled"),
        Column(INDICATORS["aht"].name, Unit.SECONDS, INDICATORS["aht"].formula),
        Column(_("Talk"), Unit.SECONDS),
        Column(pgettext_lazy("time", "Hold"), Unit.SECONDS),
        Column(_("Wrap-up"), Unit.SECONDS),
        Column(WORDS["transferred"], Unit.COUNT, opens="transferred"),
        Column(_("Marks of clients"), Unit.COUNT, opens="rated"),
        Column(INDICATORS["csat"].name, Unit.PERCENT, INDICATORS["csat"].formula),
    ]
    rows: list[list[Cell]] = []
    keys = []
    for person in sorted(people, key=str):
        done, rated = work.get(person.pk), marks.get(person.pk)
        if done is None:
            continue
        n = done["handled"]
        mean = (round(sum(done[part] for part in ("talk", "hold", "wrap")) / n, 1),)
        parts = (round(done[part] / n, 1) for part in ("talk", "hold", "wrap"))
        csat = round(100 * rated["top"] / rated["n"], 1) if rated else None
        answers = rated["n"] if rated else 0
        keys.append(str(person.pk))
        rows.append([str(person), n, done["contacts"], *mean, *parts, done["handed_on"], answers, csat])
    handled = sum(done["handled"] for done in work.values())
    return Report(columns, rows, [str(_("Total")), handled, *([None] * 8)], keys)


def _by_topic(scope: Scope) -> Report:
    names = {code: label(names) for code, names in Topic.objects.values_list("code", "names")}
    found = scope.contacts().values("topic").annotate(
        n=Count("contact"),
        answered=Count("contact", filter=~Q(answered_at=None)),
        closed=Count("contact", filter=~Q(closed_at=None)),
        resolved=Count("contact", filter=Q(resolved=True)),
        wait=Avg("wait_seconds", filter=~Q(answered_at=None)),
    )  # fmt: skip
    cases = dict(scope.cases().filter(registered_at__gte=scope.start).values_list("topic").annotate(Count("case")))
    columns = [
        Column(_("Topic")),
        Column(_("Contacts"), Unit.COUNT, opens="arrived"),
        Column(WORDS["answered"], Unit.COUNT, opens="reached"),
        Column(WORDS["closed"], Unit.COUNT, opens="closed"),
        Column(WORDS["resolved"], Unit.COUNT, opens="resolved"),
        Column(_("Average wait"), Unit.SECONDS, opens="reached"),
        Column(_("Cases registered"), Unit.COUNT),
    ]
    topics = list(found.order_by("-n", "topic"))
    rows: list[list[Cell]] = [
        [
            names.get(row["topic"], row["topic"]) or str(_("No topic yet")),
            row["n"],
            row["answered"],
            row["closed"],
            row["resolved"],
            None if row["wait"] is None else round(row["wait"], 1),
            cases.get(row["topic"], 0),
        ]
        for row in topics
    ]
    sums = [sum(row[part] for row in topics) for part in ("n", "answered", "closed", "resolved")]
    return Report(
        columns, rows, [str(_("Total")), *sums, None, sum(cases.values())], [row["topic"] or NO_TOPIC for row in topics]
    )


def _by_state(scope: Scope, people: list[Person]) -> Report:
    """Hours a person spent in each state, cut to the period."""
    names = {code: label(names) for code, names in WorkingState.objects.values_list("code", "names")}
    spent: dict[int, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    known = {person.pk for person in people}
    for fact in scope.states().exclude(kind="offline"):
        if fact.person in known:
            length = min(fact.ended_at, scope.end) - max(fact.began_at, scope.start)
            spent[fact.person][fact.state] += length.total_seconds() / 3600
    codes = [code for code in names if any(code in own for own in spent.values())]
    columns = [Column(_("Person")), *(Column(names[code], Unit.HOURS) for code in codes)]
    columns.append(Column(_("Total"), Unit.HOURS))
    rows: list[list[Cell]] = [
        [str(person), *(round(spent[person.pk][code], 2) for code in codes), round(sum(spent[person.pk].values()), 2)]
        for person in sorted(people, key=str)
        if person.pk in spent
    ]
    sums = [round(sum(own[code] for own in spent.values()), 2) for code in codes]
    return Report(columns, rows, [str(_("Total")), *sums, round(sum(sums), 2)])
