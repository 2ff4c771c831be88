"""The page of processed requests and its files."""

from django.core.paginator import Paginator
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from anyqtama.cases import seeing
from anyqtama.home.processed import reading
from anyqtama.home.processed.access import people_of
from anyqtama.home.processed.forms import ProcessedForm
from anyqtama.kernel import exporting
from anyqtama.people.access import AuthenticatedRequest, for_right

PAGE = 50


@require_safe
@never_cache
@for_right("processed.see")
def processed(request: AuthenticatedRequest) -> HttpResponseBase:
    """`?first=&last=&person=mine|all|id&page=`; `&export=contacts|journal&kind=xlsx|csv` is a file of the same."""
    people, today = people_of(request.user), timezone.localdate()
    form = ProcessedForm(request.GET, people=people, reader=request.user, today=today)
    if not form.is_valid():
        return render(request, "home/processed.html", {"form": form}, status=422)
    period = reading.Period(form.cleaned_data["first"], form.cleaned_data["last"])
    wrapped, registered = reading.contacts(form.chosen, period), reading.cases(form.chosen, period)
    kind, name = request.GET.get("kind", "xlsx"), f"{period.first}-{period.last}"
    if request.GET.get("export") == "contacts":
        rows = reading.contacts_cells(wrapped.iterator())
        return exporting.response(kind, f"contacts-{name}", reading.contacts_head(), rows)
    if request.GET.get("export") == "journal":
        cells = reading.journal_cells(registered.iterator(), seeing.seeing(request.user))
        return exporting.response(kind, f"journal-{name}", reading.journal_head(), cells)
    query = request.GET.copy()
    query.pop("page", None)
    shown = {
        "form": form,
        "period": period,
        "page": Paginator(wrapped, PAGE).get_page(request.GET.get("page")),
        "cases": registered.count(),
        "summary": reading.summary(wrapped, registered),
        "query": query.urlencode(),
    }
    return render(request, "home/processed.html", shown)
