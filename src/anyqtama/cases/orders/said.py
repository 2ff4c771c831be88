"""What a form beside a need says, done by its verb; shared by the page of a case and the desk."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from anyqtama.cases.models import Case, ClientNeed, OfferWay, ServiceOffer
from anyqtama.cases.orders import needing, suggesting
from anyqtama.cases.orders.advice import advice
from anyqtama.cases.orders.forms import NeedForm, OfferForm, ReadBackForm, RefuseForm
from anyqtama.contacts.models import Contact
from anyqtama.knowledge.models import Offering
from anyqtama.people import access
from anyqtama.people.models import Person

About = Case | Contact
Posted = Mapping[str, Any]


def need(about: About, posted: Posted, by: Person, at: datetime) -> ClientNeed:
    form = NeedForm(posted)
    if not form.is_valid():
        raise needing.NeedMissing
    return needing.take_down(about=about, words=form.cleaned_data["words"], by=by, at=at)


def read_back(about: About, posted: Posted, by: Person, at: datetime) -> ClientNeed:
    form, known = ReadBackForm(posted), _need(about)
    if not form.is_valid():
        raise needing.ReadBackMissing
    return needing.confirm(need=known, read_back=form.cleaned_data["read_back"], by=by, at=at)


def offer(about: About, posted: Posted, by: Person, at: datetime) -> ServiceOffer:
    """The reasons that the page showed are kept with it."""
    form, known = OfferForm(posted), _need(about)
    if not form.is_valid():
        raise suggesting.NoLongerOffered
    offering = access.fetch(by, Offering, code=form.cleaned_data["code"])
    why = advice(about, by, at).why(offering.code)
    way = OfferWay(form.cleaned_data["way"])
    return suggesting.suggest(need=known, offering=offering, way=way, why=why, by=by, at=at)


def outcome(about: About, code: str, posted: Posted, by: Person, at: datetime) -> ServiceOffer:
    """`act`: accept or refuse."""
    made = get_object_or_404(ServiceOffer.objects.select_related("need"), need=_need(about), offering__code=code)
    if posted.get("act") == "accept":
        return suggesting.accept(offer=made, by=by, at=at)
    form = RefuseForm(posted)
    if not form.is_valid():
        raise suggesting.RefusalNeeded
    return suggesting.refuse(offer=made, by=by, at=at, **form.cleaned_data)


def _need(about: About) -> ClientNeed:
    found = needing.current(about)
    if found is None:
        raise Http404
    return found
