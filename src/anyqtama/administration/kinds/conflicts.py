"""Methods for difficult contacts: when each is used, the words in three languages, and what it does."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.administration.fields import Names, Whole
from anyqtama.administration.forms import SettingForm, code_field
from anyqtama.administration.kind import Column, Kind, Text
from anyqtama.contacts.models import ConflictMethod, MethodAct

ACTS: Mapping[str, Promise] = {
    MethodAct.SAY: pgettext_lazy("method", "words only"),
    MethodAct.WARN: pgettext_lazy("method", "warns"),
    MethodAct.END: pgettext_lazy("method", "ends the talk, after a warning"),
    MethodAct.LEAD: pgettext_lazy("method", "asks a lead to take over"),
    MethodAct.BREAK: pgettext_lazy("method", "gives a short break after the contact"),
}


class ConflictMethodForm(SettingForm):
    names = Names(label=pgettext_lazy("setting", "Name"), max_length=80)
    when = Names(label=_("When to use it"), least=0, max_length=400, lines=True)
    phrases = Names(label=_("What is said to the client"), least=0, max_length=600, lines=True)
    act = forms.ChoiceField(label=_("What it does"), choices=list(ACTS.items()))
    order = Whole(label=_("Place in lists"), help_text=_("Smaller stands above."))
    code = code_field(40)


def kept(method: ConflictMethod, _by: Any) -> Text | None:
    """A lawful end needs a warning: the last one stays while an ending method is in use."""
    others = ConflictMethod.objects.filter(active=True).exclude(pk=method.pk)
    if method.act != MethodAct.WARN or others.filter(act=MethodAct.WARN).exists():
        return None
    if not others.filter(act=MethodAct.END).exists():
        return None
    return _("A talk is ended only after a warning: this is the last method that warns.")


CONFLICTS = Kind(
    slug="conflicts",
    icon="zap",
    title=_("Difficult contacts"),
    new=_("New method"),
    about=_("Methods with their words: when to use, warning, lawful end, a lead, a short break."),
    model=ConflictMethod,
    form=ConflictMethodForm,
    columns=(
        Column("name", pgettext_lazy("setting", "Name"), str),
        Column("act", _("What it does"), lambda method: str(ACTS[method.act]), narrow=True),
        Column("code", _("Code"), lambda method: method.code),
        Column("order", _("Place in lists"), lambda method: method.order, number=True),
    ),
    rows=ConflictMethod.objects.all,
    search=lambda method: (*method.names.values(), *method.phrases.values(), method.code),
    order=lambda method: (method.order, method.pk),
    kept=kept,
)
