"""Reports of yesterday and of any day, on screen and as a file of exactly what is shown; a number opened."""

from datetime import date, timedelta

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from anyqtama.contacts.models import Contact, Queue
from anyqtama.history.models import ContactFact
from anyqtama.kernel import exporting
from anyqtama.metrics import contact_rows, opening, report_files, reports, spread
from anyqtama.metrics.forms import OpenedForm, ReportForm
from anyqtama.metrics.indicators import SERVICE_LEVELS
from anyqtama.metrics.promises import promises, promises_in_words
from anyqtama.metrics.scope import Scope
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest, for_right
from anyqtama.people.models import Person

PAGE = 50


@require_safe
@for_right("reports.see")
def reports_page(request: AuthenticatedRequest) -> HttpResponseBase:
    """`?by=queue|hour|day|person|topic|channel|language|state&first=&last=&queue=&channel=&language=&export=csv|xlsx`."""
    queues = list(access.visible(request.user, Queue).order_by("order", "id"))
    form = ReportForm(request.GET or {"by": "queue"}, queues=queues, yesterday=_yesterday())
    if not form.is_valid():
        return render(request, "metrics/reports.html", {"form": form, "kinds": reports.KINDS}, status=422)
    asked = _asked(form, queues)
    scope = _scope(form, asked)
    level = SERVICE_LEVELS[asked[0].formula if asked else "C"]
    people = access.visible(request.user, Person).order_by("family_name")
    found = reports.report(form.cleaned_data["by"], scope, level=level, people=people)
    if kind := request.GET.get("export"):
        name = f"report-{form.cleaned_data['by']}-{form.cleaned_data['first']}-{form.cleaned_data['last']}"
        about = report_files.about(form, asked)
        return exporting.response(kind, name, report_files.head(found), [*found.rows, found.total], about=about)
    return _page(request, form, found, asked)


@require_safe
@for_right("reports.see")
def opened_page(request: AuthenticatedRequest) -> HttpResponseBase:
    """`?what=` and `&row=` beside the report's own question; `&export=csv|xlsx`."""
    queues = list(access.visible(request.user, Queue).order_by("order", "id"))
    form = OpenedForm(request.GET, queues=queues, yesterday=_yesterday())
    if not form.is_valid():
        return render(request, "metrics/opened.html", {"form": form}, status=422)
    given, scope = form.cleaned_data, _scope(form, _asked(form, queues))
    found = opening.opened(scope, given["what"], by=given["by"], row=given["row"])
    if given["by"] == "person" and not access.visible(request.user, Person).filter(pk=given["row"] or 0).exists():
        found = found.none()  # somebody whose rows the reader does not see
    return _opened(request, form, found, scope, back=reverse("reports"))


@require_safe
@for_right("desk.use")
def my_contacts(request: AuthenticatedRequest) -> HttpResponseBase:
    """What one's own figures of today are made of; `?what=handled|rated`."""
    asked, today = request.GET.copy(), timezone.localdate()
    asked.update({"by": "person", "row": str(request.user.pk)})
    form = OpenedForm(asked, queues=[], yesterday=today)
    if not form.is_valid():
        return render(request, "metrics/opened.html", {"form": form}, status=422)
    given, scope = form.cleaned_data, _scope(form, [])
    found = opening.opened(scope, given["what"], by="person", row=given["row"])
    return _opened(request, form, found, scope, back=reverse("my_day"))


def _opened(
    request: AuthenticatedRequest, form: OpenedForm, found: QuerySet[ContactFact], scope: Scope, *, back: str
) -> HttpResponseBase:
    given = form.cleaned_data
    if kind := request.GET.get("export"):
        rows = contact_rows.rows(found, may_open=None, scope=scope)
        name = f"contacts-{given['what']}-{given['first']}-{given['last']}"
        return exporting.response(kind, name, contact_rows.head(), [contact_rows.cells(row) for row in rows])
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    may_open = access.visible(request.user, Contact) if access.has_right(request.user, "desk.use") else None
    query = request.GET.copy()
    for key in ("export", "page"):
        query.pop(key, None)
    exports = query.urlencode()
    for key in ("what", "row"):
        query.pop(key, None)
    shown = {
        "page": page,
        "rows": contact_rows.rows(page.object_list, may_open=may_open, scope=scope),
        "title": contact_rows.TITLES[given["what"]],
        "about": contact_rows.about(given["by"], given["row"]),
        "first": given["first"],
        "last": given["last"],
        "query": exports,
        "one_queue": bool(given["queue"]) or (given["by"] == "queue" and bool(given["row"])),
        "back": f"{back}?{query.urlencode()}",
    }
    return render(request, "metrics/opened.html", shown)


def _yesterday() -> date:
    return (timezone.localtime() - timedelta(days=1)).date()


def _asked(form: ReportForm, queues: list[Queue]) -> list[Queue]:
    return [queue for queue in queues if queue.code == form.cleaned_data["queue"]] or queues


def _scope(form: ReportForm, asked: list[Queue]) -> Scope:
    given = form.cleaned_data
    return Scope.of_days(
        given["first"],
        given["last"],
        queues=tuple(queue.code for queue in asked) if given["queue"] else (),
        channel=given["channel"],
        language=given["language"],
        promises=promises(asked),
    )


def _page(request: AuthenticatedRequest, form: ReportForm, found: reports.Report, asked: list[Queue]) -> HttpResponse:
    query = request.GET.copy()
    query.pop("export", None)
    tabs = []
    for key, name in reports.KINDS.items():
        query["by"] = key
        tabs.append({"label": name, "url": f"?{query.urlencode()}", "current": key == form.cleaned_data["by"]})
    query["by"] = form.cleaned_data["by"]
    for key in ("first", "last"):
        query[key] = form.cleaned_data[key].isoformat()
    by_day = form.cleaned_data["by"] == "day"
    level = len(reports.COUNTED) + 1
    target = asked[0].target_percent if asked else None
    shown = {
        "form": form,
        "report": found,
        "keys": found.keys or [""] * len(found.rows),
        "tabs": tabs,
        "query": query.urlencode(),
        "promises": promises_in_words(asked),
        "zone": settings.TIME_ZONE,
        "first": form.cleaned_data["first"],
        "last": form.cleaned_data["last"],
        "by_day": by_day,
        "spreads": spread.spreads(found) if by_day else [],
        "course": spread.course(found, level, target) if by_day else None,
        "course_name": found.columns[level].name if by_day else "",
        "target": target,
    }
    return render(request, "metrics/reports.html", shown)
