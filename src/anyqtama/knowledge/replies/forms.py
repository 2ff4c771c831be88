"""What the form of a quick reply accepts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.kernel.labels import LANGUAGES, OWN_NAMES
from anyqtama.knowledge.models import QuickReply
from anyqtama.knowledge.spelling.field import attributes
from anyqtama.knowledge.wording import mark
from anyqtama.ui.inputs import CodeField


class ReplyForm(forms.Form):
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    shortcut = CodeField(
        label=_("Shortcut"),
        max_length=40,
        help_text=_("What is typed after “/” at the desk: Latin letters and digits."),
    )
    active = forms.BooleanField(label=_("Offered at the desk"), required=False, initial=True)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for language in LANGUAGES:
            self.fields[f"name_{language}"] = forms.CharField(
                label=pgettext_lazy("setting", "Name"), required=False, max_length=80
            )
            self.fields[f"text_{language}"] = forms.CharField(
                label=_("Text"),
                required=False,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 3, "lang": language, **attributes(language)}),
            )

    def sections(self) -> list[tuple[str, str, forms.BoundField, forms.BoundField]]:
        return [(code, OWN_NAMES[code], self[f"name_{code}"], self[f"text_{code}"]) for code in LANGUAGES]

    def words(self, what: str) -> dict[str, str]:
        """`what`: name or text."""
        return {code: self.cleaned_data[f"{what}_{code}"] for code in LANGUAGES}


def begun(reply: QuickReply) -> ReplyForm:
    initial: dict[str, Any] = {"shortcut": reply.shortcut, "active": reply.active, "seen": mark(reply)}
    for code in LANGUAGES:
        initial[f"name_{code}"], initial[f"text_{code}"] = reply.names.get(code, ""), reply.texts.get(code, "")
    return ReplyForm(initial=initial, auto_id="reply-%s")
