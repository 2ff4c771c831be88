"""My figures: today's value with its last fourteen days and target; an operator's own, a lead's of the queues led."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import cache
from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from anyqtama.contacts.models import Queue
from anyqtama.history.models import Interval
from anyqtama.metrics.indicators import INDICATORS, SERVICE_LEVELS, Better, Unit
from anyqtama.metrics.promises import promises
from anyqtama.metrics.scope import Scope, total
from anyqtama.people import access
from anyqtama.people.models import Person
from anyqtama.people.roles import DESK
from anyqtama.ui import moments

DAYS = 14
KEPT_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Figure:
    """`values`: the days that had something to count, oldest first; `goal` in the same unit."""

    label: str | Promise
    value: str
    shape: str
    word: str
    target: str
    values: list[float]
    goal: float | None
    url: str


def figures(person: Person, *, at: datetime) -> list[Figure]:
    today = at.astimezone(settings.ZONE).date()
    if access.has_right(person, "reports.see") and (queues := _led_queues(person)):
        key = f"home:figures:{today}:{'-'.join(str(queue.pk) for queue in queues)}"
        by_day = cache.get_or_set(key, lambda: _intervals(queues, today), KEPT_SECONDS)
        return _of_queues(queues, by_day or {}, today)
    if person.roles & DESK:
        return _own(person, today)
    return []


def _led_queues(person: Person) -> list[Queue]:
    queues = list(Queue.objects.in_use().select_related("unit").order_by("order", "id"))
    led = [queue for queue in queues if access.may(person, "queue.lead", queue)]
    return led or (queues if not access.has_right(person, "queues.lead") else [])


def _intervals(queues: Sequence[Queue], today: date) -> dict[date, list[Interval]]:
    scope = Scope.of_days(today - timedelta(days=DAYS - 1), today, queues=tuple(queue.code for queue in queues))
    found: dict[date, list[Interval]] = {}
    for row in scope.intervals():
        found.setdefault(row.start.astimezone(settings.ZONE).date(), []).append(row)
    return found


def _of_queues(queues: Sequence[Queue], by_day: dict[date, list[Interval]], today: date) -> list[Figure]:
    first = queues[0]
    keys = (SERVICE_LEVELS[first.formula], "abandonment", "asa", "csat")
    goals = {keys[0]: float(first.target_percent)}

    def of(key: str) -> Callable[[date], float | None]:
        def value(day: date) -> float | None:
            scope = Scope.of_day(day, promises=promises(queues))
            scope.__dict__["totals"] = total(by_day.get(day, []))
            return INDICATORS[key].compute(scope).value

        return value

    part = {"first": today.isoformat(), "last": today.isoformat()} | ({"queue": first.code} if len(queues) == 1 else {})
    url = f"{reverse('reports')}?{urlencode({'by': 'hour', **part})}"
    return [_figure(key, of(key), today, goals.get(key, INDICATORS[key].usual_target), url) for key in keys]


def _own(person: Person, today: date) -> list[Figure]:
    scope = Scope.of_days(today - timedelta(days=DAYS - 1), today, person=person.pk)
    segments = scope.segments().annotate(day=TruncDate("ended_at", tzinfo=settings.ZONE)).values("day")
    done = {
        row["day"]: row
        for row in segments.annotate(
            n=Count("id"), seconds=Sum("talk_seconds") + Sum("hold_seconds") + Sum("wrap_up_seconds")
        )
    }
    answers = (
        scope.contacts().exclude(rating=None).annotate(day=TruncDate("arrived_at", tzinfo=settings.ZONE)).values("day")
    )
    marks = {
        row["day"]: row for row in answers.annotate(n=Count("contact"), top=Count("contact", filter=Q(rating__gte=4)))
    }
    work, rated = (f"{reverse('reports_mine')}?what={what}" for what in ("handled", "rated"))
    return [
        _figure("", lambda day: float(done[day]["n"]) if day in done else None, today, None, work),
        _figure("aht", lambda day: done[day]["seconds"] / done[day]["n"] if day in done else None, today, None, work),
        _figure(
            "csat", lambda day: 100 * marks[day]["top"] / marks[day]["n"] if day in marks else None, today, 80.0, rated
        ),
    ]


def _figure(key: str, value: Callable[[date], float | None], today: date, goal: float | None, url: str) -> Figure:
    """`key` empty: contacts handled, which is no declared indicator but a plain count."""
    days = [value(today - timedelta(days=back)) for back in range(DAYS - 1, -1, -1)]
    indicator = INDICATORS.get(key)
    now, unit = days[-1], indicator.unit if indicator else Unit.COUNT
    shape, word = _judged(now, goal, indicator.better if indicator else Better.NEITHER, unit)
    return Figure(
        label=indicator.name if indicator else pgettext("figure", "Contacts handled"),
        value=_written(now, unit),
        shape=shape,
        word=word,
        target=_("target %(goal)s") % {"goal": _written(goal, unit)} if goal is not None else "",
        values=[one for one in days if one is not None],
        goal=goal,
        url=url,
    )


def _judged(now: float | None, goal: float | None, better: Better, unit: Unit) -> tuple[str, str]:
    if now is None:
        return "neutral", _("nothing counted today")
    if goal is None or better == Better.NEITHER:
        return "", ""
    off = goal - now if better == Better.UP else now - goal
    if off <= 0:
        return "good", _("on target")
    if unit == Unit.PERCENT:
        points = number_format(round(off), 0) if off >= 1 else number_format(off, 1)
        below, above = _("%(points)s points below"), _("%(points)s points above")
        return "attention", (below if better == Better.UP else above) % {"points": points}
    return "attention", _("off by %(much)s") % {"much": _written(off, unit)}


def _written(value: float | None, unit: Unit) -> str:
    if value is None:
        return "—"
    if unit == Unit.SECONDS:
        return moments.duration(value)
    if unit == Unit.PERCENT:
        short = value >= 10 or round(value, 1) == round(value)
        return f"{number_format(round(value, 1), 0 if short else 1)} %"
    return number_format(round(value))
