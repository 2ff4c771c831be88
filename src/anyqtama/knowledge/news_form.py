"""The part of a form that says what people are told of a publication, and when it is published."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anyqtama.kernel.labels import LANGUAGES
from anyqtama.knowledge.models import Draft
from anyqtama.knowledge.models.audience import roles_of
from anyqtama.knowledge.models.drafts import Tell
from anyqtama.people.roles import DESK, Role
from anyqtama.ui.inputs import MomentField

TELL = {
    Tell.TELL: _("Tell those concerned"),
    Tell.READ: _("They must confirm that they have read it"),
    Tell.NOBODY: _("Tell nobody: a correction"),
}


class NewsFields(forms.Form):
    tell = forms.ChoiceField(label=_("People are told"), required=False, choices=list(TELL.items()))
    note_kk = forms.CharField(label=_("What changed, in Kazakh"), required=False, max_length=300)
    note_ru = forms.CharField(label=_("What changed, in Russian"), required=False, max_length=300)
    note_en = forms.CharField(label=_("What changed, in English"), required=False, max_length=300)
    roles = forms.MultipleChoiceField(
        label=_("Whom it concerns"), required=False, choices=Role.choices,
        widget=forms.SelectMultiple(attrs={"size": 5}), help_text=_("Nobody chosen: those who answer at the desk."),
    )  # fmt: skip
    publish_at = MomentField(label=_("Publish at"), required=False, help_text=_("Empty: at once."))

    def clean_tell(self) -> str:
        return self.cleaned_data["tell"] or Tell.TELL

    def clean_roles(self) -> list[str]:
        return self.cleaned_data["roles"] or sorted(DESK)

    def notes(self) -> dict[str, str]:
        return {code: said for code in LANGUAGES if (said := self.cleaned_data[f"note_{code}"].strip())}

    @staticmethod
    def of_draft(draft: Draft) -> dict[str, Any]:
        notes = {f"note_{code}": draft.notes.get(code, "") for code in LANGUAGES}
        return {"tell": draft.tell, "roles": roles_of(draft.roles), **notes}
