"""Services that save lives: number, when, what the client is told, and as what situation the leads learn of it."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.administration.fields import Names, Reference, Text, Whole
from anyqtama.administration.forms import SettingForm, code_field
from anyqtama.administration.kind import Column, Kind
from anyqtama.administration.kind import Text as Words
from anyqtama.contacts.models import RescueService
from anyqtama.teamwork.models import SituationKind


class RescueServiceForm(SettingForm):
    names = Names(label=pgettext_lazy("setting", "Name"), max_length=80)
    number = Text(label=_("Telephone"), max_length=20)
    when = Names(label=_("When to use it"), least=0, max_length=400, lines=True)
    phrases = Names(label=_("What is said to the client"), least=0, max_length=600, lines=True)
    situation = Reference(SituationKind, label=_("Reported to the leads as"))
    order = Whole(label=_("Place in lists"), help_text=_("Smaller stands above."))
    code = code_field(40)


def kept(service: RescueService, _by: Any) -> Words | None:
    others = RescueService.objects.filter(active=True).exclude(pk=service.pk)
    return None if others.exists() else _("This is the last service: without one nobody could be called to help.")


RESCUES = Kind(
    slug="rescues",
    icon="siren",
    title=_("Rescue services"),
    new=_("New service"),
    about=_("To whom a contact is handed when a life is in danger."),
    model=RescueService,
    form=RescueServiceForm,
    columns=(
        Column("name", pgettext_lazy("setting", "Name"), str),
        Column("situation", _("Reported to the leads as"), lambda service: str(service.situation), narrow=True),
        Column("code", _("Code"), lambda service: service.code),
        Column("order", _("Place in lists"), lambda service: service.order, number=True),
    ),
    rows=lambda: RescueService.objects.select_related("situation"),
    search=lambda service: (*service.names.values(), service.number, service.code),
    order=lambda service: (service.order, service.pk),
    kept=kept,
)
