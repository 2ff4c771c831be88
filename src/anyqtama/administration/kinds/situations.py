"""Kinds of non-standard situations: what can be reported by one key, and how soon a manager must acknowledge it."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.administration.fields import Names, Whole
from anyqtama.administration.forms import SettingForm, code_field
from anyqtama.administration.kind import Column, Kind, Text
from anyqtama.teamwork.models import SituationKind

A_DAY = 1440


class SituationKindForm(SettingForm):
    names = Names(label=pgettext_lazy("setting", "Name"))
    acts = Names(
        label=_("What to do first"), help_text=_("Shown to whoever reports it and to the manager."), least=0,
        max_length=600, lines=True,
    )  # fmt: skip
    critical_minutes = Whole(label=_("Critical: acknowledged within, minutes"), least=1, most=A_DAY)
    serious_minutes = Whole(label=_("Serious: acknowledged within, minutes"), least=1, most=A_DAY)
    minor_minutes = Whole(
        label=_("Minor: acknowledged within, minutes"),
        help_text=_("Then the next in line is told."),
        least=1,
        most=A_DAY,
    )
    order = Whole(label=_("Place in lists"), help_text=_("Smaller stands above."))
    code = code_field(40)


def kept(kind: SituationKind, _by: object) -> Text | None:
    others = SituationKind.objects.filter(active=True).exclude(pk=kind.pk)
    return None if others.exists() else _("This is the last kind: without one nothing could be reported.")


SITUATIONS = Kind(
    slug="situations",
    icon="siren",
    title=_("Kinds of situations"),
    new=_("New kind of situation"),
    about=_("What the staff reports by one key, and how soon a manager acknowledges it."),
    model=SituationKind,
    form=SituationKindForm,
    columns=(
        Column("name", pgettext_lazy("setting", "Name"), str),
        Column("code", _("Code"), lambda kind: kind.code),
        Column("critical", _("Critical, minutes"), lambda kind: kind.critical_minutes, number=True),
        Column("serious", _("Serious, minutes"), lambda kind: kind.serious_minutes, number=True),
        Column("minor", _("Minor, minutes"), lambda kind: kind.minor_minutes, number=True),
    ),
    rows=SituationKind.objects.all,
    search=lambda kind: (*kind.names.values(), kind.code),
    order=lambda kind: (kind.order, kind.pk),
    kept=kept,
)
