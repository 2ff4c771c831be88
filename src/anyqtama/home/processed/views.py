"""The page of processed requests and its files."""

from io import BytesIO

from django.core.paginator import Paginator
from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from anyqtama.cases import seeing, words
from anyqtama.home.processed import paper, reading
from anyqtama.home.processed.access import people_of
from anyqtama.home.processed.forms import ProcessedForm
from anyqtama.kernel import exporting
from anyqtama.people.access import AuthenticatedRequest, for_right

PAGE = 50


@require_safe
@never_cache
@for_right("processed.see")
def processed(request: AuthenticatedRequest) -> HttpResponseBase:
    """`?first=&last=&person=mine|all|id&show=contacts|journal&page=`; a file of the same is
    `&export=contacts|journal&kind=xlsx|csv`, on paper `&export=report`."""
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
    summary, reader = reading.summary(wrapped, registered), seeing.seeing(request.user)
    if request.GET.get("export") == "report":
        made = paper.pdf(
            organisation=reading.organisation(request.user), whose=form.whose, period=period, summary=summary,
            cases=list(registered[: paper.MOST + 1]), reader=reader,
        )  # fmt: skip
        return FileResponse(BytesIO(made), as_attachment=True, filename=f"processed-{name}.pdf")
    query = request.GET.copy()
    query.pop("page", None)
    journal = query.pop("show", [""])[-1] == "journal"
    place = request.GET.get("page")
    journalled = Paginator(registered, PAGE).get_page(place)
    shown = {
        "form": form,
        "period": period,
        "page": journalled if journal else Paginator(wrapped, PAGE).get_page(place),
        "requests": [(one, reader.subject(one), words.stage(one)) for one in journalled] if journal else None,
        "tabs": _tabs(query.urlencode(), wrapped.count(), registered.count(), journal=journal),
        "summary": summary,
        "query": query.urlencode(),
    }
    return render(request, "home/processed.html", shown)


def _tabs(query: str, contacts: int, requests: int, *, journal: bool) -> list[dict[str, object]]:
    return [
        {"label": _("Contacts"), "count": contacts, "url": f"?{query}", "current": not journal},
        {"label": _("Journal of requests"), "count": requests, "url": f"?{query}&show=journal", "current": journal},
    ]
