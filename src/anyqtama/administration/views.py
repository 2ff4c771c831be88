"""The pages that all kinds of settings share: overview, list, form, and taking out of use."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anyqtama.administration import changing
from anyqtama.administration.areas import areas
from anyqtama.administration.changing import save
from anyqtama.administration.forms import SettingForm
from anyqtama.administration.history import last_changes
from anyqtama.administration.importing import IMPORTERS
from anyqtama.administration.kind import Kind, Refused
from anyqtama.administration.kinds import KINDS
from anyqtama.administration.known import Known
from anyqtama.administration.listing import listing
from anyqtama.administration.using import uses
from anyqtama.kernel import exporting
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest, for_right
from anyqtama.people.own_paths import next_path

form_view = require_http_methods(["GET", "HEAD", "POST"])


def kind_of(slug: str) -> Kind:
    if slug not in KINDS:
        raise Http404
    return KINDS[slug]


def url_of(kind: Kind, row: models.Model) -> str:
    return reverse(kind.page, args=[row.pk] if kind.page != "settings_thing" else [kind.slug, row.pk])


def crumbs(kind: Kind, *, last: object = "") -> list[dict[str, object]]:
    first: dict[str, object] = {"label": _("Settings"), "url": reverse("settings")}
    if not last:
        return [first, {"label": kind.title}]
    return [first, {"label": kind.title, "url": reverse("settings_list", args=[kind.slug])}, {"label": last}]


@require_safe
@for_right("settings.edit")
def overview(request: AuthenticatedRequest) -> HttpResponse:
    numbers = {
        slug: access.visible(request.user, kind.model).filter(**({kind.active: True} if kind.active else {})).count()
        for slug, kind in KINDS.items()
    }
    return render(request, "administration/overview.html", {"areas": areas(), "numbers": numbers})


@require_safe
@for_right("settings.edit")
def list_page(request: AuthenticatedRequest, kind: str) -> HttpResponseBase:
    """`?q=&sort=&retired=1&page=&<column>=&export=csv|xlsx`"""
    found = listing(kind_of(kind), reader=request.user, asked=request.GET.dict())
    if export := request.GET.get("export"):
        return exporting.response(export, f"{kind}-{timezone.localdate()}", *found.table(), whole=True)
    page = found.page(request.GET.get("page"))
    query = request.GET.copy()
    for name in ("export", "page"):
        query.pop(name, None)
    shown = {
        "kind": found.kind, "found": found, "page": page, "rows": found.shown(page), "areas": areas(), "area": kind,
        "query": query.urlencode(), "crumbs": crumbs(found.kind), "importer": IMPORTERS.get(kind),
        "members": IMPORTERS["members"] if kind == "queues" else None,
    }  # fmt: skip
    return render(request, "administration/list.html", shown)


@form_view
@for_right("settings.edit")
def new_page(request: AuthenticatedRequest, kind: str) -> HttpResponse:
    described = kind_of(kind)
    if not described.addable:
        raise Http404
    row, known = described.model(), Known()
    form = described.form(request.POST or None, row=row, known=known)
    if request.method == "POST" and form.is_valid():
        saved = attempt(request, described, row, form)
        if saved is not None:
            return redirect(url_of(described, saved))
    return form_page(request, described, row, form)


@form_view
@for_right("settings.edit")
def thing_page(request: AuthenticatedRequest, kind: str, pk: int) -> HttpResponse:
    described = kind_of(kind)
    row = access.fetch(request.user, described.model, pk=pk)
    form = described.form(request.POST or None, row=row, known=Known())
    if request.method == "POST" and form.is_valid():
        saved = attempt(request, described, row, form)
        if saved is not None:
            return redirect(request.path)
        row = access.fetch(request.user, described.model, pk=pk)
    return form_page(request, described, row, form)


@require_POST
@for_right("settings.edit")
def use(request: AuthenticatedRequest, kind: str, pk: int) -> HttpResponse:
    """`act`: retire, restore or remove."""
    described = kind_of(kind)
    row, at = access.fetch(request.user, described.model, pk=pk), timezone.now()
    verbs: dict[str, Callable[..., object]] = {
        "retire": changing.retire,
        "restore": changing.restore,
        "remove": changing.remove,
    }
    act = request.POST.get("act", "")
    if act not in verbs:
        raise Http404
    try:
        verbs[act](kind=described, row=row, by=request.user, at=at)
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    else:
        said = {"retire": _("Out of use from now on."), "restore": _("In use again."), "remove": _("Removed.")}
        messages.success(request, said[act])
        if act == "remove":
            return redirect("settings_list", kind)
    return redirect(next_path(request, otherwise=url_of(described, row)))


def attempt(request: AuthenticatedRequest, kind: Kind, row: models.Model, form: SettingForm) -> models.Model | None:
    """Save what the form holds; a refusal becomes an error of the form."""
    try:
        saved: models.Model = save(
            kind=kind, row=row, values=form.values(), by=request.user, at=timezone.now(),
            seen=request.POST.get("seen", ""),
        )  # fmt: skip
    except Refused as refusal:
        form.add_error(None, str(refusal.message))
    except ValidationError as error:
        form.add_error(None, error)
    else:
        messages.success(request, _("Saved."))
        return saved
    return None


def form_page(
    request: AuthenticatedRequest, kind: Kind, row: models.Model, form: SettingForm, *,
    template: str = "administration/thing.html", **more: object,
) -> HttpResponse:  # fmt: skip
    shown: dict[str, Any] = {
        "kind": kind, "row": row, "form": form, "areas": areas(), "area": kind.slug,
        "crumbs": crumbs(kind, last=kind.name(row) if row.pk else kind.new),
    }  # fmt: skip
    if row.pk is not None:
        shown |= {
            "in_use": kind.in_use(row), "uses": uses(row), "changes": last_changes(kind, row),
            "seen": seen(request, row, form),
        }  # fmt: skip
    return render(request, template, shown | more, status=422 if form.errors else 200)


def seen(request: AuthenticatedRequest, row: models.Model, form: SettingForm) -> str:
    """What the editor looks at: kept over their own mistakes, fresh once they were told of another's change."""
    kept = request.POST.get("seen", "")
    return kept if kept and not form.non_field_errors() else changing.fingerprint(row, form.edited())
