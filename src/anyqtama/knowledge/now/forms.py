"""What the form of a situation accepts."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.knowledge import belonging
from anyqtama.knowledge.announcing import Told
from anyqtama.knowledge.choosing import ChosenField
from anyqtama.knowledge.in_languages import InLanguages
from anyqtama.knowledge.models import Situation
from anyqtama.ui.inputs import MomentField

KINDS = {
    "water": pgettext_lazy("situation", "Water"),
    "power": pgettext_lazy("situation", "Electricity"),
    "heat": pgettext_lazy("situation", "Heating"),
    "gas": pgettext_lazy("situation", "Gas"),
    "roads": pgettext_lazy("situation", "Roads"),
    "transport": pgettext_lazy("situation", "Transport"),
    "weather": pgettext_lazy("situation", "Weather"),
    "other": pgettext_lazy("situation", "Other"),
}


class SituationForm(InLanguages):
    SAID = {"name": (_("What happened"), 1), "text": (_("What to read out"), 4)}
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=list(KINDS.items()))
    streets = forms.CharField(
        label=_("Streets and houses, one a line"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    topics = ChosenField(label=_("Topics"))
    began_at = MomentField(label=_("Since"))
    expected_until = MomentField(label=_("Expected until"), required=False)
    public = forms.BooleanField(label=_("Visitors see it before they write"), required=False)

    def __init__(self, *given: Any, situation: Situation | None = None, **named: Any) -> None:
        super().__init__(*given, **named)
        topics: Any = self.fields["topics"]
        topics.offer(belonging.topics().codes(), situation.topics if situation else ())

    def told(self) -> Told:
        said = self.cleaned_data
        return Told(
            kind=said["kind"], names=self.said("name"), texts=self.said("text"), began_at=said["began_at"],
            expected_until=said["expected_until"], streets=said["streets"].splitlines(), topics=said["topics"],
            public=said["public"],
        )  # fmt: skip


def begun(situation: Situation | None, at: datetime) -> SituationForm:
    if situation is None:
        return SituationForm(initial={"began_at": timezone.localtime(at)}, auto_id="situation-%s")
    initial: dict[str, Any] = SituationForm.filled(situation.names, {"text": situation.texts})
    initial |= {
        "version": situation.version, "kind": situation.kind, "streets": "\n".join(situation.streets),
        "topics": situation.topics, "began_at": situation.began_at,
        "expected_until": situation.expected_until, "public": situation.public,
    }  # fmt: skip
    return SituationForm(initial=initial, situation=situation, auto_id="situation-%s")
