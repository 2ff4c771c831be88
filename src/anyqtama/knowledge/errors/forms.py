"""What the form of a known error accepts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.knowledge import belonging
from anyqtama.knowledge.choosing import ChosenField
from anyqtama.knowledge.errors.recording import Told
from anyqtama.knowledge.errors.words import STATES, TITLES
from anyqtama.knowledge.in_languages import InLanguages
from anyqtama.knowledge.models import KnownError, Offering
from anyqtama.knowledge.models.errors import ERROR_TEXTS
from anyqtama.ui.inputs import CodeField


class ErrorForm(InLanguages):
    SAID = {"name": (_("Name"), 1), **{name: (TITLES[name], 3) for name in ERROR_TEXTS}}
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    code = CodeField(label=_("Code"), max_length=60)
    state = forms.ChoiceField(
        label=pgettext_lazy("known error", "State"), choices=[(key, word) for key, (_shape, word) in STATES.items()]
    )
    offerings = forms.ModelMultipleChoiceField(
        Offering.objects.filter(retired_at=None), label=_("Products and services that have it"), required=False
    )
    topics = ChosenField(label=_("Topics"))

    def __init__(self, *given: Any, error: KnownError | None = None, **named: Any) -> None:
        super().__init__(*given, **named)
        self.error = error
        if error is not None:
            self.fields["code"].disabled = True
            self.initial["code"] = error.code
        topics: Any = self.fields["topics"]
        topics.offer(belonging.topics().codes(), error.topics if error else ())

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if self.error is None and (code == "new" or KnownError.objects.filter(code=code).exists()):
            raise forms.ValidationError(_("This code is taken. Choose another one."))
        return code

    def told(self) -> Told:
        return Told(
            names=self.said("name"), texts={name: self.said(name) for name in ERROR_TEXTS},
            state=self.cleaned_data["state"], offerings=list(self.cleaned_data["offerings"]),
            topics=self.cleaned_data["topics"],
        )  # fmt: skip


def begun(error: KnownError) -> ErrorForm:
    initial: dict[str, Any] = ErrorForm.filled(error.names, error.texts)
    initial |= {
        "version": error.version, "state": error.state, "topics": error.topics,
        "offerings": [offering.pk for offering in error.offerings.all()],
    }  # fmt: skip
    return ErrorForm(initial=initial, error=error, auto_id="error-%s")
