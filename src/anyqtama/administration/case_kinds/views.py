"""One kind of case: name, stages, fields, history. "Look first" says what saving would change and saves nothing."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from anyqtama.administration.case_kinds import effects
from anyqtama.administration.case_kinds.answering_form import AnsweringForm
from anyqtama.administration.case_kinds.forms import FieldsForm, StagesForm
from anyqtama.administration.case_kinds.parts_form import PartsForm
from anyqtama.administration.forms import SettingForm
from anyqtama.administration.history import last_changes
from anyqtama.administration.kinds import CASE_KINDS
from anyqtama.administration.kinds.case_kinds import CaseKindForm
from anyqtama.administration.known import Known
from anyqtama.administration.using import uses
from anyqtama.administration.views import attempt, crumbs, seen
from anyqtama.cases.kinds import stages
from anyqtama.cases.models import CaseKind
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest, for_right

FORMS: dict[str, type[SettingForm]] = {
    "names": CaseKindForm,
    "stages": StagesForm,
    "fields": FieldsForm,
    "parts": PartsForm,
    "answering": AnsweringForm,
}
PARTS: dict[str, Promise] = {
    "names": gettext_lazy("Name and languages"),
    "stages": gettext_lazy("Stages and ways"),
    "fields": gettext_lazy("Fields"),
    "parts": gettext_lazy("Checks and decision"),
    "answering": gettext_lazy("Agreement and signature"),
    "history": gettext_lazy("History of changes"),
}
MOST_CHANGES = 100


@require_http_methods(["GET", "HEAD", "POST"])
@for_right("settings.edit")
def kind_page(request: AuthenticatedRequest, kind_id: int, part: str = "names") -> HttpResponse:
    kind = access.fetch(request.user, CaseKind, pk=kind_id)
    if part == "history":
        return show(request, kind, part, all_changes=last_changes(CASE_KINDS, kind, most=MOST_CHANGES))
    if part not in FORMS:
        raise Http404
    form = FORMS[part](request.POST or None, row=kind, known=Known())
    looked: list[str] | None = None
    if request.method == "POST" and form.is_valid():
        if "look" in request.POST:
            looked = look(kind, part, form)
        elif attempt(request, CASE_KINDS, kind, form) is not None:
            return redirect(request.path)
        else:
            kind = access.fetch(request.user, CaseKind, pk=kind_id)
    return show(request, kind, part, form=form, seen=seen(request, kind, form), looked=looked)


def look(kind: CaseKind, part: str, form: SettingForm) -> list[str]:
    if part == "stages":
        return list(effects.of_stages(kind, form.values()["stages"]))
    return list(effects.of_fields(kind, form.values()["fields"])) if part == "fields" else []


def show(request: AuthenticatedRequest, kind: CaseKind, part: str, **more: Any) -> HttpResponse:
    form, stand = more.get("form"), effects.running(kind)
    parts = [
        {"label": title, "url": reverse("settings_case_kind_part", args=[kind.pk, key]), "current": key == part,
         "wrong": bool(key == part and form and form.errors)}
        for key, title in PARTS.items()
    ]  # fmt: skip
    shown = {
        "kind": CASE_KINDS, "row": kind, "part": part, "title": PARTS[part], "parts": parts,
        "crumbs": crumbs(CASE_KINDS, last=str(kind)), "in_use": kind.active, "uses": uses(kind),
        "changes": last_changes(CASE_KINDS, kind),
        "standing": [(stage, stand.get(code, 0)) for code, stage in stages.stages(kind).items()],
    }  # fmt: skip
    return render(request, "administration/case_kind.html", shown | more, status=422 if form and form.errors else 200)
