"""Upload, preview, confirm; and the template to fill."""

from collections import Counter
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anyqtama.administration.areas import areas
from anyqtama.administration.importing import IMPORTERS
from anyqtama.administration.importing.confirming import carry_out
from anyqtama.administration.kind import Refused
from anyqtama.administration.kinds import KINDS
from anyqtama.kernel import exporting
from anyqtama.kernel.importing.carrying import fingerprint, seal, unseal
from anyqtama.kernel.importing.planning import CHANGED, NEW, UNCHANGED, WRONG, Importer, Planned, read_head
from anyqtama.kernel.importing.uploading import TableField
from anyqtama.kernel.table_limits import TableUnreadable
from anyqtama.kernel.tables_in import Line
from anyqtama.people.access import AuthenticatedRequest, for_right

SHOWN = 300
MOST_ROWS = 5_000


class UploadForm(forms.Form):
    table = TableField(
        most_rows=(MOST_ROWS, gettext_lazy("One import takes 5,000 rows. Split the table into smaller ones."))
    )


def importer_of(slug: str) -> Importer:
    if slug not in IMPORTERS:
        raise Http404
    return IMPORTERS[slug]


@require_http_methods(["GET", "HEAD", "POST"])
@for_right("settings.edit")
def upload(request: AuthenticatedRequest, kind: str) -> HttpResponse:
    importer = importer_of(kind)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        name, lines = form.cleaned_data["table"]
        try:
            return preview(request, importer, lines, name)
        except TableUnreadable as refusal:
            form.add_error("table", str(refusal.message))
    return page(request, importer, status=422 if form.errors else 200, form=form)


@require_POST
@for_right("settings.edit")
def confirm(request: AuthenticatedRequest, kind: str) -> HttpResponse:
    importer, at = importer_of(kind), timezone.now()
    carried = unseal(request.POST.get("table", ""), slug=kind, person=request.user.pk)
    if carried is None:
        form = UploadForm({})
        form.errors.clear()
        form.add_error(None, _("The preview has grown old. Upload the table again; nothing was imported."))
        return page(request, importer, status=422, form=form)
    rows, _unknown = read_head(importer, carried.lines)
    plan = importer.plan(rows)
    if fingerprint(plan) != carried.fingerprint:
        told = _("Something changed since the preview. Look again before you import.")
        return preview(request, importer, carried.lines, carried.name, refusal=told)
    try:
        done = carry_out(plan=plan, by=request.user, at=at)
    except Refused as refusal:
        return preview(request, importer, carried.lines, carried.name, refusal=str(refusal.message))
    messages.success(
        request, _("Imported: %(new)d new, %(changed)d changed.") % {"new": done[NEW], "changed": done[CHANGED]}
    )
    return redirect("settings_list", importer.back)


@require_safe
@for_right("settings.edit")
def template(request: AuthenticatedRequest, kind: str) -> HttpResponseBase:
    """`?as=csv|xlsx&rows=1`: heads in the reader's language, with an example row or with what is there today."""
    importer = importer_of(kind)
    rows = importer.present() if request.GET.get("rows") == "1" else [importer.example_row()]
    heads = [str(column.title) for column in importer.columns]
    return exporting.response(request.GET.get("as", "xlsx"), f"{kind}-import", heads, rows, whole=True)


def preview(
    request: AuthenticatedRequest, importer: Importer, lines: list[Line], name: str, *, refusal: str = ""
) -> HttpResponse:
    rows, unknown = read_head(importer, lines)
    plan = importer.plan(rows)
    numbers = Counter(one.status for one in plan)
    titles = {column.key: column.title for column in importer.columns}
    wrong = [_shown(one, titles) for one in plan if one.status == WRONG]
    others = [_shown(one, titles) for one in plan if one.status in {NEW, CHANGED}]
    shown = {
        "planned": (wrong + others)[:SHOWN], "left_out": max(0, len(wrong) + len(others) - SHOWN), "unknown": unknown,
        "wrong": numbers[WRONG], "new": numbers[NEW], "changed": numbers[CHANGED], "unchanged": numbers[UNCHANGED],
        "name": name, "refusal": refusal, "useful": not numbers[WRONG] and bool(numbers[NEW] + numbers[CHANGED]),
        "sealed": seal(slug=importer.slug, person=request.user.pk, lines=lines, name=name, plan=plan),
    }  # fmt: skip
    return page(request, importer, status=422 if wrong or refusal else 200, form=UploadForm(), preview=shown)


def _shown(one: Planned, titles: dict[str, Any]) -> dict[str, Any]:
    faults = [(titles.get(fault.column, ""), fault.text) for fault in one.faults]
    return {"line": one.line, "subject": one.subject, "status": one.status, "changes": one.changes, "faults": faults}


def page(request: AuthenticatedRequest, importer: Importer, *, status: int = 200, **shown: Any) -> HttpResponse:
    back = reverse("settings_list", args=[importer.back])
    crumbs = [
        {"label": _("Settings"), "url": reverse("settings")},
        {"label": KINDS[importer.back].title, "url": back},
        {"label": _("Import")},
    ]
    everywhere = {"importer": importer, "areas": areas(), "area": importer.back, "crumbs": crumbs, "back": back}
    return render(request, "administration/import.html", everywhere | shown, status=status)
