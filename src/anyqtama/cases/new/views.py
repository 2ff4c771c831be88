"""The page on which a case is registered by hand, and its two moving parts: the client found, the due time."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anyqtama.cases import asking_place, deadlines, proposing, seeing
from anyqtama.cases.forms import RegisterForm, TopicForm
from anyqtama.cases.kinds.asking import KindForm
from anyqtama.cases.models import Case, Urgency
from anyqtama.cases.new import registering_by_hand
from anyqtama.cases.page.clock import amount_of
from anyqtama.cases.papers import typing
from anyqtama.cases.relating import alike, registering_beside
from anyqtama.cases.relating.of_form import matter_of_form
from anyqtama.clients import finding, looking
from anyqtama.clients.models import Client, Look
from anyqtama.contacts.topic_choices import topic_choices
from anyqtama.kernel.labels import label
from anyqtama.kernel.rules import NoRule
from anyqtama.knowledge.models import Situation
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest, for_right

MOST_FOUND, MOST_TOLD = 8, 3
NOTHING = 204
FORMS = ("new", "register", "edit")
GIVEN = ("name", "reached_by", "language", "topic", "subject", "details", "address", "answer_channel")


@require_http_methods(["GET", "POST"])
@for_right("cases.register")
def case_new(request: AuthenticatedRequest) -> HttpResponse:
    """`?client=<id>` begins with a card; `?find=` looks for one; `?kind=<code>` asks for the fields of a kind."""
    at = timezone.now()
    if request.method == "POST":
        return _register(request, at)
    language = request.user.language
    form = RegisterForm(
        initial={"language": language}, topics=topic_choices(), kind=request.GET.get("kind", ""), auto_id="new-%s"
    )
    return _page(request, form, at, client=_client(request, request.GET.get("client"), at))


@require_safe
@never_cache
@for_right("cases.register")
def due(request: AuthenticatedRequest) -> HttpResponse:
    """The fragment that says what would be promised for the topic, and who gets it."""
    form = TopicForm(request.GET)
    said = form.cleaned_data if form.is_valid() else {}
    return render(request, "cases/new_due.html", {"promise": promise(said, timezone.now())})


@require_safe
@never_cache
@for_right("cases.register")
def clients(request: AuthenticatedRequest) -> HttpResponse:
    return render(request, "cases/new_clients.html", _found(request))


@require_safe
@never_cache
@for_right("cases.register")
def kind_fields(request: AuthenticatedRequest) -> HttpResponse:
    """The fragment with the fields of another kind, filled with what was typed; `?ids=new|register` names the form."""
    ids = "register-%s" if request.GET.get("ids") == "register" else "new-%s"
    form = KindForm(initial=request.GET.dict(), kind=request.GET.get("kind", ""), auto_id=ids)
    return render(request, "cases/kind_fields.html", {"form": form, "ids": ids[:-3]})


@require_safe
@never_cache
@for_right("cases.register")
def similar(request: AuthenticatedRequest) -> HttpResponse:
    """The fragment with open cases like the one that is being written."""
    found = alike.alike(request.user, matter_of_form(request.user, request.GET))
    return render(request, "cases/relating/offer.html", {"alike": found, "same_as": request.GET.get("same_as", "")})


@require_POST
@for_right("cases.see")
def place(request: AuthenticatedRequest) -> HttpResponse:
    """The inputs with a line read into them; nothing where somebody parted it.

    `?ids=new|register|edit` names the form. An address is sent as a form is: no log of addresses keeps it.
    """
    if (read := asking_place.parted(request.POST)) is None:
        return HttpResponse(status=NOTHING)
    ids = request.GET.get("ids", "")
    widget = asking_place.PlaceInput()
    named = {"id": f"{ids if ids in FORMS else FORMS[0]}-{asking_place.NAME}"}
    shown = widget.get_context(asking_place.NAME, read, named)
    return render(request, "cases/place_parts.html", shown | {"read": True})


@require_POST
@for_right("cases.see")
def there(request: AuthenticatedRequest) -> HttpResponse:
    """What happens now on the street that is named."""
    at = timezone.now()
    named, language = asking_place.said(request.POST), get_language() or "kk"
    rows = Situation.objects.now(at).filter(pk__in=access.visible(request.user, Situation).values("pk"))
    near = [row for row in rows.order_by("-began_at") if named.street_key and row.touches(named.line)]
    told = [(str(row), label(row.texts, language), row.expected_until) for row in near[:MOST_TOLD]]
    return render(request, "cases/new_there.html", {"told": told})


def promise(said: Mapping[str, Any], at: datetime) -> dict[str, object]:
    """due, words, refusal, who; empty without a topic."""
    if said.get("topic") is None:
        return {}
    try:
        began = typing.received(said["received_on"], at) if said.get("received_on") else at
        counted = deadlines.statutory(received_at=began, term=said["term"]) if said.get("term") else deadlines.promised(
            topic=said["topic"], kind=said.get("kind"), urgency=said.get("urgency") or Urgency.NORMAL,
            district=said.get("district"), at=began,
        )  # fmt: skip
    except (deadlines.NoCalendar, deadlines.NoFigure, NoRule, typing.NotYetReceived) as refusal:
        return {"refusal": refusal.message}
    who = proposing.proposed(topic=said["topic"], district=said.get("district"), kind=said.get("kind"))
    return {"due": counted.due_at, "words": amount_of(counted.how), "who": who}


def _register(request: AuthenticatedRequest, at: datetime) -> HttpResponse:
    form = RegisterForm(request.POST, topics=topic_choices(), auto_id="new-%s")
    client = _client(request, request.POST.get("client"), at, looked=False)
    if not form.is_valid():
        return _page(request, form, at, client=client, status=422)
    said = form.facts()
    said.pop("client")
    said["language"] = said["language"] or request.user.language
    found = alike.alike(request.user, matter_of_form(request.user, request.POST))
    if "same_as" not in request.POST and any(one.likely for one in found):
        looked = _("Like it are open already. Say whether it is one of these matters, then register.")
        return _page(request, form, at, client=client, refusal=looked, found=found, status=409)
    try:
        case = registering_beside.register(
            make=lambda: registering_by_hand.register(client=client, by=request.user, at=at, **said),
            beside=registering_beside.chosen(request.user, request.POST.get("same_as", "")), by=request.user, at=at,
        )  # fmt: skip
    except Exception as failure:
        refusal = getattr(failure, "message", None)
        if refusal is None:
            raise
        return _page(request, form, at, client=client, refusal=str(refusal), found=found, status=409)
    messages.success(request, _("The case %(number)s is registered.") % {"number": case.number})
    return HttpResponseRedirect(reverse("case", args=[case.number]))


def _page(
    request: AuthenticatedRequest,
    form: RegisterForm,
    at: datetime,
    *,
    client: Client | None,
    refusal: str = "",
    found: Sequence[alike.Alike] = (),
    status: int = 200,
) -> HttpResponse:
    chosen = TopicForm({name: form[name].value() or "" for name in TopicForm.base_fields if name in form.fields})
    shown = {
        "form": form,
        "ids": "new",
        "client": client,
        "promise": promise(chosen.cleaned_data if chosen.is_valid() else {}, at),
        "refusal": refusal,
        "crumbs": [{"label": _("Cases"), "url": reverse("cases")}, {"label": _("Register case"), "url": ""}],
        "alike": found,
        "same_as": request.POST.get("same_as", ""),
        "open_cases": _open_cases(request, client),
        **_found(request),
    }
    return render(request, "cases/new.html", shown, status=status)


def _client(request: AuthenticatedRequest, said: str | None, at: datetime, *, looked: bool = True) -> Client | None:
    """The chosen card, if its reader may see it. To take up a card is to look at it."""
    if not said or not (said.isascii() and said.isdigit() and len(said) < 19):
        return None
    client = access.visible(request.user, Client).prefetch_related("identities").filter(pk=int(said)).first()
    if client is not None and looked:
        looking.look(client=client, by=request.user, why=Look.Why.REGISTERING, at=at)
    return client


def _open_cases(request: AuthenticatedRequest, client: Client | None) -> list[tuple[str, str]]:
    """Number, and subject as the reader sees it."""
    if client is None:
        return []
    rows, reader = access.visible(request.user, Case).filter(client=client), seeing.seeing(request.user)
    newest = rows.exclude(state="closed").order_by("-registered_at")[:5]
    return [(case.number, reader.subject(case)) for case in newest]


def _found(request: AuthenticatedRequest) -> dict[str, object]:
    find = request.GET.get("find", "")[:100]
    if not find.strip():
        return {"find": "", "found": []}
    cards = finding.search(request.user, find).prefetch_related("identities").order_by("name", "pk")
    return {"find": find, "found": list(cards[:MOST_FOUND])}
