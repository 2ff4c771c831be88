"""What the form of a script accepts besides its steps: its name, whom a change concerns."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anyqtama.kernel.labels import LANGUAGES, OWN_NAMES
from anyqtama.knowledge.drafting import Written
from anyqtama.knowledge.models import Draft, Script
from anyqtama.knowledge.news_form import NewsFields
from anyqtama.knowledge.scripts import building
from anyqtama.ui.inputs import CodeField


class NamesForm(NewsFields):
    """`draft`: the version of the draft that the writer began with; `number`: of the published version."""

    code = CodeField(label=_("Code"), max_length=60)
    draft = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    number = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, *given: Any, script: Script | None = None, **named: Any) -> None:
        super().__init__(*given, **{"auto_id": "script-%s"} | named)
        del self.fields["publish_at"]
        for language in LANGUAGES:
            self.fields[f"name_{language}"] = forms.CharField(
                label=OWN_NAMES[language], required=False, max_length=120,
                widget=forms.TextInput(attrs={"lang": language}),
            )  # fmt: skip
        self.script = script
        if script is not None:
            self.fields["code"].disabled = True
            self.initial["code"] = script.code

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if self.script is None and (code == "new" or Script.objects.filter(code=code).exists()):
            raise forms.ValidationError(_("This code is taken. Choose another one."))
        return code

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not any(given.get(f"name_{code}") for code in LANGUAGES):
            raise forms.ValidationError(_("Write the name in at least one language."))
        return given

    def written(self, script: building.Written) -> Written:
        said = self.cleaned_data
        names = {code: name for code in LANGUAGES if (name := said[f"name_{code}"].strip())}
        content = {
            "names": names, "steps": building.lean(script.steps), "uses": [list(use) for use in script.uses],
            "number": said["number"] or 0,
        }  # fmt: skip
        return Written(content, self.notes(), said["tell"], said["roles"], two_people=True)


def begun(script: Script | None, number: int) -> NamesForm:
    names = script.names if script else {}
    return NamesForm(initial={f"name_{code}": name for code, name in names.items()} | {"number": number}, script=script)


def drafted(draft: Draft, script: Script | None) -> NamesForm:
    names = {f"name_{code}": name for code, name in draft.content["names"].items()}
    facts = {"code": draft.code, "draft": draft.version, "number": draft.content["number"]}
    return NamesForm(initial=names | facts | NewsFields.of_draft(draft), script=script)
