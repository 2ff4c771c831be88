"""Roles, the notice's versions, keys of programs, the widget's line."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anyqtama.administration.areas import SINGLES, areas
from anyqtama.administration.kind import Refused
from anyqtama.administration.singles import publishing_notice
from anyqtama.administration.singles.forms import API_RIGHTS, POINT_NAMES, KeyForm, NoticeForm
from anyqtama.clients import consenting
from anyqtama.clients.models import Notice
from anyqtama.people import access, api_keys
from anyqtama.people.access import AuthenticatedRequest, for_right
from anyqtama.people.models import ApiKey, RoleGrant
from anyqtama.people.roles import SECOND_FACTOR, Role
from anyqtama.people.standard.shipped import shipped

form_view = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@for_right("settings.edit")
def roles(request: AuthenticatedRequest) -> HttpResponse:
    holders: dict[str, list[RoleGrant]] = {role.value: [] for role in Role}
    grants = RoleGrant.objects.filter(person__is_active=True).select_related("person", "unit")
    for grant in grants.order_by("person__family_name", "person__given_name"):
        holders[grant.role].append(grant)
    standard = {occupation.role: occupation for occupation in shipped().occupations}
    rows = [
        {"role": role, "label": role.label, "occupation": standard.get(role.value), "holders": holders[role.value],
         "official": standard[role.value].words.kk if role.value in standard else "",
         "own": standard[role.value].words.say(get_language() or "kk") if role.value in standard else "",
         "factor": role in SECOND_FACTOR}
        for role in Role
    ]  # fmt: skip
    return show(request, "roles", rows=rows)


@require_safe
@for_right("settings.edit")
def widget(request: AuthenticatedRequest) -> HttpResponse:
    address = request.build_absolute_uri(reverse("widget_script"))
    snippets = [
        (name, f'<script src="{address}" data-language="{code}" defer></script>') for code, name in settings.LANGUAGES
    ]
    return show(
        request,
        "widget",
        snippets=snippets,
        sites=settings.EMBEDDING_SITES,
        https=settings.HTTPS,
        visit=reverse("visit"),
    )


@require_safe
@for_right("settings.edit")
def notices(request: AuthenticatedRequest) -> HttpResponse:
    at = timezone.now()
    rows = list(access.visible(request.user, Notice).order_by("-version"))
    try:
        current = consenting.current_notice(at=at).pk
    except consenting.NoNotice:
        current = 0
    return show(request, "notices", rows=rows, current=current, at=at)


@require_safe
@for_right("settings.edit")
def notice(request: AuthenticatedRequest, version: int) -> HttpResponse:
    found = access.fetch(request.user, Notice, version=version)
    points = [
        (title, found.points[name]) for name, title in POINT_NAMES.items() if isinstance(found.points.get(name), dict)
    ]
    texts = [(name, code, found.texts.get(code, "")) for code, name in settings.LANGUAGES]
    said = [
        (title, [(name, code, words.get(code, "")) for code, name in settings.LANGUAGES]) for title, words in points
    ]
    return show(
        request, "notice", area="notices", notice=found, points=said, texts=texts, consents=found.consent_set.count()
    )


@form_view
@for_right("settings.edit")
def new_notice(request: AuthenticatedRequest) -> HttpResponse:
    at = timezone.now()
    last = access.visible(request.user, Notice).order_by("-version").first()
    form = NoticeForm(request.POST or None, last=last)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = publishing_notice.publish(
                points=form.points(), texts=given["texts"], valid_from=given["valid_from"] or at, by=request.user, at=at
            )
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Version %(version)d is published.") % {"version": made.version})
            return redirect("settings_notices")
    return show(request, "new_notice", area="notices", form=form, last=last)


@form_view
@never_cache
@for_right("settings.edit")
def keys(request: AuthenticatedRequest) -> HttpResponse:
    """The token of a new key is in the answer itself, once."""
    form, token = KeyForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        _key, token = api_keys.create(name=given["name"], rights=given["rights"], by=request.user, at=timezone.now())
        form = KeyForm()
    rows = [
        (key, [API_RIGHTS.get(right, right) for right in key.rights])
        for key in access.visible(request.user, ApiKey).select_related("created_by").order_by("ended_at", "-created_at")
    ]
    calls = request.build_absolute_uri(reverse("api_calls"))
    return show(request, "keys", form=form, rows=rows, token=token, api=calls)


@require_POST
@for_right("settings.edit")
def end_key(request: AuthenticatedRequest, key_id: int) -> HttpResponse:
    key = access.fetch(request.user, ApiKey, pk=key_id)
    try:
        api_keys.end(key=key, by=request.user.principal, at=timezone.now())
    except api_keys.KeyEnded as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("The key “%(name)s” opens nothing any more.") % {"name": key.name})
    return redirect("settings_keys")


def show(request: AuthenticatedRequest, page: str, *, area: str = "", **shown: Any) -> HttpResponse:
    title, about, icon, url_name = SINGLES[area or page]
    form = shown.get("form")
    crumbs: list[dict[str, object]] = [{"label": _("Settings"), "url": reverse("settings")}, {"label": title}]
    if area:
        crumbs[1]["url"] = reverse(url_name)
    shown |= {"areas": areas(), "area": area or page, "title": title, "about": about, "icon": icon, "crumbs": crumbs}
    return render(request, f"administration/{page}.html", shown, status=422 if form and form.errors else 200)
