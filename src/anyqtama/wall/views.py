"""The live wall, the people of today, one queue now: numbers of now, moved by hints."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from anyqtama.contacts.models import Queue
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest, for_right
from anyqtama.people.models import Person, Skill
from anyqtama.teamwork.models import Alert
from anyqtama.wall import alerts, people, queue_page
from anyqtama.wall.board import board


@require_safe
@for_right("wall.see")
def wall(request: AuthenticatedRequest) -> HttpResponse:
    """The whole page, or with `?fragment` only what moves."""
    at = timezone.now()
    theme = request.GET.get("theme")
    now = board(request.user, at=at)
    shown = {
        "board": now,
        "may_take": may_take(request.user, now.alerts[:1]),
        "may_lead": access.has_right(request.user, "queues.lead"),
        "may_report": access.has_right(request.user, "reports.see"),
        "today": timezone.localtime(at).date().isoformat(),
        "theme": theme if theme in {"light", "dark"} else "dark",
        "at": at,
    }
    return render(request, "wall/moving.html" if "fragment" in request.GET else "wall/wall.html", shown)


@require_safe
@for_right("alerts.see")
def alerts_page(request: AuthenticatedRequest) -> HttpResponse:
    """Open alerts and those of the last day: since when, until when, who took each and how soon."""
    at = timezone.now()
    shown = {
        "open": alerts.still_open(request.user),
        "over": alerts.lately_over(request.user, at=at),
        "may_take": access.has_right(request.user, "alerts.take"),
        "at": at,
    }
    return render(request, "wall/alerts_moving.html" if "fragment" in request.GET else "wall/alerts.html", shown)


@never_cache
@require_safe
@for_right("bell.see")
def bell(request: AuthenticatedRequest) -> HttpResponse:
    """The bell of the top bar, told anew when a hint says that something came or was taken."""
    return render(request, "ui/bell.html", {"alerts": alerts.bell(request.user, timezone.now())})


def may_take(person: Person, alerts: list[Alert]) -> bool:
    """Whether the worst alert waits for somebody to see to it, and the reader is one who may."""
    if not any(alert.taken_by_id is None for alert in alerts) or not access.has_right(person, "alerts.take"):
        return False
    return access.visible(person, Alert).filter(pk=alerts[0].pk).exists()


@require_safe
@for_right("people.lead")
def people_today(request: AuthenticatedRequest) -> HttpResponse:
    """`?q=` filters, `?all` shows those off shift too, `?person=` opens one person's skills."""
    at, everybody = timezone.now(), "all" in request.GET
    rows = people.people_now(request.user, at=at, everybody=everybody)
    shown = {
        "rows": people.found(rows, request.GET.get("q", "")),
        "total": len(rows),
        "states": people.choosable_states(),
        "breaks": people.breaks(request.user),
        "everybody": everybody,
        "chosen": people.one(request.user, request.GET.get("person", "")),
        "skills": Skill.objects.filter(active=True).order_by("code"),
        "at": at,
    }
    return render(request, "wall/people_moving.html" if "fragment" in request.GET else "wall/people.html", shown)


@require_safe
@for_right("queues.lead")
def queue_now(request: AuthenticatedRequest, code: str) -> HttpResponse:
    at, found = timezone.now(), access.fetch(request.user, Queue, code=code)
    return queue_page.show(request, found, at)
