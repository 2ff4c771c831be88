"""What the forms of cases that belong together accept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.cases.forms import LONGEST, SeenForm, area
from anyqtama.cases.models import Case, CaseKind
from anyqtama.contacts.models import Topic
from anyqtama.contacts.topic_choices import topic_choices


class RelateForm(forms.Form):
    number = forms.CharField(label=_("Number of the other case"), max_length=20)
    act = forms.ChoiceField(
        label=_("How they belong together"),
        choices=[
            ("relate", pgettext_lazy("cases", "Related")),
            ("join", pgettext_lazy("cases", "The same matter: this one gets the other's answer")),
        ],
        widget=forms.RadioSelect,
        initial="relate",
    )


class SplitForm(SeenForm):
    subject = forms.CharField(label=_("What this part is about"), max_length=200)
    details = forms.CharField(label=_("Details"), required=False, max_length=LONGEST, widget=area(3, LONGEST))
    topic = forms.ModelChoiceField(Topic.objects.filter(active=True), label=_("Topic"))
    kind = forms.ModelChoiceField(
        CaseKind.objects.filter(active=True), label=pgettext_lazy("of a case", "Kind"), empty_label=None
    )

    def __init__(self, *given: Any, case: Case, **named: Any) -> None:
        named["initial"] = {"topic": case.topic, "kind": case.kind} | named.get("initial", {})
        super().__init__(*given, **named)
        self.fields["topic"].choices = topic_choices()  # type: ignore[attr-defined]
