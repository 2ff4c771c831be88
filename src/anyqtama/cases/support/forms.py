"""What the support page of a case accepts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anyqtama.cases.forms import LONGEST, SeenForm, area
from anyqtama.cases.kinds import fields
from anyqtama.cases.models import Case, ClockOf
from anyqtama.cases.seeing import Seeing
from anyqtama.cases.support import diagnosing
from anyqtama.contacts.models import Topic
from anyqtama.knowledge.models import KnownError


class FoundForm(SeenForm):
    """The fields that the kind asks for when the cause is found, or when it is put right."""

    def __init__(
        self, *given: Any, case: Case, what: ClockOf, reader: Seeing, error: KnownError | None = None, **named: Any
    ) -> None:  # fmt: skip
        """`error`: the one that the case was recognised as; its words are proposed where the case has none.
        `reader`: a field that is not for them is not asked.
        """
        super().__init__(*given, **named)
        wanted = [field for field in diagnosing.asked(case, what) if reader.sees(field.seen_as)]
        fields.add_to(self, wanted, [field.required for field in wanted])
        texts = {"solution": "fix"}
        for field in wanted:
            proposed = error.text(texts.get(field.key, field.key), case.language) if error else ""
            self.initial[field.input_name] = case.fields.get(field.key) or proposed


class TellForm(forms.Form):
    text = forms.CharField(label=_("How the case stands"), max_length=LONGEST, widget=area(3, LONGEST))


class NeedForm(forms.Form):
    topic = forms.ModelChoiceField(Topic.objects.filter(active=True))
    wanted = forms.TypedChoiceField(choices=[("yes", "yes"), ("no", "no")], coerce=lambda said: said == "yes")


class StepForm(forms.Form):
    step = forms.CharField(max_length=60)
    said = forms.CharField(max_length=500, required=False)
    back = forms.BooleanField(required=False)
