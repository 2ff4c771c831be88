"""What the forms of a complaint's parts accept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.cases.complaints import causes, words
from anyqtama.cases.forms import LONGEST, SeenForm, area
from anyqtama.cases.models import Cause, Decision
from anyqtama.people.models import Person, Unit

UNITS = Unit.objects.filter(active=True).order_by("path")


class InvolvedForm(forms.Form):
    """One of the two."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("A person"), required=False, empty_label="—")
    unit = forms.ModelChoiceField(UNITS, label=_("Or a department"), required=False, empty_label="—")

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        staff = Person.objects.get_queryset().working().order_by("family_name", "given_name", "pk")
        self.fields["person"].queryset = staff  # type: ignore[attr-defined]


class CheckForm(forms.Form):
    what = forms.CharField(
        label=_("What was checked"), max_length=300,
        help_text=_("A recording, an answer, a document, somebody's explanation, the place itself."),
    )  # fmt: skip
    result = forms.ChoiceField(
        label=pgettext_lazy("of a check", "Result"), choices=list(words.RESULTS.items()), widget=forms.RadioSelect
    )
    found = forms.CharField(label=_("What it showed"), max_length=LONGEST, widget=area(3, LONGEST))


class DecisionForm(SeenForm):
    outcome = forms.ChoiceField(
        label=pgettext_lazy("on a complaint", "Decision"),
        choices=list(words.OUTCOMES.items()),
        widget=forms.RadioSelect,
    )
    cause = forms.ModelChoiceField(Cause.objects.filter(active=True), label=_("Cause"))
    grounds = forms.CharField(label=_("On what grounds"), max_length=LONGEST, widget=area(3, LONGEST))
    remedy = forms.CharField(
        label=_("What is put right"), required=False, max_length=LONGEST, widget=area(2, LONGEST),
        help_text=_("Needed when the complaint is upheld."),
    )  # fmt: skip
    lesson = forms.CharField(
        label=_("Lesson: so that it does not happen again"), required=False, max_length=LONGEST, widget=area(2, LONGEST)
    )

    def __init__(self, *given: Any, before: Decision | None = None, **named: Any) -> None:
        if before is not None:
            known = {name: getattr(before, name) for name in ("outcome", "cause", "grounds", "remedy", "lesson")}
            named["initial"] = known | named.get("initial", {})
        super().__init__(*given, **named)
        self.fields["cause"].choices = causes.choices()  # type: ignore[attr-defined]


class NoticeForm(forms.Form):
    unit = forms.ModelChoiceField(UNITS, label=_("Department"), empty_label="—")
    text = forms.CharField(label=_("What they shall know"), max_length=LONGEST, widget=area(3, LONGEST))
