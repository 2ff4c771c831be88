"""The page of advice and order of one case, put together for its reader."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from anyqtama.cases import seeing, words
from anyqtama.cases.kinds import lines
from anyqtama.cases.models import Case, CaseState, OfferOutcome, OrderLine
from anyqtama.cases.orders import order_words, reading_back
from anyqtama.cases.orders.advice import advice
from anyqtama.cases.orders.forms import CancelForm, ConfirmForm, LineForm, begun
from anyqtama.knowledge import offering_words
from anyqtama.knowledge.models import Offering
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest


def show(
    request: AuthenticatedRequest, case: Case, at: datetime, *, form: forms.Form | None = None, refusal: str = "",
    offering: Offering | None = None, line: OrderLine | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    """`form`: one to be put right, of the line `line` or a new one of `offering`."""
    case = Case.objects.select_related("kind", "client", "topic", "answer_channel").get(pk=case.pk)
    works = access.may(request.user, "case.work", case) and case.state != CaseState.CLOSED
    told, ordered = advice(case, request.user, at), lines.live(case)
    offering = offering or _wanted(request)
    line, reader = line or _line(request, ordered), seeing.seeing(request.user)
    shown: dict[str, Any] = {
        "case": case,
        "subject": reader.subject(case),
        "state": words.stage(case),
        "shape": words.SHAPES[case.state],
        "works": works,
        "advice": told,
        "ways": ways("case", case.number),
        "begun": case.fields.get("need", ""),
        "lines": [_told(each) for each in ordered],
        "cancelled": list(case.lines.exclude(cancelled_at=None).select_related("offering").order_by("pk")),
        "total": offering_words.money(reading_back.total(ordered)),
        "accepted": _to_write(told.offers, ordered),
        "catalogue": sorted(access.visible(request.user, Offering).filter(retired_at=None), key=str),
        "refusal": refusal,
        "confirmed": lines.confirmed(case),
        "confirmations": list(case.confirmations.select_related("by").order_by("-number")),
        "read_out": reading_back.said(case, ordered) if ordered else "",
        "confirm_form": ConfirmForm(initial={"seen": reading_back.mark(ordered)}, auto_id="confirm-%s"),
        "cancel_form": CancelForm(initial={"version": case.version}, auto_id="cancel-%s"),
        "crumbs": crumbs(case),
    }
    if works and case.kind.lines:
        shown |= _line_form(case, form, offering, line, at, reader)
    return render(request, "cases/order.html", shown, status=status)


def ways(place: str, of: object) -> dict[str, str]:
    """Where the forms of advice go: `place` is case or desk."""
    names = {"need": f"{place}_need", "confirm": f"{place}_need_confirm", "offers": f"{place}_offers"}
    return {name: reverse(url_name, args=[of]) for name, url_name in names.items()}


def crumbs(case: Case) -> list[dict[str, str]]:
    return [
        {"label": _("Cases"), "url": reverse("cases")},
        {"label": case.number, "url": reverse("case", args=[case.number])},
        {"label": pgettext("of goods", "Order") if case.kind.lines else _("Advice"), "url": ""},
    ]


def _line_form(
    case: Case, form: forms.Form | None, offering: Offering | None, line: OrderLine | None, at: datetime,
    reader: seeing.Seeing,
) -> dict[str, Any]:  # fmt: skip
    chosen = line.offering if line else offering
    if chosen is None:
        return {}
    if form is None:
        address = case.address if reader.sees("address") else ""
        initial = {"version": case.version, "address": address} | (begun(line) if line else {})
        form = LineForm(initial=initial, offering=chosen, language=case.language, auto_id="line-%s")
    day = line.priced_on if line else timezone.localdate(at)
    price = line.unit_price if line else chosen.price_on(day)
    priced = "" if price is None else offering_words.money(price)
    return {"line_form": form, "line_of": chosen, "line": line, "line_price": priced, "line_day": day}


def _told(line: OrderLine) -> dict[str, Any]:
    return {
        "line": line, "sums": order_words.sums(line), "discount": order_words.discount(line),
        "payment": order_words.payment(line), "receiving": order_words.receiving(line),
        "lacking": order_words.lacking(line),
    }  # fmt: skip


def _to_write(offers: Any, ordered: list[OrderLine]) -> list[Offering]:
    """What the client took and what has no line yet."""
    known = {line.offering_id for line in ordered}
    taken = [offer.offering for offer in offers if offer.outcome == OfferOutcome.ACCEPTED]
    return [each for each in taken if each.pk not in known]


def _wanted(request: AuthenticatedRequest) -> Offering | None:
    code = request.GET.get("add", "")[:60]
    return access.visible(request.user, Offering).filter(code=code, retired_at=None).first() if code else None


def _line(request: AuthenticatedRequest, ordered: list[OrderLine]) -> OrderLine | None:
    return next((line for line in ordered if str(line.pk) == request.GET.get("line")), None)
