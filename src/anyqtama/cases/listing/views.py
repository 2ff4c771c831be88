"""The list of cases on screen and as a file; giving many to one person."""

from collections.abc import Sequence

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from anyqtama.cases import colleagues, deputies, handling, seeing
from anyqtama.cases.formalising import CaseIsClosed
from anyqtama.cases.kinds import parts
from anyqtama.cases.listing import chips, filters, own, table
from anyqtama.cases.models import Case, CaseKind
from anyqtama.cases.standing_aside import AboutThem
from anyqtama.contacts.topic_choices import topic_choices
from anyqtama.kernel import exporting
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest, for_right
from anyqtama.ui.paging import Pages

PAGE = 50
MOST_AT_ONCE = 200


@require_safe
@for_right("cases.see")
def cases(request: AuthenticatedRequest) -> HttpResponseBase:
    """`?view=mine|due_today|late|nobody|all&words=&topic=&kind=&state=&department=&since=&street=&sort=&page=&export=csv|xlsx`."""
    at = timezone.now()
    reader = seeing.seeing(request.user)
    form = filters.FilterForm(request.GET, topics=topic_choices(), reader=reader, auto_id="filter-%s")
    wanted = filters.wanted(form, request.user)
    found = filters.ordered(filters.narrowed(wanted, request.user, at), wanted.sort)
    columns = own.columns(wanted.kind, get_language() or "kk", reader)
    if (kind := request.GET.get("export")) and not form.errors:
        return _file(request, kind, found, columns)
    counts = filters.counts(request.user, at)
    counted = None if wanted.narrows else counts[wanted.view]
    page = Pages(found.values_list("pk", flat=True), PAGE, counted=counted).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("export", None)
    shown = {
        "form": form,
        "wanted": wanted,
        "tabs": chips.tabs(wanted, counts, request.GET),
        "chips": chips.chips(wanted, request.GET, form),
        "columns": columns,
        "registers": _registers(form.kinds),
        "page": page,
        "cut": wanted.cut(page.paginator.counted),  # type: ignore[attr-defined]  # Pages
        "rows": table.rows(table.whole(list(page), wanted.kind), at, columns, reader),
        "colleagues": colleagues.working() if access.has_right(request.user, "cases.register") else [],
        "may_register": access.has_right(request.user, "cases.register"),
        "lists": access.has_right(request.user, "outbound.lead"),
        "query": query.urlencode(),
        "at": at,
    }
    return render(request, "cases/list.html", shown, status=422 if form.errors else 200)


@require_POST
@for_right("cases.see")
def export_chosen(request: AuthenticatedRequest) -> HttpResponseBase:
    return _file(request, request.POST.get("kind", ""), filters.ordered(_chosen(request), "due"))


@require_POST
@for_right("cases.register")
def give_chosen(request: AuthenticatedRequest) -> HttpResponse:
    """One person gets all the chosen cases that the giver may give; the others are named."""
    at, given, refused, away = timezone.now(), 0, [], ""
    person = colleagues.working().filter(pk=_number(request.POST.get("person"))).first()
    chosen = list(_chosen(request)[:MOST_AT_ONCE])
    if person is None or not chosen:
        messages.error(request, _("Choose the cases and the person first."))
        return HttpResponseRedirect(_back(request))
    for case in chosen:
        if not access.may(request.user, "case.work", case):
            refused.append(case.number)
            continue
        try:
            handling.give_to(case=case, person=person, by=request.user, at=at)
            given += 1
            away = away or deputies.told(case, person, at)
        except (CaseIsClosed, AboutThem):
            refused.append(case.number)
    if given:
        said = ngettext("%(number)s case given to %(person)s.", "%(number)s cases given to %(person)s.", given)
        messages.success(request, said % {"number": given, "person": person})
    if away:
        messages.info(request, away)
    if refused:
        said = _("Not given, being closed, led by somebody else or about that person: %(numbers)s.")
        messages.error(request, said % {"numbers": ", ".join(refused[:10])})
    return HttpResponseRedirect(_back(request))


def _chosen(request: AuthenticatedRequest) -> QuerySet[Case]:
    numbers = [number[:20] for number in request.POST.getlist("chosen")[:MOST_AT_ONCE]]
    return access.visible(request.user, Case).filter(number__in=numbers)


def _file(
    request: AuthenticatedRequest, kind: str, cases: QuerySet[Case], columns: Sequence[own.Column] = ()
) -> HttpResponseBase:
    name = f"cases-{timezone.localtime():%Y-%m-%d}"
    return exporting.response(kind, name, table.head(columns), table.cells(cases, columns, seeing.seeing(request.user)))


def _registers(kinds: Sequence[CaseKind]) -> list[CaseKind]:
    """Kinds whose cases are decided: each has its own register, the list narrowed to the kind."""
    return [kind for kind in kinds if kind.active and parts.has(kind, parts.VERDICT)]


def _back(request: AuthenticatedRequest) -> str:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return wanted if safe else reverse("cases")


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
