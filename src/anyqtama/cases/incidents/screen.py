"""The pages of incidents, put together for their reader."""

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from anyqtama.cases import seeing
from anyqtama.cases.forms import LANGUAGES
from anyqtama.cases.incidents import page
from anyqtama.cases.incidents.forms import NoticeForm, OpenForm
from anyqtama.cases.incidents.similar import Alike, similar
from anyqtama.cases.incidents.words import reasons
from anyqtama.cases.models import Case, ClockOf, Incident
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest


def show_list(request: AuthenticatedRequest, at: datetime, *, closed: bool) -> HttpResponse:
    tabs = [
        {"label": _("Open incidents"), "count": None, "url": "?", "current": not closed},
        {"label": _("Closed incidents"), "count": None, "url": "?view=closed", "current": closed},
    ]
    given = {
        "rows": page.listed(only_open=not closed),
        "closed": closed,
        "tabs": tabs,
        "diagnosis": page.took(ClockOf.DIAGNOSIS, at),
        "fix": page.took(ClockOf.FIX, at),
        "crumbs": [{"label": _("Cases"), "url": reverse("cases")}, {"label": _("Incidents"), "url": ""}],
    }
    return render(request, "cases/incidents.html", given)


def show_new(
    request: AuthenticatedRequest, case: Case, at: datetime, form: OpenForm, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    given = {
        "case": case,
        "subject": seeing.seeing(request.user).subject(case),
        "form": form,
        "alike": _alike(similar(case, request.user, at)),
        "refusal": refusal,
        "crumbs": _crumbs(_("New incident")),
    }
    return render(request, "cases/incident_new.html", given, status=status)


def show(
    request: AuthenticatedRequest, incident: Incident, at: datetime, *, refusal: str = "", status: int = 200,
    wrong: NoticeForm | None = None, closes: bool = False,
) -> HttpResponse:  # fmt: skip
    """`wrong`: the text to be put right, of the notice or with `closes` of the answer."""
    found = Incident.objects.select_related("topic", "owner", "error", "situation").get(pk=incident.pk)
    leads = access.may(request.user, "incident.lead", found) and found.closed_at is None
    names, reader = dict(LANGUAGES), seeing.seeing(request.user)
    given = {
        "incident": found,
        "leads": leads,
        "joins": access.has_right(request.user, "cases.register") and found.closed_at is None,
        "joined": page.joined(found, reader),
        "languages": [(names.get(code, code), number) for code, number in page.languages(found)],
        "notices": page.notices(found),
        "alike": _alike(suggested(request, found, at)) if found.closed_at is None else [],
        "notice_form": wrong if wrong and not closes else NoticeForm(initial=_proposed(found), auto_id="notice-%s"),
        "close_form": wrong if wrong and closes else NoticeForm(auto_id="close-%s"),
        "closing": closes,
        "refusal": refusal,
        "crumbs": _crumbs(found.number),
    }
    return render(request, "cases/incident.html", given, status=status)


def suggested(request: AuthenticatedRequest, incident: Incident, at: datetime) -> list[Alike]:
    """What is like the first case that is still joined."""
    first = incident.joined.filter(left_at=None).select_related("case__topic", "case__kind").order_by("pk").first()
    return similar(first.case, request.user, at) if first else []


def _alike(found: Sequence[Alike]) -> list[tuple[Alike, str]]:
    return [(each, reasons(each.why)) for each in found]


def _proposed(incident: Incident) -> dict[str, str]:
    """What is on the board, else what helps meanwhile; only while nobody was told yet."""
    if incident.notices.exists():
        return {}
    if incident.situation is not None:
        return dict(incident.situation.texts)
    return dict(incident.error.texts.get("workaround", {})) if incident.error else {}


def _crumbs(name: str) -> list[dict[str, str]]:
    return [
        {"label": _("Cases"), "url": reverse("cases")},
        {"label": _("Incidents"), "url": reverse("incidents")},
        {"label": name, "url": ""},
    ]
