"""How cases of one kind are answered: who agrees, who signs, whether the client is asked."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anyqtama.administration.fields import Flag, Names, Whole
from anyqtama.administration.forms import SettingForm
from anyqtama.cases.kinds import answering, fields
from anyqtama.people.roles import HEADS, LEADS, QUALITY, Role

DECIDE = [(role.value, role.label) for role in Role if role in LEADS | HEADS | QUALITY]


class AnsweringForm(SettingForm):
    """Nobody agrees and nobody signs: the answer goes with one click."""

    first = forms.ChoiceField(label=_("Agrees first"), choices=[("", "—"), *DECIDE], required=False)
    second = forms.ChoiceField(label=_("Agrees then"), choices=[("", "—"), *DECIDE], required=False)
    sign = forms.ChoiceField(
        label=_("Signs"), choices=[("", "—"), *DECIDE], required=False,
        help_text=_("A signed answer gets a number and becomes a paper (PDF)."),
    )  # fmt: skip
    four_eyes = Flag(label=_("Nobody agrees to a draft that they wrote themselves, nor signs it"))
    confirm_days = Whole(
        label=_("The client says within so many days whether it is solved"), most=90,
        help_text=_("0: nobody is asked. Without a word the case is closed by rule."),
    )  # fmt: skip
    decision = forms.ChoiceField(label=_("Field that {decision} stands for"), required=False)
    head = Names(
        label=_("Head of the letter, under the name of the organisation"), least=0, max_length=400, lines=True,
        help_text=_("Address, telephone, site: each on a line of its own."),
    )  # fmt: skip

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        row: Any = self.row
        chosen: Any = self.fields["decision"]
        chosen.choices = [("", "—"), *((field.key, str(field)) for field in fields.fields(row))]

    @classmethod
    def initial_of(cls, row: Any) -> dict[str, Any]:
        way = answering.way(row)
        first, second = (*way.agree, "", "")[:2]
        return {
            "first": first, "second": second, "sign": way.sign, "four_eyes": way.four_eyes,
            "confirm_days": way.confirm_days, "decision": way.decision, "head": way.head,
        }  # fmt: skip

    def edited(self) -> list[str]:
        return ["answering"]

    def values(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        agree = [said.pop("first"), said.pop("second")]
        kept = said | {"agree": [role for role in agree if role]}
        return {"answering": {name: value for name, value in kept.items() if value}}
