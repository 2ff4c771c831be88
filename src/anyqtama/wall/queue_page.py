"""The page of one queue now, fresh or with a form to be put right where it stands."""

from datetime import datetime

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from anyqtama.contacts.models import Queue
from anyqtama.contacts.receivers import receivers
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest
from anyqtama.wall import queue
from anyqtama.wall.forms import BannerForm, LimitsForm, ReasonForm


def show(
    request: AuthenticatedRequest, found: Queue, at: datetime, *, status: int = 200, **typed: forms.Form | LimitsForm
) -> HttpResponse:
    """`typed`: forms that were refused, by their names on the page."""
    shown = {
        "page": queue.page(request.user, found, at=at),
        "leads": access.may(request.user, "queue.lead", found),
        "close_form": ReasonForm(),
        "banner_form": BannerForm(initial={**found.banner, "until": found.banner_until}),
        "limits_form": LimitsForm(instance=found),
        "at_desk": receivers(request.user),
        "at": at,
        "closing": "close_form" in typed,
        **typed,
    }
    moving = status == 200 and "fragment" in request.GET
    return render(request, "wall/queue_moving.html" if moving else "wall/queue.html", shown, status=status)
