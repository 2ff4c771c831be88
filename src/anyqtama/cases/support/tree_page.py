"""The page of a case's tree of diagnosis."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from anyqtama.cases.models import Case, CaseState
from anyqtama.cases.support.tree import tree
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest


def show(request: AuthenticatedRequest, case: Case, *, refusal: str = "", status: int = 200) -> HttpResponse:
    support = reverse("case_support", args=[case.number])
    given = {
        "case": case,
        "tree": tree(case),
        "works": access.may(request.user, "case.work", case) and case.state != CaseState.CLOSED,
        "refusal": refusal,
        "back": support,
        "crumbs": [
            {"label": _("Cases"), "url": reverse("cases")},
            {"label": case.number, "url": reverse("case", args=[case.number])},
            {"label": pgettext("tab", "Support"), "url": support},
            {"label": _("Finding the cause"), "url": ""},
        ],
    }
    return render(request, "cases/path.html", given, status=status)
