"""A table of cases: upload, preview, confirm; and the template of a kind."""

from collections import Counter
from collections.abc import Sequence

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from anyqtama.cases import outside_numbers
from anyqtama.cases.bulk import registering_many, rows
from anyqtama.cases.kinds import shipped
from anyqtama.cases.models import BulkRegistration, CaseKind
from anyqtama.kernel import exporting
from anyqtama.kernel.importing.carrying import fingerprint, seal, unseal
from anyqtama.kernel.importing.planning import NEW, WRONG, Cells, Importer, Planned, read_head
from anyqtama.kernel.importing.uploading import TableField
from anyqtama.kernel.table_limits import TableUnreadable
from anyqtama.kernel.tables_in import Line
from anyqtama.people.access import AuthenticatedRequest, for_right

SHOWN, FIRST, LATEST = 200, 10, 5
REFUSED, INVALID = 409, 422


class BulkForm(forms.Form):
    kind = forms.ModelChoiceField(
        CaseKind.objects.filter(active=True), to_field_name="code", label=gettext_lazy("Kind of case"),
        empty_label=None,
    )  # fmt: skip
    table = TableField(
        most_rows=(
            registering_many.MOST_ROWS + 10, gettext_lazy("One table takes 1,000 cases. Split it into smaller ones.")
        ),
        plain=True,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@for_right("cases.register")
def bulk(request: AuthenticatedRequest) -> HttpResponse:
    """`?kind=<code>`: whose columns are told. POST with `sealed` confirms a preview."""
    if "sealed" in request.POST:
        return _confirm(request)
    kind = CaseKind.objects.filter(active=True, code=request.GET.get("kind", "")[:40]).first() or shipped.usual()
    if request.method != "POST":
        return _page(request, BulkForm(initial={"kind": kind.code}), kind)
    form = BulkForm(request.POST, request.FILES)
    if form.is_valid():
        name, lines = form.cleaned_data["table"]
        kind = form.cleaned_data["kind"]
        try:
            return _preview(request, kind, lines, name)
        except TableUnreadable as refusal:
            form.add_error("table", str(refusal.message))
    return _page(request, form, kind, status=INVALID)


@require_safe
@for_right("cases.register")
def template(request: AuthenticatedRequest) -> HttpResponseBase:
    """`?kind=<code>&as=csv|xlsx`."""
    kind = get_object_or_404(CaseKind, active=True, code=request.GET.get("kind", shipped.INQUIRY)[:40])
    importer = rows.importer(kind)
    heads = [str(column.title) for column in importer.columns]
    return exporting.response(
        request.GET.get("as", "xlsx"), f"cases-{kind.code}", heads, [importer.example], whole=True
    )


def _preview(
    request: AuthenticatedRequest, kind: CaseKind, lines: list[Line], name: str, *, refusal: str = ""
) -> HttpResponse:
    importer = rows.importer(kind)
    known, unknown = read_head(importer, lines)
    plan = importer.plan(known)
    numbers = Counter(one.status for one in plan)
    wrong = [one for one in plan if one.status == WRONG]
    before = registering_many.before(lines)
    shown = {
        "wrong": [(one, _faults(one, importer)) for one in wrong[:SHOWN]], "left_out": max(0, len(wrong) - SHOWN),
        "faulty": numbers[WRONG], "right": numbers[NEW], "unknown": unknown, "name": name,
        "refusal": refusal or (str(registering_many.RegisteredAlready(before).message) if before else ""),
        "useful": bool(numbers[NEW]) and not wrong and before is None,
        "first": _first(known, importer) if not wrong else None,
        "sealed": seal(slug=importer.slug, person=request.user.pk, lines=lines, name=name, plan=plan),
    }  # fmt: skip
    status = INVALID if wrong or not plan else REFUSED if refusal or before else 200
    return _page(request, BulkForm(initial={"kind": kind.code}), kind, preview=shown, status=status)


def _first(known: Sequence[tuple[int, Cells]], importer: Importer) -> dict[str, object]:
    """The first rows as they were read: whoever sees broken letters or shifted columns does not confirm."""
    rows = known[:FIRST]
    filled = [column for column in importer.columns if any(cells.get(column.key) for _number, cells in rows)]
    return {
        "heads": [column.title for column in filled],
        "rows": [(number, [cells.get(column.key, "") for column in filled]) for number, cells in rows],
    }


def _faults(one: Planned, importer: Importer) -> list[tuple[object, str]]:
    titles = {column.key: column.title for column in importer.columns}
    return [(titles.get(fault.column, ""), fault.text) for fault in one.faults]


def _confirm(request: AuthenticatedRequest) -> HttpResponse:
    kind = get_object_or_404(CaseKind, active=True, code=request.POST.get("kind", "")[:40])
    importer = rows.importer(kind)
    carried = unseal(request.POST["sealed"], slug=importer.slug, person=request.user.pk)
    if carried is None:
        form = BulkForm(initial={"kind": kind.code})
        told = _("The preview has grown old. Upload the table again; nothing was registered.")
        return _page(request, form, kind, refusal=told, status=INVALID)
    known, _unknown = read_head(importer, carried.lines)
    plan = importer.plan(known)
    if fingerprint(plan) != carried.fingerprint:
        told = _("Something changed since the preview. Look again before you register.")
        return _preview(request, kind, carried.lines, carried.name, refusal=told)
    try:
        made = registering_many.register(
            plan=plan, lines=carried.lines, name=carried.name, by=request.user, at=timezone.now()
        )
    except (
        registering_many.RowsWrong, registering_many.NothingToRegister, registering_many.RowRefused,
        registering_many.RegisteredAlready, outside_numbers.CountedAlready,
    ) as refusal:  # fmt: skip
        return _preview(request, kind, carried.lines, carried.name, refusal=str(refusal.message))
    done = ngettext("%(number)d case is registered: %(first)s.", "%(number)d cases are registered: %(first)s to "
                    "%(last)s.", made.number)  # fmt: skip
    messages.success(request, done % {"number": made.number, "first": made.first, "last": made.last})
    return HttpResponseRedirect(reverse("cases") + "?view=mine")


def _page(
    request: AuthenticatedRequest, form: BulkForm, kind: CaseKind, *, status: int = 200, **shown: object
) -> HttpResponse:
    given = {
        "form": form, "kind": kind, "columns": rows.importer(kind).columns,
        "kinds": CaseKind.objects.filter(active=True),
        "latest": BulkRegistration.objects.select_related("by")[:LATEST], "preview": None, "refusal": "",
        "crumbs": [{"label": _("Cases"), "url": reverse("cases")}, {"label": _("Cases from a table"), "url": ""}],
        **shown,
    }  # fmt: skip
    return render(request, "cases/bulk.html", given, status=status)
