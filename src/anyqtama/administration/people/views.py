"""One person: details, roles, skills and languages, queues, signing in, history; each act is one verb."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from anyqtama.administration import levels
from anyqtama.administration.history import last_changes
from anyqtama.administration.kinds import PEOPLE
from anyqtama.administration.known import Known
from anyqtama.administration.level_forms import LevelsForm
from anyqtama.administration.people import giving_password
from anyqtama.administration.people.forms import GrantForm, ResetForm
from anyqtama.administration.views import attempt, crumbs, seen
from anyqtama.contacts import queue_control
from anyqtama.contacts.models import Queue
from anyqtama.kernel.labels import LANGUAGES
from anyqtama.people import access, ending_sessions, granting, second_factor
from anyqtama.people.access import AuthenticatedRequest, for_right
from anyqtama.people.models import Person, RoleGrant, Skill
from anyqtama.people.roles import Role

PARTS: dict[str, Promise] = {
    "details": pgettext_lazy("person", "Details"),
    "roles": pgettext_lazy("setting", "Roles"),
    "skills": gettext_lazy("Skills and languages"),
    "queues": pgettext_lazy("setting", "Queues"),
    "entrance": gettext_lazy("Signing in"),
    "history": gettext_lazy("History of changes"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@for_right("settings.edit")
def person_page(request: AuthenticatedRequest, person_id: int, part: str = "details") -> HttpResponse:
    person = access.fetch(request.user, Person, pk=person_id)
    pages: dict[str, Callable[[AuthenticatedRequest, Person], HttpResponse]] = {
        "details": details, "roles": roles, "skills": skills, "queues": queues, "entrance": entrance,
        "history": history,
    }  # fmt: skip
    if part not in pages or (request.method == "POST" and part == "history"):
        raise Http404
    return pages[part](request, person)


def details(request: AuthenticatedRequest, person: Person) -> HttpResponse:
    form = PEOPLE.form(request.POST or None, row=person, known=Known())
    if request.method == "POST" and form.is_valid():
        if attempt(request, PEOPLE, person, form) is not None:
            return redirect("settings_person", person.pk)
        person = access.fetch(request.user, Person, pk=person.pk)
    return show(request, person, "details", form=form, seen=seen(request, person, form))


def roles(request: AuthenticatedRequest, person: Person) -> HttpResponse:
    form = GrantForm(request.POST or None, known=Known(), unit=person.unit)
    if request.method == "POST" and form.is_valid():
        role, unit = Role(form.cleaned_data["role"]), form.cleaned_data["unit"]
        try:
            granting.grant(person=person, role=role, unit=unit, by=request.user, at=timezone.now())
        except granting.AlreadyGranted as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Role given."))
            return redirect(request.path)
    grants = sorted(
        person.grants.select_related("unit", "granted_by"), key=lambda grant: list(Role).index(Role(grant.role))
    )
    return show(request, person, "roles", form=form, grants=grants)


@require_POST
@for_right("settings.edit")
def withdraw(request: AuthenticatedRequest, person_id: int, grant_id: int) -> HttpResponse:
    person = access.fetch(request.user, Person, pk=person_id)
    grant = access.fetch(request.user, RoleGrant, "withdraw", pk=grant_id, person=person)
    try:
        granting.withdraw(grant=grant, by=request.user.principal, at=timezone.now())
    except granting.LastSystemAdministrator as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Role taken back."))
    return redirect("settings_person_part", person_id, "roles")


def skills(request: AuthenticatedRequest, person: Person) -> HttpResponse:
    spoken = dict.fromkeys(LANGUAGES, 0) | {held.language: held.level for held in person.languages.all()}
    held = {held.skill_id: held.level for held in person.skills.all()}
    form = LevelsForm(request.POST or None, skills=Skill.objects.all(), held=held, languages=spoken)
    if request.method == "POST" and form.is_valid():
        levels.set_of_person(
            person=person, skills=form.skill_levels(), languages=form.language_levels(), by=request.user,
            at=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("Saved."))
        return redirect(request.path)
    return show(request, person, "skills", form=form)


def queues(request: AuthenticatedRequest, person: Person) -> HttpResponse:
    """`queue` and `act`: first, second or remove."""
    if request.method == "POST":
        given, act = request.POST.get("queue", ""), request.POST.get("act")
        queue = access.fetch(request.user, Queue, pk=int(given) if given.isdecimal() and len(given) < 10 else 0)
        at = timezone.now()
        if act == "remove":
            queue_control.remove_person(queue=queue, person=person, by=request.user, at=at)
        elif act in {"first", "second"} and person.is_active:
            queue_control.add_person(queue=queue, person=person, by=request.user, at=at, first_line=act == "first")
        else:
            raise Http404
        messages.success(request, _("Saved."))
        return redirect(request.path)
    members = list(person.queues.select_related("queue").order_by("queue__order", "queue__pk"))
    inside = {member.queue_id for member in members}
    others = access.visible(request.user, Queue).filter(active=True).exclude(pk__in=inside).order_by("order", "pk")
    return show(request, person, "queues", members=members, others=list(others))


@never_cache
def entrance(request: AuthenticatedRequest, person: Person) -> HttpResponse:
    """`act`: password, codes, sessions, or reset with its reason. What is shown once is in the answer itself."""
    at, by, act = timezone.now(), request.user, request.POST.get("act")
    shown: dict[str, Any] = {"reset_form": ResetForm()}
    if request.method == "POST":
        if act == "password":
            access.require(by, "give_password", person)
            shown["password"] = giving_password.give(person=person, by=by.principal, at=at)
        elif act == "codes" and person.totp_confirmed_at:
            shown["codes"] = second_factor.new_recovery_codes(person=person, by=by.principal, at=at)
        elif act == "sessions":
            access.require(by, "end_sessions", person)
            ending_sessions.end_all(person=person, reason="by_administrator", by=by.principal, at=at)
            messages.success(request, _("All sessions have ended."))
            return redirect(request.path)
        elif act == "reset":
            access.require(by, "reset_second_factor", person)
            form = shown["reset_form"] = ResetForm(request.POST)
            if form.is_valid():
                second_factor.reset(person=person, reason=form.cleaned_data["reason"], by=by.principal, at=at)
                messages.success(
                    request, _("The second factor is reset. The person adds a telephone when they sign in.")
                )
                return redirect(request.path)
            shown["form"] = form
        else:
            raise Http404
        person = access.fetch(by, Person, pk=person.pk)
    shown |= {
        "sessions": ending_sessions.open_sessions(person=person, at=at).count(),
        "no_password": not person.has_usable_password(),
        "codes_left": person.recovery_codes.filter(used_at=None).count(),
    }
    return show(request, person, "entrance", **shown)


def history(request: AuthenticatedRequest, person: Person) -> HttpResponse:
    return show(request, person, "history", all_changes=last_changes(PEOPLE, person, most=100))


def show(request: AuthenticatedRequest, person: Person, part: str, **more: Any) -> HttpResponse:
    form = more.get("form")
    parts = [
        {"label": title, "url": reverse("settings_person_part", args=[person.pk, key]), "current": key == part,
         "wrong": bool(key == part and form and form.errors)}
        for key, title in PARTS.items()
    ]  # fmt: skip
    away = reverse("person_absences", args=[person.pk])
    parts.insert(-1, {"label": _("Absence and deputy"), "url": away, "current": False, "wrong": False})
    shown = {
        "kind": PEOPLE, "row": person, "part": part, "title": PARTS[part], "parts": parts,
        "crumbs": crumbs(PEOPLE, last=str(person)), "in_use": person.is_active, "own": person.pk == request.user.pk,
        "uses": [], "changes": last_changes(PEOPLE, person),
    }  # fmt: skip
    return render(request, "administration/person.html", shown | more, status=422 if form and form.errors else 200)
