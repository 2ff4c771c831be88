"""What the forms of the answer's page accept."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.cases.forms import LONGEST, channels
from anyqtama.cases.models import Proof, Tell
from anyqtama.knowledge.spelling.field import attributes
from anyqtama.ui.inputs import DayField

TELLS = (
    (Tell.ANSWER, pgettext_lazy("client is told", "only the answer")),
    (Tell.EACH, pgettext_lazy("client is told", "each change of state")),
)
WAYS = (
    (Proof.Way.REGISTERED, pgettext_lazy("proof of delivery", "registered mail")),
    (Proof.Way.HANDED, pgettext_lazy("proof of delivery", "handed over against signature")),
    (Proof.Way.SAID, pgettext_lazy("proof of delivery", "the client said so")),
)


class DraftForm(forms.Form):
    """`seen`: the revision that the editor began from."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    text = forms.CharField(
        label=_("Text of the answer"), max_length=LONGEST, required=False,
        widget=forms.Textarea(attrs={"rows": 16, "maxlength": LONGEST}),
    )  # fmt: skip

    def written_in(self, language: str) -> "DraftForm":
        """Its spelling is looked at in this language first."""
        self.fields["text"].widget.attrs |= {"lang": language, **attributes(language)}
        return self


class DecisionForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    reason = forms.CharField(label=_("What must be changed"), max_length=1000, required=False)


class ProofForm(forms.Form):
    way = forms.ChoiceField(label=_("How it reached the client"), choices=WAYS)
    number = forms.CharField(
        label=_("Number of the registered mail"), max_length=40, required=False, help_text=_("For registered mail."),
    )  # fmt: skip
    on = DayField(label=_("Day"))
    words = forms.CharField(
        label=_("To whom, how"), max_length=300, required=False, help_text=_("When it was handed over or said."),
    )  # fmt: skip
    number.needed_at_times = words.needed_at_times = True  # type: ignore[attr-defined]  # the help says when


class ConfirmationForm(forms.Form):
    solved = forms.TypedChoiceField(
        label=_("What the client says"),
        choices=[("yes", pgettext_lazy("client", "Solved")), ("no", pgettext_lazy("client", "Not solved"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label=_("How they said it, and what"), max_length=1000)


class WishForm(forms.Form):
    """By which channel the answer comes, and of what else the client wants to be told."""

    channel = forms.ModelChoiceField(
        channels().none(), label=_("Answer by"), required=False, empty_label=_("To be agreed with the client")
    )
    tell = forms.ChoiceField(label=_("The client is told"), choices=TELLS)

    def __init__(self, *given: object, **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]
        self.fields["channel"].queryset = channels()  # type: ignore[attr-defined]
