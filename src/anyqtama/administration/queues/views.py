"""One queue: names, who answers, hours, service level, silence, history; each page saves by itself."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from anyqtama.administration import levels
from anyqtama.administration.forms import SettingForm
from anyqtama.administration.history import last_changes
from anyqtama.administration.kinds import QUEUES
from anyqtama.administration.kinds.queues import QueueForm
from anyqtama.administration.known import Known
from anyqtama.administration.level_forms import NEEDS, LevelsForm
from anyqtama.administration.queues.forms import HoursForm, LimitsForm, SilenceForm
from anyqtama.administration.using import uses
from anyqtama.administration.views import attempt, crumbs, seen
from anyqtama.contacts import queue_control
from anyqtama.contacts.models import Queue
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest, for_right
from anyqtama.people.models import Person, Skill

FORMS: dict[str, type[SettingForm]] = {
    "names": QueueForm, "hours": HoursForm, "limits": LimitsForm, "silence": SilenceForm,
}  # fmt: skip
PARTS: dict[str, Promise] = {
    "names": gettext_lazy("Name and languages"),
    "people": gettext_lazy("Who answers"),
    "hours": gettext_lazy("Opening hours"),
    "limits": gettext_lazy("Service level and limits"),
    "silence": gettext_lazy("When it is silent or too long"),
    "history": gettext_lazy("History of changes"),
}
MOST_CHANGES = 100


@require_http_methods(["GET", "HEAD", "POST"])
@for_right("settings.edit")
def queue_page(request: AuthenticatedRequest, queue_id: int, part: str = "names") -> HttpResponse:
    queue = access.fetch(request.user, Queue, pk=queue_id)
    if part == "people":
        return people_page(request, queue)
    if part == "history":
        return show(request, queue, part, all_changes=last_changes(QUEUES, queue, most=MOST_CHANGES))
    if part not in FORMS:
        raise Http404
    form = FORMS[part](request.POST or None, row=queue, known=Known())
    if request.method == "POST" and form.is_valid():
        if attempt(request, QUEUES, queue, form) is not None:
            return redirect(request.path)
        queue = access.fetch(request.user, Queue, pk=queue_id)
    return show(request, queue, part, form=form, seen=seen(request, queue, form))


def people_page(request: AuthenticatedRequest, queue: Queue) -> HttpResponse:
    held = {need.skill_id: need.level for need in queue.skills.all()}
    form = LevelsForm(request.POST or None, skills=Skill.objects.all(), held=held, choices=NEEDS)
    if request.method == "POST" and form.is_valid():
        levels.set_of_queue(queue=queue, levels=form.skill_levels(), by=request.user, at=timezone.now())
        messages.success(request, _("Saved."))
        return redirect(request.path)
    members = list(queue.members.select_related("person").order_by("-first_line", "person__family_name"))
    inside = {member.person_id for member in members}
    others = [
        person
        for person in access.visible(request.user, Person).filter(is_active=True).order_by("family_name", "given_name")
        if person.pk not in inside
    ]
    return show(request, queue, "people", form=form, members=members, others=others)


@require_POST
@for_right("settings.edit")
def members(request: AuthenticatedRequest, queue_id: int) -> HttpResponse:
    """`act`: first, second (added, or asked first or second from now on) or remove."""
    queue, at, act = access.fetch(request.user, Queue, pk=queue_id), timezone.now(), request.POST.get("act")
    given = request.POST.get("person", "")
    pk = int(given) if given.isdecimal() and len(given) < 10 else 0
    person = access.fetch(request.user, Person, pk=pk)
    if act == "remove":
        queue_control.remove_person(queue=queue, person=person, by=request.user, at=at)
    elif act in {"first", "second"} and person.is_active:
        queue_control.add_person(queue=queue, person=person, by=request.user, at=at, first_line=act == "first")
    else:
        raise Http404
    messages.success(request, _("Saved."))
    return redirect("settings_queue_part", queue_id, "people")


def show(request: AuthenticatedRequest, queue: Queue, part: str, **more: Any) -> HttpResponse:
    form = more.get("form")
    parts = [
        {"label": title, "url": reverse("settings_queue_part", args=[queue.pk, key]), "current": key == part,
         "wrong": bool(key == part and form and form.errors)}
        for key, title in PARTS.items()
    ]  # fmt: skip
    where = crumbs(QUEUES, last=str(queue))
    shown = {
        "kind": QUEUES, "row": queue, "part": part, "title": PARTS[part], "parts": parts, "crumbs": where,
        "in_use": queue.active, "uses": uses(queue), "changes": last_changes(QUEUES, queue),
    }  # fmt: skip
    return render(request, "administration/queue.html", shown | more, status=422 if form and form.errors else 200)
