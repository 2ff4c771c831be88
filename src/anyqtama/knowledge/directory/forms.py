"""What the form of a body accepts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anyqtama.knowledge.in_languages import InLanguages
from anyqtama.knowledge.models import Body
from anyqtama.ui.inputs import CodeField


class BodyForm(InLanguages):
    SAID = {
        "name": (_("Name"), 1),
        "address": (_("Address"), 1),
        "phones": (_("Telephones, one a line"), 3),
        "hours": (_("Working hours"), 3),
        "receptions": (_("Receptions: who, when, how to sign up"), 3),
        "about": (_("What they answer for"), 4),
    }
    code = CodeField(label=_("Code"), max_length=60)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    site = forms.URLField(label=_("Site"), required=False, assume_scheme="https")

    def __init__(self, *given: Any, body: Body | None = None, **named: Any) -> None:
        super().__init__(*given, **named)
        self.body = body
        if body is not None:
            self.fields["code"].disabled = True
            self.initial["code"] = body.code

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if self.body is None and (code == "new" or Body.objects.filter(code=code).exists()):
            raise forms.ValidationError(_("This code is taken. Choose another one."))
        return code


def begun(body: Body) -> BodyForm:
    initial: dict[str, Any] = BodyForm.filled(body.names, body.texts)
    initial |= {"version": body.version, "email": body.email, "site": body.site}
    return BodyForm(initial=initial, body=body, auto_id="body-%s")
