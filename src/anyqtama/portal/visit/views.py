"""The window: before the talk, during it, and beside it the notice, the language, the written request, the way out."""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from anyqtama.clients.models import Consent
from anyqtama.contacts.models import Contact, Topic
from anyqtama.knowledge import announcing
from anyqtama.people.addresses import client_address
from anyqtama.people.own_paths import own_path
from anyqtama.portal import requesting, starting, throttling, visiting, writing
from anyqtama.portal.doors import LANGUAGES, drop_cookie, keep_cookie, visitors_page, where_from
from anyqtama.portal.forms import RequestForm, StartForm
from anyqtama.portal.models import Visit
from anyqtama.portal.refusals import REFUSALS, said
from anyqtama.portal.talk import screen
from anyqtama.portal.talk.page import talk_page
from anyqtama.portal.visit import notice
from anyqtama.portal.window import around, form_view, new_key

CAN_BE_OPENED = ("visit", "visit_notice", "visit_request", "visit_rating", "status")
YEAR_SECONDS = 365 * 24 * 3600


@require_safe
@visitors_page
def page(request: HttpRequest, visit: Visit | None, at: datetime) -> HttpResponse:
    began = visit is not None and (visit.contact_id or visit.client_id or "talk" in request.GET)
    if visit is None or not began or "agree" in request.GET:
        return start_page(request, visit, at, StartForm(initial=initial(visit)))
    return talk_page(request, visit, at)


def initial(visit: Visit | None) -> dict[str, str]:
    return {"topic": visit.topic.code if visit and visit.topic else ""}


def start_page(
    request: HttpRequest, visit: Visit | None, at: datetime, form: StartForm, status: int = 200, error: str = ""
) -> HttpResponse:
    said_now = screen.empty(None, at=at)
    shown = {"form": form, "notice": notice.shown(at=at), "screen": said_now, "key": new_key(), "error": error}
    happening = announcing.public(at=at, language=get_language() or "kk")
    return render(request, "portal/start.html", around(visit, at) | {"happening": happening} | shown, status=status)


@require_POST
@visitors_page
def start(request: HttpRequest, visit: Visit | None, at: datetime) -> HttpResponse:
    general = "general" in request.POST
    form = StartForm(request.POST, general=general)
    if visit is None:
        throttling.count(throttling.VISITS, where_from(request), at=at)
    if not form.is_valid():
        return start_page(request, visit, at, form, status=422)
    agreed = None if general else notice.shown(at=at)
    begun = starting.start(
        visit=visit, language=get_language() or "kk", address=client_address(request), at=at,
        topic=Topic.objects.filter(code=form.cleaned_data["topic"]).first(),
        name=form.cleaned_data["name"], notice=agreed.notice if agreed else None, key=request.POST.get("key", ""),
    )  # fmt: skip
    return keep_if_new(first_words(request, begun.visit, form.cleaned_data["text"], at), begun.token)


def first_words(request: HttpRequest, visit: Visit, text: str, at: datetime) -> HttpResponse:
    """Send what was written with the start. Refused words are kept in the field of the page that follows."""
    if not text.strip():
        return redirect(f"{reverse('visit')}?talk=1")
    try:
        writing.write(visit=visit, text=text, key=request.POST.get("key", ""), uploads=[], at=at)
    except REFUSALS as refusal:
        fresh = Visit.objects.select_related("contact__queue", "contact__owner", "contact__channel").get(pk=visit.pk)
        return talk_page(request, fresh, at, status=said(refusal).status, error=said(refusal).text, text=text)
    return redirect("visit")


def keep_if_new(response: HttpResponse, token: str) -> HttpResponse:
    return keep_cookie(response, token) if token else response


@require_POST
@visitors_page
def language(request: HttpRequest, visit: Visit | None, at: datetime) -> HttpResponse:
    """Choose by the window's own menu: a frame of another site gets no cookie of ours, so the address carries it."""
    chosen = request.POST.get("language", "")
    back = own_path(request.POST.get("next", ""), otherwise=reverse("visit")).split("?")[0]
    if back not in {reverse(name) for name in CAN_BE_OPENED}:  # the answer to a form
        back = reverse("visit")
    if chosen not in LANGUAGES:
        return redirect(back)
    if visit:
        visiting.choose_language(visit=visit, language=chosen)
    response = redirect(f"{back}?language={chosen}&talk=1" if visit else f"{back}?language={chosen}")
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, chosen, max_age=YEAR_SECONDS, samesite="Lax", secure=settings.HTTPS
    )
    return response


@form_view
@visitors_page
def notice_page(request: HttpRequest, visit: Visit | None, at: datetime) -> HttpResponse:
    """The full text. POST takes the consent back."""
    if request.method == "POST" and visit:
        starting.withdraw(visit=visit, at=at)
        return redirect("visit_notice")
    consent = None
    if visit and visit.client_id:
        given = Consent.objects.filter(client=visit.client_id, withdrawn_at=None).select_related("notice")
        consent = given.order_by("-given_at").first()
    shown = notice.show(consent.notice) if consent else notice.shown(at=at)
    return render(request, "portal/notice.html", around(visit, at) | {"notice": shown, "consent": consent})


@form_view
@visitors_page
def request_page(request: HttpRequest, visit: Visit | None, at: datetime) -> HttpResponse:
    """A written request, or with `?way=phone` a call back."""
    agreed, ways = bool(visit and visit.client_id), requesting.ways()
    begins = request.method != "POST" or "begin" in request.POST  # by a link, or with the words a chat did not take
    posted = None if begins else request.POST
    wished = {
        "way": request.GET.get("way") or next(iter(ways), ""),
        "text": request.POST.get("text") or unanswered(visit),
    }
    form = RequestForm(posted, agreed=agreed, ways=ways, at=at, initial=wished)
    status, error = 200, ""
    if posted is not None:
        throttling.count(throttling.REQUESTS, where_from(request), at=at)
        status = 422
        if form.is_valid():
            try:
                return send_request(request, visit, form, at)
            except REFUSALS as refusal:
                status, error = said(refusal).status, said(refusal).text
    shown = {"form": form, "notice": notice.shown(at=at), "key": new_key(), "error": error, "agreed": agreed}
    return render(request, "portal/request.html", around(visit, at) | shown, status=status)


def send_request(request: HttpRequest, visit: Visit | None, form: RequestForm, at: datetime) -> HttpResponse:
    agreed = notice.shown(at=at)
    begun = requesting.begin_and_request(
        visit=visit, language=get_language() or "kk", address=client_address(request), at=at,
        text=form.cleaned_data["text"], name=form.cleaned_data.get("name", ""),
        notice=agreed.notice if agreed else None, wanted=form.wanted(), key=request.POST.get("key", ""),
    )  # fmt: skip
    return keep_if_new(redirect("visit"), begun.token)


def unanswered(visit: Visit | None) -> str:
    """What the visitor wrote while waiting, so that it need not be typed again."""
    if visit is None or visit.contact is None:
        return ""
    waiting = Contact.objects.waiting().filter(pk=visit.contact_id or 0).first()
    texts = waiting.messages.filter(side="client", kind="text").order_by("seq") if waiting else []
    return "\n".join(message.text for message in texts if message.text)


@require_POST
@visitors_page
def forget(request: HttpRequest, visit: Visit | None, at: datetime) -> HttpResponse:
    """Somebody else may sit at this screen next."""
    if visit:
        visiting.forget(visit=visit, at=at)
    return drop_cookie(redirect("visit"))
