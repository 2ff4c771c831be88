"""What is asked when a list is made."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.channels.models import Channel
from anyqtama.contacts.models import OutboundList, Queue
from anyqtama.contacts.outbound.making import WAYS
from anyqtama.contacts.written_hours import WEEKDAYS, intervals
from anyqtama.desk.forms import FIRST, TopicField, WithTopics, words
from anyqtama.desk.outbound.words import PURPOSES
from anyqtama.knowledge.models import Script

WORKDAYS = ("mon", "tue", "wed", "thu", "fri")


class ListForm(WithTopics):
    name = forms.CharField(
        label=pgettext_lazy("outbound list", "Name"), max_length=120, widget=forms.TextInput(attrs=FIRST)
    )
    about = forms.CharField(label=_("What it is for"), required=False, max_length=500, widget=words(2, 500))
    purpose = forms.ChoiceField(label=_("Purpose, by the notice"), choices=list(PURPOSES.items()))
    needs_consent = forms.BooleanField(
        label=_("Only clients who consented to this purpose"), required=False, initial=True,
        help_text=_("Offers, surveys and third parties always need it."),
    )  # fmt: skip
    channel = forms.ModelChoiceField(
        Channel.objects.filter(active=True, kind__in=WAYS).order_by("order", "id"), label=_("By"), empty_label=None
    )
    queue = forms.ModelChoiceField(Queue.objects.none(), label=_("Queue that works it"), empty_label=None)
    topic = TopicField()
    script = forms.ModelChoiceField(
        Script.objects.filter(active=True).order_by("code"), label=_("Script"), required=False,
        empty_label=_("The topic's"),
    )  # fmt: skip
    text_kk = forms.CharField(label=_("Message in Kazakh"), required=False, max_length=700, widget=words(2, 700))
    text_ru = forms.CharField(label=_("Message in Russian"), required=False, max_length=700, widget=words(2, 700))
    weekdays = forms.MultipleChoiceField(
        label=_("Days"), choices=list(WEEKDAYS.items()), initial=WORKDAYS, widget=forms.CheckboxSelectMultiple
    )
    hours = forms.CharField(label=_("Hours, by the client's clock"), max_length=120, initial="10:00-13:00, 14:00-19:00")
    days_off = forms.BooleanField(label=_("On public holidays too"), required=False)
    most_attempts = forms.IntegerField(label=_("Attempts at most"), min_value=1, max_value=20, initial=3)
    pause_minutes = forms.IntegerField(
        label=pgettext_lazy("between attempts", "Pause between attempts, minutes"), min_value=1, max_value=43_200,
        initial=120,
    )  # fmt: skip

    def __init__(self, *given: Any, queues: Any, of_law: str, **named: Any) -> None:
        """`of_law`: the hours that no list may leave, as the rule of law writes them."""
        super().__init__(*given, **named)
        if of_law:
            self.fields["hours"].help_text = _now("Whatever stands here, nobody is contacted outside %(hours)s.") % {
                "hours": of_law
            }
        self.fields["queue"].queryset = queues  # type: ignore[attr-defined]

    def clean_hours(self) -> list[list[str]]:
        found = intervals(self.cleaned_data["hours"])
        if not found:
            raise ValidationError(_("Write at least one stretch of hours, as 10:00-13:00."))
        return found

    def unsaved(self, source: dict[str, str]) -> OutboundList:
        said = self.cleaned_data
        plain = (
            "name", "about", "purpose", "needs_consent", "channel", "queue", "topic", "script", "days_off",
            "most_attempts", "pause_minutes",
        )  # fmt: skip
        return OutboundList(
            **{name: said[name] for name in plain},
            texts={code: said[f"text_{code}"] for code in ("kk", "ru") if said[f"text_{code}"].strip()},
            hours=dict.fromkeys(said["weekdays"], said["hours"]), source=source,
        )  # fmt: skip
