"""A table of clients into a list: upload, look at every row, all or nothing; and the template to fill."""

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from anyqtama.contacts.models import OutboundList
from anyqtama.contacts.outbound import filling, joining
from anyqtama.desk.outbound.table import rows as table
from anyqtama.desk.outbound.views import told
from anyqtama.kernel import exporting
from anyqtama.kernel.importing.carrying import fingerprint, seal, unseal
from anyqtama.kernel.importing.planning import WRONG, read_head
from anyqtama.kernel.importing.uploading import TableField
from anyqtama.kernel.table_limits import TableUnreadable
from anyqtama.kernel.tables_in import Line
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest, for_right

SHOWN, MOST_ROWS = 300, 5_000


class TableForm(forms.Form):
    table = TableField(
        most_rows=(MOST_ROWS, gettext_lazy("One import takes 5,000 rows. Split the table into smaller ones."))
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_right("outbound.lead")
def take_in(request: AuthenticatedRequest, list_id: int) -> HttpResponse:
    found = access.fetch(request.user, OutboundList, "list.lead", pk=list_id)
    if "sealed" in request.POST:
        return _confirm(request, found)
    form = TableForm(request.POST, request.FILES) if request.method == "POST" else TableForm()
    if request.method == "POST" and form.is_valid():
        name, lines = form.cleaned_data["table"]
        try:
            return _preview(request, found, lines, name)
        except TableUnreadable as refusal:
            form.add_error("table", str(refusal.message))
    return _page(request, found, form=form, status=422 if form.errors else 200)


@require_safe
@for_right("outbound.lead")
def template(request: AuthenticatedRequest, list_id: int) -> HttpResponseBase:
    """`?as=csv|xlsx`."""
    access.fetch(request.user, OutboundList, "list.lead", pk=list_id)
    heads = [str(column.title) for column in table.COLUMNS]
    return exporting.response(request.GET.get("as", "xlsx"), "outbound", heads, [table.EXAMPLE], whole=True)


def _preview(request: AuthenticatedRequest, found: OutboundList, lines: list[Line], name: str) -> HttpResponse:
    kind = table.importer(found)
    lines_read, unknown = read_head(kind, lines)
    plan = kind.plan(lines_read)
    titles = {column.key: column.title for column in kind.columns}
    wrong = [
        (one, [(titles.get(f.column, ""), f.text) for f in one.faults]) for one in plan if one.status == WRONG
    ]  # fmt: skip
    preview = {
        "name": name, "unknown": unknown, "wrong": wrong[:SHOWN], "faulty": len(wrong), "right": len(plan) - len(wrong),
        "sealed": seal(slug=kind.slug, person=request.user.pk, lines=lines, name=name, plan=plan),
    }  # fmt: skip
    return _page(request, found, preview=preview, status=422 if wrong or not plan else 200)


def _confirm(request: AuthenticatedRequest, found: OutboundList) -> HttpResponse:
    """Rows that are wrong stay out only if the lead says so by pressing the verb that names their number."""
    kind = table.importer(found)
    carried = unseal(request.POST["sealed"], slug=kind.slug, person=request.user.pk)
    if carried is None:
        return _page(request, found, status=422, refusal=_("The preview has grown old. Upload the table again."))
    rows, _unknown = read_head(kind, carried.lines)
    plan = kind.plan(rows)
    if fingerprint(plan) != carried.fingerprint:
        return _preview(request, found, carried.lines, carried.name)
    acts = [one.act for one in plan if one.act is not None]
    try:
        filled = joining.join(outbound=found, rows=acts, by=request.user, at=timezone.now())
    except (filling.TooMany, filling.ListIsOver) as refusal:
        return _page(request, found, status=409, refusal=str(refusal.message))
    told(request, filled)
    return HttpResponseRedirect(reverse("outbound_list", args=[found.pk]))


def _page(request: AuthenticatedRequest, found: OutboundList, *, status: int = 200, **shown: object) -> HttpResponse:
    given = {"outbound": found, "form": TableForm(), "columns": table.COLUMNS, **shown}
    return render(request, "desk/outbound_import.html", given, status=status)
