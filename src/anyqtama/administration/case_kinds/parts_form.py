"""Which parts a kind switches on beside its fields, and before which stage each must be done."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from anyqtama.administration.forms import SettingForm
from anyqtama.cases.kinds import parts, stages
from anyqtama.cases.models import CaseState

OFF, ANY = "-", ""


class PartsForm(SettingForm):
    @classmethod
    def initial_of(cls, row: Any) -> dict[str, Any]:
        return {name: row.parts.get(name, OFF) for name in parts.PARTS}

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        row: Any = self.row
        when = [(OFF, _("not used")), (ANY, _("used, needed at no stage"))]
        when += [
            (code, _("needed before “%(stage)s”") % {"stage": stage})
            for code, stage in stages.stages(row).items()
            if stage.state != CaseState.NEW
        ]
        for name, title in parts.PARTS.items():
            chosen = self.initial.get(name, OFF)
            self.fields[name] = forms.ChoiceField(
                label=str(title), choices=when, required=False, initial=chosen if chosen in dict(when) else ANY
            )

    def edited(self) -> list[str]:
        return ["parts"]

    def values(self) -> dict[str, Any]:
        return {"parts": {name: self.cleaned_data[name] for name in parts.PARTS if self.cleaned_data[name] != OFF}}
