"""The second pair of eyes: the scan beside what another person typed."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from anyqtama.cases import editing, revealing, seeing
from anyqtama.cases.acts.editing import to_choose
from anyqtama.cases.forms import EditForm
from anyqtama.cases.kinds import fields
from anyqtama.cases.models import Case, Paper
from anyqtama.cases.paper_check.forms import CheckForm
from anyqtama.cases.paper_page import scans
from anyqtama.cases.paper_page.forms import SORTS
from anyqtama.cases.papers import checking
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest, for_right
from anyqtama.people.models import Person
from anyqtama.ui import moments

NAMES = {name: field.label for name, field in CheckForm.base_fields.items()}


@require_http_methods(["GET", "HEAD", "POST"])
@for_right("cases.register")
def check(request: AuthenticatedRequest, number: str) -> HttpResponse:
    case = access.fetch(request.user, Case, number=number)
    paper = Paper.objects.select_related("case__kind", "case__client", "typed_by", "checked_by").filter(case=case)
    found = paper.first()
    if found is None:
        raise Http404
    opens = seeing.opens(request.user, found.case, seeing.seeing(request.user))
    if request.method != "POST":
        return _page(request, found, CheckForm(case=found.case) if opens else None)
    if not opens:
        return _page(request, found, None, refusal=str(seeing.NotForYourRole.message), status=409)
    form: EditForm = CheckForm(request.POST, case=found.case)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    return _checked(request, found, form)


def _checked(request: AuthenticatedRequest, paper: Paper, form: EditForm) -> HttpResponse:
    seen = form.cleaned_data["seen"]
    try:
        checking.check(
            paper=paper, seen=seen if isinstance(seen, dict) else {}, said=form.said(),
            received_on=form.cleaned_data["received_on"], by=request.user, at=timezone.now(),
        )  # fmt: skip
    except editing.BothChanged as both:
        form = to_choose(request, paper.case, both, CheckForm)
        return _page(request, paper, form, refusal=str(both.message), status=409)
    except Exception as failure:
        said = getattr(failure, "message", None)
        if said is None:
            raise
        return _page(request, paper, form, refusal=str(said), status=409)
    number = paper.corrections.count()
    done = ngettext("Checked; %(number)s field put right.", "Checked; %(number)s fields put right.", number)
    messages.success(request, done % {"number": number} if number else _("Checked: it is as on paper."))
    return HttpResponseRedirect(reverse("case_papers"))


def _corrections(paper: Paper, reader: seeing.Seeing) -> list[dict[str, Any]]:
    """What was typed and what stands on the paper, in words; after erasure only which field it was."""
    known = {field.input_name: field for field in fields.fields(paper.case.kind)}
    rows = list(paper.corrections.select_related("by").order_by("pk"))
    people = Person.objects.in_bulk([value for row in rows for value in (row.before, row.after) if type(value) is int])

    def said(name: str, value: Any) -> str:
        if name == checking.RECEIVED_ON and value:
            return moments.day_year(date.fromisoformat(value))
        return fields.shown(known[name], value, people) if name in known else str(value or "—")

    def seen_as(name: str) -> str:
        if not name.startswith(fields.PREFIX):
            return name
        return known[name].seen_as if name in known else fields.GONE

    return [
        {"name": str(known.get(row.field) or NAMES.get(row.field, row.field)), "by": row.by,
         "before": reader.shown(said(row.field, row.before), seen_as(row.field)),
         "after": reader.shown(said(row.field, row.after), seen_as(row.field))}
        for row in rows
    ]  # fmt: skip


def _page(
    request: AuthenticatedRequest, paper: Paper, form: EditForm | None, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    """`form`: None where what the case says is not for the reader."""
    held, reader = list(paper.scans.select_related("file").order_by("pk")), seeing.seeing(request.user)
    opens_scans = reader.scans(paper.case.kind)
    own, waits = paper.typed_by_id == request.user.pk, paper.asks_check and paper.checked_at is None
    looked = form is not None and waits and not own and reader.covers(seeing.typed(paper.case))
    if looked:
        revealing.reveal(case=paper.case, by=request.user, at=timezone.now())
    shown = {
        "paper": paper, "case": paper.case, "form": form, "refusal": refusal, "sort": SORTS[paper.sort],
        "subject": reader.subject(paper.case), "own": own, "open": waits,
        **scans.shown(held if opens_scans else [], keeps=False), "withheld": not opens_scans,
        "corrections": _corrections(paper, reader),
        "crumbs": [
            {"label": _("Cases"), "url": reverse("cases")},
            {"label": _("From paper"), "url": reverse("case_papers")},
            {"label": paper.case.number, "url": reverse("case", args=[paper.case.number])},
        ],
    }  # fmt: skip
    page = render(request, "cases/paper_check.html", shown, status=status)
    if looked:
        add_never_cache_headers(page)
    return page
