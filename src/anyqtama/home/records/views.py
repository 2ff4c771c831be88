"""The quality of records: the queue of what is wrong, reports of errors, the map of fields, bulk corrections."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anyqtama.clients.models import Client, Correction, FieldReport, Finding, RecordRule
from anyqtama.clients.records import correcting, judging, reporting
from anyqtama.clients.records.fields import classes, fields
from anyqtama.home.records import board, words
from anyqtama.home.records.forms import AnswerForm, CorrectionForm, ReportForm
from anyqtama.kernel.labels import label
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest, for_right

PAGE = 50
SHOWN_REPORTS = 30


@require_safe
@for_right("records.see")
def records(request: AuthenticatedRequest) -> HttpResponse:
    """`?mine=1&rule=&page=`."""
    return _records(request)


def _records(request: AuthenticatedRequest, *, refusal: str = "", status: int = 200) -> HttpResponse:
    at, person = timezone.now(), request.user
    mine, chosen = request.GET.get("mine") == "1", request.GET.get("rule", "")[:40]
    rules, trend = board.rules(person), board.trend(at)
    page = Paginator(board.findings(person, mine=mine, rule=chosen), PAGE).get_page(request.GET.get("page"))
    query = f"rule={chosen}&" if chosen else ""
    number, own = sum(row.open for row in rules), sum(row.mine for row in rules)
    shown = {
        "rules": rules,
        "page": page,
        "chosen": next((row.rule for row in rules if row.rule.code == chosen), None),
        "mine": mine,
        "tabs": [
            {"label": _("All"), "url": f"?{query}".rstrip("&?") or "?", "count": number, "current": not mine},
            {"label": _("Mine to mend"), "url": f"?{query}mine=1", "count": own, "current": mine},
        ],
        "trend": trend,
        "values": [number for _day, number in trend],
        "change": trend[-1][1] - trend[0][1],
        "pairs": board.pairs(),
        "reports": board.reports(person)[:SHOWN_REPORTS],
        "fields": {key: label(field.names) for key, field in fields().items()},
        "mends": access.has_right(person, "records.mend"),
        "corrects": access.has_right(person, "records.correct"),
        "switches": access.has_right(person, "records.rule"),
        "refusal": refusal,
    }
    return render(request, "home/records/records.html", shown, status=status)


@require_POST
@for_right("records.mend")
def excuse(request: AuthenticatedRequest, finding_id: int) -> HttpResponse:
    rows = Finding.objects.filter(client__in=access.visible(request.user, Client))
    row = get_object_or_404(rows, pk=finding_id)
    try:
        judging.excuse(finding=row, reason=request.POST.get("reason", ""), by=request.user, at=timezone.now())
    except judging.ReasonNeeded as refusal:
        return _records(request, refusal=str(refusal.message), status=422)
    messages.success(request, _("Noted. This rule does not ask about this card again."))
    return HttpResponseRedirect(reverse("records"))


@require_POST
@for_right("records.rule")
def rule(request: AuthenticatedRequest, code: str) -> HttpResponse:
    row = get_object_or_404(RecordRule, code=code)
    judging.switch(rule=row, active=request.POST.get("active") == "1", at=timezone.now())
    return HttpResponseRedirect(reverse("records"))


@require_safe
@for_right("records.see")
def record_map(request: AuthenticatedRequest) -> HttpResponse:
    """`?field=client.name` opens one field: what it means, whose it is, where it is used."""
    chosen = fields().get(request.GET.get("field", ""))
    if request.GET.get("field") and chosen is None:
        raise Http404
    shown = {
        "rows": [words.row(each) for each in fields().values()],
        "classes": [words.class_row(each) for each in classes().values()],
        "chosen": words.row(chosen) if chosen else None,
        "edits": access.has_right(request.user, "settings.edit"),
    }
    return render(request, "home/records/map.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@for_right("records.report")
def report(request: AuthenticatedRequest) -> HttpResponse:
    """`?record=client&id=7&field=name`: tell the one responsible what is wrong."""
    kind, object_id = request.GET.get("record", ""), request.GET.get("id", "")[:40]
    known = kind in {"client", "case"}
    about = board.record(request.user, kind, object_id) if known else None
    if about is None or about.responsible is None:
        raise Http404
    data: Any = request.POST if request.method == "POST" else None
    form = ReportForm(data, record=kind, initial={"field": request.GET.get("field", "")}, auto_id="report-%s")
    shown = {"form": form, "about": about, "crumbs": [{"label": about.title, "url": about.url}]}
    if data is None or not form.is_valid():
        return render(request, "home/records/report.html", shown, status=200 if data is None else 422)
    reporting.report(
        record=kind, object_id=object_id, title=about.title, responsible=about.responsible, by=request.user,
        at=timezone.now(), **form.cleaned_data,
    )  # fmt: skip
    messages.success(request, _("%(person)s was told. The answer appears here.") % {"person": about.responsible})
    return HttpResponseRedirect(reverse("records") + "#reports")


@require_POST
@for_right("records.see")
def answer(request: AuthenticatedRequest, report_id: int) -> HttpResponse:
    rows = FieldReport.objects.all()
    if not access.has_right(request.user, "records.correct"):
        rows = rows.filter(responsible=request.user)
    row = get_object_or_404(rows, pk=report_id)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _records(request, refusal=_("Choose what came of it: mended, or right as it is."), status=422)
    try:
        reporting.answer(report=row, by=request.user, at=timezone.now(), **form.cleaned_data)
    except reporting.AnsweredAlready as refusal:
        return _records(request, refusal=str(refusal.message), status=409)
    messages.success(request, _("The one who reported it sees your answer."))
    return HttpResponseRedirect(reverse("records") + "#reports")


@require_http_methods(["GET", "HEAD", "POST"])
@for_right("records.correct")
def corrections(request: AuthenticatedRequest) -> HttpResponse:
    """`?field=city&wrong=…&right=…` shows what each card would say; POST does it."""
    given: Any = request.POST if request.method == "POST" else request.GET if "field" in request.GET else None
    form = CorrectionForm(given, auto_id="correct-%s")
    shown: dict[str, Any] = {
        "form": form,
        "done": Correction.objects.select_related("by").order_by("-at")[:10],
        "crumbs": [{"label": _("Records"), "url": reverse("records")}, {"label": _("Correct many"), "url": ""}],
    }
    status = 200
    if given is not None and form.is_valid():
        said = form.cleaned_data
        cards = access.visible(request.user, Client)
        try:
            if request.method == "POST":
                made = correcting.correct(cards=cards, by=request.user, at=timezone.now(), **said)
                number = made.rows.count()
                text = ngettext("%(n)s card is corrected.", "%(n)s cards are corrected.", number) % {"n": number}
                messages.success(request, text)
                return HttpResponseRedirect(reverse("records_corrections"))
            changes = correcting.preview(cards=cards, **said)
            shown |= {"changes": changes[:100], "number": len(changes), "said": said}
        except (correcting.NothingToCorrect, correcting.TooMany) as refusal:
            form.add_error("wrong", str(refusal.message))
            status = 422
    elif given is not None:
        status = 422
    return render(request, "home/records/corrections.html", shown, status=status)


@require_POST
@for_right("records.correct")
def undo(request: AuthenticatedRequest, correction_id: int) -> HttpResponse:
    row = get_object_or_404(Correction, pk=correction_id)
    try:
        left = correcting.undo(correction=row, by=request.user, at=timezone.now())
    except correcting.UndoneAlready as refusal:
        messages.info(request, str(refusal.message))
    else:
        names = ", ".join(str(client) or f"№ {client.pk}" for client in left[:5])
        said = (
            _("Taken back.") if not left else _("Taken back, but for cards changed since: %(names)s") % {"names": names}
        )
        messages.success(request, said)
    return HttpResponseRedirect(reverse("records_corrections"))
