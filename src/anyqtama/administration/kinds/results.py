"""Contact results: what a contact can end in."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.administration.fields import Flag, Names, Whole
from anyqtama.administration.forms import SettingForm, code_field
from anyqtama.administration.kind import Column, Kind, Text
from anyqtama.administration.words import yes_no
from anyqtama.contacts.models import ContactResult


class ResultForm(SettingForm):
    names = Names(label=pgettext_lazy("setting", "Name"))
    resolved = Flag(label=_("The client's matter is done"), help_text=_("Counted as resolved at first contact."))
    order = Whole(label=_("Place in lists"), help_text=_("Smaller stands above."))
    code = code_field(30)


def kept(result: ContactResult, _by: object) -> Text | None:
    others = ContactResult.objects.filter(active=True).exclude(pk=result.pk)
    return None if others.exists() else _("This is the last result: without one no contact could be closed.")


RESULTS = Kind(
    slug="results",
    icon="flag",
    title=_("Contact results"),
    new=_("New result"),
    about=_("What the wrap-up offers when a contact ends."),
    model=ContactResult,
    form=ResultForm,
    columns=(
        Column("name", pgettext_lazy("setting", "Name"), str),
        Column("code", _("Code"), lambda result: result.code),
        Column("resolved", _("The client's matter is done"), lambda result: yes_no(result.resolved), narrow=True),
        Column("order", _("Place in lists"), lambda result: result.order, number=True),
    ),
    rows=ContactResult.objects.all,
    search=lambda result: (*result.names.values(), result.code),
    order=lambda result: (result.order, result.pk),
    kept=kept,
)
