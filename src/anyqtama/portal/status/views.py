"""The state of a case. A wrong number and a wrong code get the same answer in the same time."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from anyqtama.cases import registering
from anyqtama.cases.numbers import written
from anyqtama.kernel import secrecy
from anyqtama.portal import throttling
from anyqtama.portal.doors import visitors_page, where_from
from anyqtama.portal.forms import StatusForm
from anyqtama.portal.models import Visit
from anyqtama.portal.names import plain
from anyqtama.portal.talk.cards import state_of
from anyqtama.portal.window import around, form_view

SHOWN = 5


@form_view
@visitors_page
def status(request: HttpRequest, visit: Visit | None, at: datetime) -> HttpResponse:
    form = StatusForm(request.POST if request.method == "POST" else None)
    context = around(visit, at) | {"form": form}
    if not form.is_bound:
        return render(request, "portal/status.html", context)
    throttling.count(throttling.STATUS_ADDRESS, where_from(request), at=at)
    if not form.is_valid():
        return render(request, "portal/status.html", context, status=422)
    number, code = written(plain(form.cleaned_data["number"])), plain(form.cleaned_data["code"])
    tried = secrecy.fingerprint(number)
    if throttling.used_up(throttling.STATUS_NUMBER, tried, at=at):
        raise throttling.TooOften(throttling.STATUS_NUMBER.seconds)
    case = registering.find_by_code(number=number, code=code)
    if case is None:
        throttling.count(throttling.STATUS_NUMBER, tried, at=at)
        return render(request, "portal/status.html", context | {"unknown": True}, status=404)
    shape, word = state_of(case)
    told = case.words.exclude(notice=None).exclude(way="refused").order_by("-pk")[:SHOWN]
    given = {"case": case, "shape": shape, "word": word, "told": told}
    return render(request, "portal/status.html", context | given)
