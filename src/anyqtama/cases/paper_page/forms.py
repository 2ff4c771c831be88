"""What is typed from paper: a case registered by hand, with what the paper adds; the scans that come in."""

from typing import Any

from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.cases import words
from anyqtama.cases.forms import RegisterForm
from anyqtama.cases.models import LegalType, Paper, Term
from anyqtama.cases.papers.typing import Formal
from anyqtama.ui.inputs import DayField, ManyFilesInput

SORTS = {
    Paper.Sort.APPLICATION.value: pgettext_lazy("sort of paper", "Application"),
    Paper.Sort.BILL.value: pgettext_lazy("sort of paper", "Bill"),
    Paper.Sort.FORM.value: pgettext_lazy("sort of paper", "Form"),
}
TYPES = "application/pdf,image/jpeg,image/png,image/gif,image/webp"
OF_PAPER = ("sort", "received_on", "term", "legal_type", "postal_address")


class ScansForm(forms.Form):
    """Files that are chosen. `attach`: they are taken at once, beside what is being typed."""

    use_required_attribute = False
    pages = forms.FileField(label=_("Scan: PDF or picture"), widget=ManyFilesInput())

    def __init__(self, *, attach: bool) -> None:
        super().__init__(auto_id="scan-%s")
        said: dict[str, Any] = {
            "accept": TYPES, "data-most-bytes": str(settings.FILE_LIMIT_BYTES),
            "data-too-large": _now("The file is too large. Send a smaller one, or several parts."),
        }  # fmt: skip
        if attach:
            said |= {
                "hx-post": reverse("case_paper_scans"), "hx-encoding": "multipart/form-data", "hx-trigger": "change",
                "hx-target": "#scans", "hx-swap": "outerHTML", "hx-include": "#scans",
            }  # fmt: skip
        self.fields["pages"].widget.attrs |= said


class PaperForm(RegisterForm):
    sort = forms.ChoiceField(label=_("What is on paper"), choices=list(SORTS.items()))
    received_on = DayField(label=_("Day of receipt"), help_text=_("As stamped on the paper: the term runs from then."))
    term = forms.ModelChoiceField(
        Term.objects.filter(active=True), label=_("Which term of law"), required=False,
        empty_label=_("none: our own promise counts"),
    )  # fmt: skip
    legal_type = forms.ChoiceField(
        label=_("What it is by law"), choices=list(words.LEGAL_TYPES.items()), required=False
    )
    postal_address = forms.CharField(label=_("Postal address"), required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("term"):
            for name in ("name", "postal_address"):
                if not str(given.get(name) or "").strip():
                    self.add_error(name, _now("A signed request needs it: the law asks who writes and from where."))
        return given

    def formal(self) -> Formal | None:
        said = self.cleaned_data
        if not said["term"]:
            return None
        return Formal(
            term=said["term"], legal_type=LegalType(said["legal_type"] or LegalType.APPLICATION), who=said["name"],
            postal_address=said["postal_address"],
        )  # fmt: skip

    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in super().facts().items() if name not in {*OF_PAPER, "client"}}
