"""Reasons why clients refuse what is offered to them."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.administration.fields import Names, Whole
from anyqtama.administration.forms import SettingForm, code_field
from anyqtama.administration.kind import Column, Kind, Text
from anyqtama.cases.models import OfferRefusal


class RefusalForm(SettingForm):
    names = Names(label=pgettext_lazy("setting", "Name"))
    order = Whole(label=_("Place in lists"), help_text=_("Smaller stands above."))
    code = code_field(40)


def kept(refusal: OfferRefusal, _by: object) -> Text | None:
    others = OfferRefusal.objects.filter(active=True).exclude(pk=refusal.pk)
    return None if others.exists() else _("This is the last reason: without one no refusal could be noted.")


REFUSALS = Kind(
    slug="refusals",
    icon="handshake",
    title=_("Why offers are refused"),
    new=_("New reason"),
    about=_("What an operator chooses when a client does not take what was offered. The report counts by it."),
    model=OfferRefusal,
    form=RefusalForm,
    columns=(
        Column("name", pgettext_lazy("setting", "Name"), str),
        Column("code", _("Code"), lambda refusal: refusal.code),
        Column("order", _("Place in lists"), lambda refusal: refusal.order, number=True),
    ),
    rows=OfferRefusal.objects.all,
    search=lambda refusal: (*refusal.names.values(), refusal.code),
    order=lambda refusal: (refusal.order, refusal.pk),
    kept=kept,
)
