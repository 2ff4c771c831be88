"""Templates of answers to clients: a text in each language with merge fields; an unknown field is refused."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.administration.fields import Names, Reference, Whole
from anyqtama.administration.forms import SettingForm, code_field
from anyqtama.administration.kind import Column, Kind
from anyqtama.cases.answers import merging
from anyqtama.cases.models import AnswerTemplate, CaseKind


class AnswerTemplateForm(SettingForm):
    names = Names(label=pgettext_lazy("setting", "Name"), max_length=80)
    texts = Names(label=_("Text of the answer"), max_length=4000, lines=True)
    kind = Reference(CaseKind, label=_("Kind of case"), required=False, empty=pgettext_lazy("template", "any"))
    order = Whole(label=_("Place in lists"), help_text=_("Smaller stands above."))
    code = code_field(40)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        known = " · ".join(f"{{{name}}} {said}" for name, said in merging.FIELDS.items())
        self.fields["texts"].help_text = _now("What is put in from the case: %(fields)s") % {"fields": known}
        for widget in self.fields["texts"].widget.widgets:
            widget.attrs["rows"] = 9

    def clean_texts(self) -> dict[str, str]:
        texts: dict[str, str] = self.cleaned_data["texts"]
        strange = list(dict.fromkeys(mark for text in texts.values() for mark in merging.unknown(text)))
        if strange:
            known = ", ".join(f"{{{name}}}" for name in merging.FIELDS)
            raise ValidationError(
                _now("Nothing is known by %(strange)s. What can be put in: %(known)s.")
                % {"strange": ", ".join(strange)[:200], "known": known}
            )
        return texts


ANSWER_TEMPLATES = Kind(
    slug="answer-templates",
    icon="file-text",
    title=_("Templates of answers"),
    new=_("New template"),
    about=_("Texts that answers to clients begin from, in three languages, filled with what the case says."),
    model=AnswerTemplate,
    form=AnswerTemplateForm,
    columns=(
        Column("name", pgettext_lazy("setting", "Name"), str),
        Column("code", _("Code"), lambda row: row.code),
        Column("kind", _("Kind of case"), lambda row: str(row.kind or "—")),
        Column("order", _("Place in lists"), lambda row: row.order, number=True),
    ),
    rows=lambda: AnswerTemplate.objects.select_related("kind"),
    search=lambda row: (*row.names.values(), *row.texts.values(), row.code),
    order=lambda row: (row.order, row.pk),
    page="settings_answer_template",
)
