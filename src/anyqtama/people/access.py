"""The only permission gate: which rights a role has, which objects a person sees, which acts they may do.

Each package declares its rights and policies in its own `access.py`; `config.wiring` hands them over here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import resolve
from django.utils import timezone

from anyqtama.people import absences
from anyqtama.people.models import Person, RoleGrant
from anyqtama.people.roles import Role

M = TypeVar("M", bound=models.Model)

Rights = Mapping[str, frozenset[Role]]
"""Right → roles that have it, for example {"desk.use": DESK}."""


class AuthenticatedRequest(HttpRequest):
    user: Person


@dataclass(frozen=True, slots=True)
class Policy:
    """How far a person sees one model, and what they may do to one object of it."""

    visible: Callable[[Person, models.QuerySet[Any]], models.QuerySet[Any]]
    acts: Mapping[str, Callable[[Person, Any], bool]] = field(default_factory=dict)


_rights: dict[str, frozenset[Role]] = {}
_lent: set[str] = set()
_policies: dict[type[models.Model], Policy] = {}


def connect(
    *, rights: Rights, policies: Mapping[type[models.Model], Policy], lent: frozenset[str] = frozenset()
) -> None:
    """Called once per package by the wiring. `lent`: rights that a deputy has too while they stand in."""
    _rights.update(rights)
    _lent.update(lent)
    _policies.update(policies)


def has_right(person: Person, right: str) -> bool:
    if not person.is_active:
        return False
    return bool(person.roles & _rights[right]) or (right in _lent and _stands_in_for_one_of(person, _rights[right]))


def _stands_in_for_one_of(person: Person, roles: frozenset[Role]) -> bool:
    if not person.deputises:
        return False
    others = absences.stands_in_for(person, timezone.localdate())
    return RoleGrant.objects.filter(person__in=others, person__is_active=True, role__in=roles).exists()


def visible(person: Person, model: type[M]) -> models.QuerySet[M]:
    """The objects of `model` that the person may see; none at all without a policy."""
    objects = model._default_manager.all()
    policy = _policies.get(model)
    return policy.visible(person, objects) if policy and person.is_active else objects.none()


def may(person: Person, action: str, obj: models.Model) -> bool:
    return person.is_active and _policies[type(obj)].acts[action](person, obj)


def require(person: Person, action: str, obj: models.Model) -> None:
    if not may(person, action, obj):
        raise PermissionDenied(action)


def fetch(person: Person, model: type[M], action: str | None = None, /, **lookup: Any) -> M:
    """The one object found by `lookup`, if the person sees it (else 404) and may do `action` (else 403)."""
    obj = visible(person, model).filter(**lookup).first()
    if obj is None:
        raise Http404
    if action:
        require(person, action, obj)
    return obj


View = Callable[..., HttpResponseBase]


def signed_in(view: View) -> View:
    """Any person of the staff; a visitor is led to the sign-in page."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return guarded


def for_right(right: str) -> Callable[[View], View]:
    """Only people with `right`; others get 403."""

    def decorate(view: View) -> View:
        @signed_in
        @wraps(view)
        def guarded(request: AuthenticatedRequest, /, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not has_right(request.user, right):
                raise PermissionDenied(right)
            return view(request, *args, **kwargs)

        vars(guarded)["right"] = right
        return guarded

    return decorate


def may_open(person: Person, url: str) -> bool:
    """Whether the page at an address of ours asks for no right that the person lacks."""
    right = vars(resolve(url).func).get("right", "")
    return not right or has_right(person, right)


def units_led(person: Person) -> list[str] | None:
    """Path prefixes of the units a person's leading grants cover; None = the whole centre."""
    prefixes: list[str] = []
    for grant in person.grants.all():
        if grant.role in {Role.TEAM_LEAD, Role.ADMINISTRATOR, Role.HEAD, Role.DIRECTOR}:
            if grant.unit is None:
                return None
            prefixes.append(grant.unit.path)
    return prefixes


def under(prefixes: list[str] | None, lookup: str) -> models.Q:
    """A condition "the unit path at `lookup` lies under one of the prefixes"."""
    if prefixes is None:
        return ~models.Q(pk__in=[])  # everything; an empty Q would vanish in an "or"
    condition = models.Q(pk__in=[])
    for prefix in prefixes:
        condition |= models.Q(**{f"{lookup}__startswith": prefix})
    return condition
