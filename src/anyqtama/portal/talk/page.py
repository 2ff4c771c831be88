"""The whole page of the talk, as a browser without scripts reads it and as the live one begins."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from anyqtama.portal import rating, visiting
from anyqtama.portal.models import Visit
from anyqtama.portal.talk import cards, lines, screen
from anyqtama.portal.window import around, new_key


def talk_page(
    request: HttpRequest, visit: Visit, at: datetime, status: int = 200, error: str = "", text: str = ""
) -> HttpResponse:
    visiting.seen(visit, at=at)
    shown = screen.of(visit, at=at)
    contact = shown.contact
    its_cards = cards.of_contact(contact) if contact else {}
    talk = lines.since(contact, after=0, cards=its_cards) if contact else []
    rated = bool(contact and shown.rateable and rating.answered(visit=visit, contact=contact))
    context = {
        "screen": shown,
        "lines": [line.html(contact.staff_read_seq, at) for line in talk] if contact else [],
        "panel": "" if error and shown.shut else shown.panel(at),  # the error has said that it is closed
        "day": talk[0].at if talk else None,
        "writes": shown.state != screen.OVER or "again" in request.GET or bool(error),
        "rated": rated,
        "key": new_key(),
        "error": error,
        "text": text,
    }
    return render(request, "portal/talk.html", around(visit, at) | context, status=status)
