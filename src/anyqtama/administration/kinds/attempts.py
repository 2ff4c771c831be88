"""Results of outbound attempts: what each means for the client on the list."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.administration.fields import Flag, Names, Reference, Whole
from anyqtama.administration.forms import SettingForm, code_field
from anyqtama.administration.kind import Column, Kind
from anyqtama.administration.words import yes_no
from anyqtama.contacts.models import ContactResult, OutboundResult


class AttemptForm(SettingForm):
    names = Names(label=pgettext_lazy("setting", "Name"))
    reached = Flag(label=_("The client was reached"))
    again = Flag(label=_("Try again after the pause"), help_text=_("While the list's attempts last."))
    pause_minutes = Whole(
        label=_("Its own pause, minutes"), required=False, most=43_200, help_text=_("Empty: the pause of the list.")
    )
    asks_time = Flag(label=_("Promise a call-back at the time the client names"))
    wrong_address = Flag(label=_("The number is wrong"))
    refuses = Flag(label=_("The client does not want to be contacted"), help_text=_("It is noted on the card."))
    contact_result = Reference(
        ContactResult, label=_("The call closes with"), required=False, empty=_("the operator wraps up"),
        help_text=_("With this result the call is closed by one press."),
    )  # fmt: skip
    order = Whole(label=_("Place in lists"), help_text=_("Smaller stands above."))
    code = code_field(30)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("again") and (said.get("asks_time") or said.get("refuses") or said.get("wrong_address")):
            raise ValidationError(_("Trying again does not go with a call-back, a wrong number or a refusal."))
        return said


ATTEMPTS = Kind(
    slug="attempts",
    icon="phone-outgoing",
    title=_("Results of outbound attempts"),
    new=_("New result"),
    about=_("What a call or message of an outbound list can end in, and what follows."),
    model=OutboundResult,
    form=AttemptForm,
    columns=(
        Column("name", pgettext_lazy("setting", "Name"), str),
        Column("code", _("Code"), lambda result: result.code),
        Column("reached", _("The client was reached"), lambda result: yes_no(result.reached), narrow=True),
        Column("again", _("Try again after the pause"), lambda result: yes_no(result.again), narrow=True),
        Column("contact_result", _("The call closes with"), lambda result: str(result.contact_result or "")),
        Column("order", _("Place in lists"), lambda result: result.order, number=True),
    ),
    rows=lambda: OutboundResult.objects.select_related("contact_result"),
    search=lambda result: (*result.names.values(), result.code),
    order=lambda result: (result.order, result.pk),
)
