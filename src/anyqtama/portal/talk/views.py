"""The talk over HTTP: what is new, what the visitor says, reads, downloads, and how they leave and rate."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anyqtama.contacts import conversation, ending
from anyqtama.contacts.models import Attachment, Message, MessageKind, Side
from anyqtama.forms.responding import AnsweredAlready, AnswerNotAllowed
from anyqtama.kernel import files
from anyqtama.portal import rating, throttling, unchanged, visiting, writing
from anyqtama.portal.doors import unless_same, visitors_page, wants_json
from anyqtama.portal.models import Visit
from anyqtama.portal.refusals import REFUSALS, said
from anyqtama.portal.talk import cards, lines, screen, transcript
from anyqtama.portal.talk.page import talk_page
from anyqtama.portal.talk.questions import shown as shown_questions
from anyqtama.portal.window import around, form_view

NO_VISIT = {"state": "gone"}


@require_http_methods(["GET", "HEAD", "POST"])
@unless_same
@visitors_page
def messages(request: HttpRequest, visit: Visit | None, at: datetime) -> HttpResponse:
    if visit is None:
        return JsonResponse(NO_VISIT, status=404) if wants_json(request) else redirect("visit")
    if request.method == "POST":
        return _say(request, visit, at)
    throttling.count(throttling.READS, str(visit.pk), at=at)
    return JsonResponse(_news(request, visit, at))


def _news(request: HttpRequest, visit: Visit, at: datetime) -> dict[str, Any]:
    """What changed since the cursor: the visit with its contact, the lines, the cases: three queries at most."""
    visiting.seen(visit, at=at)
    shown = screen.of(visit, at=at)
    contact = shown.contact
    if contact is None:
        return _around_lines(request, shown, at)
    same = request.GET.get("contact", "") == str(contact.pk)
    after = _number(request.GET.get("after", "")) if same else 0
    its_cards = cards.of_contact(contact)
    new = lines.since(contact, after=after, cards=its_cards)
    return _around_lines(request, shown, at) | {
        "contact": contact.pk,
        "seq": contact.seq,
        "anew": not same,
        "messages": [line.data(contact.staff_read_seq, at) for line in new],
        "read": contact.staff_read_seq,
        "mark": unchanged.mark(visit, contact, at=at),
        "cases": [_case(card) for card in its_cards.values()],
    }


def _around_lines(request: HttpRequest, shown: screen.Screen, at: datetime) -> dict[str, Any]:
    known = request.GET.get("panel", "") == shown.key
    wait = shown.wait
    return {
        "state": shown.state,
        "subtitle": shown.subtitle,
        "person": shown.person,
        "rateable": shown.rateable,
        "wait": {"ahead": wait.ahead, "minutes": wait.minutes, "nobody": wait.nobody, "long": wait.long}
        if wait
        else None,
        "panel": {"key": shown.key, "html": None if known else shown.panel(at)},
    }


def _case(card: cards.Card) -> dict[str, str]:
    return {"number": card.number, "due": card.due_at.isoformat(), "state": card.word, "html": card.html()}


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _say(request: HttpRequest, visit: Visit, at: datetime) -> HttpResponse:
    throttling.count(throttling.MESSAGES, str(visit.pk), at=at)
    text = request.POST.get("text", "")
    uploads = [writing.Upload(each, each.name or "") for each in request.FILES.getlist("files")]
    try:
        message = writing.write(visit=visit, text=text, key=request.POST.get("key", ""), uploads=uploads, at=at)
    except REFUSALS as refusal:
        told = said(refusal)
        if wants_json(request):
            return JsonResponse({"error": told.text, "write_instead": told.write_instead}, status=told.status)
        return talk_page(request, visit, at, status=told.status, error=told.text, text=text)
    if wants_json(request):
        return JsonResponse({"contact": message.contact_id, "seq": message.seq, "key": message.key})
    return redirect("visit")


@require_POST
@visitors_page
def read(request: HttpRequest, visit: Visit | None, at: datetime) -> HttpResponse:
    if visit is None or visit.contact is None:
        raise Http404
    throttling.count(throttling.READS, f"read-{visit.pk}", at=at)
    seq = _number(request.POST.get("seq", ""))
    with transaction.atomic():
        conversation.read(contact=visit.contact, side=Side.CLIENT, seq=seq, at=at)
    return HttpResponse(status=204)


@require_POST
@visitors_page
def leave(request: HttpRequest, visit: Visit | None, at: datetime) -> HttpResponse:
    """End the talk, or leave the queue. Leaving twice changes nothing."""
    if visit and visit.contact:
        ending.leave(contact=visit.contact, by=visit.principal, at=at)
    return redirect("visit_rating" if visit and visit.contact and visit.contact.answered_at else "visit")


@require_safe
@visitors_page
def download(request: HttpRequest, visit: Visit | None, at: datetime) -> HttpResponse:
    if visit is None or visit.contact is None:
        raise Http404
    name = f"anyqtama-{visit.contact.arrived_at:%Y-%m-%d}-{visit.contact_id}.txt"
    response = HttpResponse(transcript.text(visit.contact), content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
@visitors_page
def attachment(request: HttpRequest, visit: Visit | None, at: datetime, file_id: int) -> HttpResponseBase:
    """A file of this visit's own talks; of any other talk there is none."""
    if visit is None:
        raise Http404
    own = Message.objects.for_client().filter(contact__conversation__startswith=f"visit-{visit.pk}-")
    found = Attachment.objects.filter(message__in=own.exclude(kind=MessageKind.NOTE), file=file_id)
    row = found.select_related("file").first()
    if row is None:
        raise Http404
    return files.response(row.file, request, inline=True)


@form_view
@visitors_page
def rate(request: HttpRequest, visit: Visit | None, at: datetime) -> HttpResponse:
    version = rating.questions(at=at)
    contact = visit.contact if visit else None
    if visit is None or contact is None or contact.ended_at is None or version is None:
        return redirect("visit")
    status, missing = 200, ""
    if request.method == "POST":
        throttling.count(throttling.REQUESTS, f"rating-{visit.pk}", at=at)
        answers = {question["key"]: request.POST.get(question["key"], "") for question in version.questions}
        try:
            rating.rate(
                visit=visit, answers=answers, comment=request.POST.get("comment", ""),
                way=request.POST.get("way", ""), at=at,
            )  # fmt: skip
            return redirect("visit_rating")
        except AnsweredAlready:
            return redirect("visit_rating")
        except AnswerNotAllowed as refusal:
            status, missing = 422, refusal.question
    waiting_cases = rating.awaiting_cases(contact)
    context = {
        "screen": screen.of(visit, at=at),
        "questions": shown_questions(version, request.POST, missing),
        "missing": missing,
        "comment": request.POST.get("comment", ""),
        "ways": rating.ways(visit.client) if waiting_cases else [],
        "chosen_way": request.POST.get("way", ""),
        "rated": rating.answered(visit=visit, contact=contact),
        "cases": waiting_cases,
    }
    return render(request, "portal/rating.html", around(visit, at) | context, status=status)
