"""Changing what a case says: two editors are joined field by field, or choose with both texts in sight."""

import json
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anyqtama.cases import editing, seeing
from anyqtama.cases.forms import EditForm
from anyqtama.cases.kinds import fields
from anyqtama.cases.models import Case
from anyqtama.cases.page import screen
from anyqtama.people.access import AuthenticatedRequest

REFUSED, INVALID = 409, 422


def change(request: AuthenticatedRequest, case: Case, at: datetime) -> HttpResponse:
    if not seeing.opens(request.user, case, seeing.seeing(request.user)):
        refusal = str(seeing.NotForYourRole.message)
        return screen.show(request, case, at, part="fields", refusal=refusal, status=REFUSED)
    form = EditForm(request.POST, case=case)
    if not form.is_valid():
        return screen.show(request, case, at, part="fields", form=form, status=INVALID)
    try:
        seen = form.cleaned_data["seen"]
        changed = editing.change(
            case=case, seen=seen if isinstance(seen, dict) else {}, said=form.said(), by=request.user, at=at
        )
    except editing.BothChanged as both:
        form = to_choose(request, case, both)
        return screen.show(
            request, case, at, part="fields", form=form, refusal=str(both.message), status=REFUSED
        )  # fmt: skip
    except Exception as failure:
        said = getattr(failure, "message", None)
        if said is None:
            raise
        return screen.show(request, case, at, part="fields", form=form, refusal=str(said), status=REFUSED)
    if changed:
        said = ngettext("%(number)s field changed.", "%(number)s fields changed.", len(changed))
        messages.success(request, said % {"number": len(changed)})
    else:
        messages.info(request, _("Nothing was changed."))
    return HttpResponseRedirect(reverse("case", args=[case.number]) + "?show=fields")


def to_choose(
    request: AuthenticatedRequest, case: Case, both: editing.BothChanged, form_of: type[EditForm] = EditForm
) -> EditForm:
    """The editor's own words stay in the fields; what stands there now is shown with each, and counts as seen."""
    case.refresh_from_db()
    first = form_of(request.POST, case=case)
    first.is_valid()
    data: Any = request.POST.copy()
    seen = first.cleaned_data["seen"]
    data["seen"] = json.dumps(
        (seen if isinstance(seen, dict) else {}) | {name: both.now.get(name) for name in both.names}
    )
    form = form_of(data, case=case)
    form.is_valid()
    known = {field.input_name: field for field in fields.fields(case.kind)}
    people = screen.people_named(case)
    for name in both.names:
        now = both.now.get(name)
        text = fields.shown(known[name], now, people) if name in known else (now or "—")
        form.add_error(name, _("It says now: “%(text)s”") % {"text": text})
    return form
