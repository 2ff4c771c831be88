"""Causes of complaints as a tree: what a decision names. A cause that was used is taken out of use, not removed."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.administration.fields import Names, Reference, Whole
from anyqtama.administration.forms import SettingForm, code_field
from anyqtama.administration.kind import Column, Kind, Refused
from anyqtama.cases.models import Cause

DEEPEST = 3


class CauseForm(SettingForm):
    names = Names(label=pgettext_lazy("setting", "Name"), max_length=120)
    parent = Reference(Cause, label=_("Stands below"), required=False, empty=_("nothing: a cause of the first level"))
    order = Whole(label=_("Place in lists"), help_text=_("Smaller stands above."))
    code = code_field(60)


def guard(cause: Cause, changed: set[str], _by: Any) -> None:
    """At most three levels and no circle; the whole tree is locked, since two moves could make one together."""
    if "parent" not in changed or cause.parent is None:
        return
    parents = dict(Cause.objects.select_for_update().order_by("pk").values_list("pk", "parent_id"))
    above: int | None = cause.parent.pk
    depth = 1
    while above is not None:
        if above == cause.pk:
            raise Refused(_("A cause cannot stand below itself. Choose another one."))
        above, depth = parents.get(above), depth + 1
    if depth + _levels_below(cause, parents) > DEEPEST:
        raise Refused(_("Causes have three levels. Choose one of a higher level."))


def _levels_below(cause: Cause, parents: Mapping[int, int | None]) -> int:
    ahead, levels = {cause.pk}, -1
    while ahead:
        levels += 1
        ahead = {pk for pk, parent in parents.items() if parent in ahead}
    return levels


CAUSES = Kind(
    slug="causes",
    icon="workflow",
    title=_("Causes of complaints"),
    new=_("New cause"),
    about=_("Why complaints arise, as a tree; each decision names one."),
    model=Cause,
    form=CauseForm,
    columns=(
        Column("name", pgettext_lazy("setting", "Name"), str),
        Column("parent", _("Stands below"), lambda cause: str(cause.parent or ""), narrow=True),
        Column("code", _("Code"), lambda cause: cause.code),
        Column("order", _("Place in lists"), lambda cause: cause.order, number=True),
    ),
    rows=lambda: Cause.objects.select_related("parent__parent"),
    search=lambda cause: (*cause.names.values(), cause.code),
    order=lambda cause: tuple((each.order, each.pk) for each in _line(cause)),
    guard=guard,
)


def _line(cause: Cause) -> list[Cause]:
    """From the first level down to the cause."""
    return [*(_line(cause.parent) if cause.parent else []), cause]
