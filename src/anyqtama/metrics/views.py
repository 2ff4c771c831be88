"""Reports of yesterday and of any day, on screen and as a file of exactly what is shown."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from anyqtama.contacts.models import Queue
from anyqtama.kernel import exporting
from anyqtama.metrics import reports
from anyqtama.metrics.forms import ReportForm
from anyqtama.metrics.indicators import SERVICE_LEVELS
from anyqtama.metrics.scope import Scope
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest, for_right
from anyqtama.people.models import Person

DEFAULT_THRESHOLD = 60


@require_safe
@for_right("reports.see")
def reports_page(request: AuthenticatedRequest) -> HttpResponseBase:
    """`?by=queue|hour|day|person|topic|channel|language|state&first=&last=&queue=&language=&export=csv|xlsx`."""
    queues = list(access.visible(request.user, Queue).order_by("order", "id"))
    yesterday = (timezone.localtime() - timedelta(days=1)).date()
    form = ReportForm(request.GET or {"by": "queue"}, queues=queues, yesterday=yesterday)
    if not form.is_valid():
        return render(request, "metrics/reports.html", {"form": form, "kinds": reports.KINDS}, status=422)
    given = form.cleaned_data
    asked = [queue for queue in queues if queue.code == given["queue"]] or queues
    scope = Scope.of_days(
        given["first"],
        given["last"],
        queues=tuple(queue.code for queue in asked) if given["queue"] else (),
        language=given["language"],
        threshold_seconds=asked[0].answer_within_seconds if asked else DEFAULT_THRESHOLD,
        short_seconds=asked[0].short_abandon_seconds if asked else 5,
    )
    level = SERVICE_LEVELS[asked[0].formula if asked else "C"]
    people = access.visible(request.user, Person).order_by("family_name")
    found = reports.report(given["by"], scope, level=level, people=people)
    if kind := request.GET.get("export"):
        name = f"report-{given['by']}-{given['first']}-{given['last']}"
        return exporting.response(
            kind, name, [str(column.name) for column in found.columns], [*found.rows, found.total]
        )
    return _page(request, form, found, scope)


def _page(request: AuthenticatedRequest, form: ReportForm, found: reports.Report, scope: Scope) -> HttpResponse:
    query = request.GET.copy()
    query.pop("export", None)
    tabs = []
    for key, name in reports.KINDS.items():
        query["by"] = key
        tabs.append({"label": name, "url": f"?{query.urlencode()}", "current": key == form.cleaned_data["by"]})
    query["by"] = form.cleaned_data["by"]
    shown = {
        "form": form,
        "report": found,
        "tabs": tabs,
        "query": query.urlencode(),
        "threshold": scope.threshold_seconds,
        "zone": settings.TIME_ZONE,
        "first": form.cleaned_data["first"],
        "last": form.cleaned_data["last"],
    }
    return render(request, "metrics/reports.html", shown)
