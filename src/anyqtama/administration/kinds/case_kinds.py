"""Kinds of case: what they are called, and the guard that keeps running cases where they can go on."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.administration import case_kind_words
from anyqtama.administration.fields import Flag, Names, Whole
from anyqtama.administration.forms import SettingForm, code_field
from anyqtama.administration.kind import Column, Kind, Refused, Text
from anyqtama.cases.kinds import shipped, stages
from anyqtama.cases.models import Case, CaseKind, CaseState
from anyqtama.cases.moving import BY_HAND
from anyqtama.kernel.labels import quoted


class CaseKindForm(SettingForm):
    names = Names(label=pgettext_lazy("setting", "Name"), max_length=40)
    order = Whole(label=_("Place in lists"), help_text=_("Smaller stands above."))
    lines = Flag(
        label=_("Cases have order lines"), help_text=_("Offerings of the catalogue with quantity, price and terms.")
    )
    lines_stage = forms.ChoiceField(
        label=_("Stage of confirmed orders"), required=False,
        help_text=_("Needs the lines read back and confirmed by the client; confirming leads there."),
    )  # fmt: skip
    code = code_field(40)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        known = stages.stages(self.row) if isinstance(self.row, CaseKind) and self.row.pk else {}
        field: Any = self.fields["lines_stage"]
        field.choices = [("", "—"), *((code, str(stage)) for code, stage in known.items() if stage.state in BY_HAND)]


def guard(kind: CaseKind, changed: set[str], _by: object) -> None:
    """A stage goes only when no running case stands at it, and means something else only when none at all does."""
    if kind.pk is None or "stages" not in changed:
        return
    before, after = stages.read(CaseKind.objects.get(pk=kind.pk).stages), stages.stages(kind)
    cases = Case.objects.filter(kind=kind)
    gone = _standing(cases.exclude(state=CaseState.CLOSED), set(before) - set(after), before)
    if gone:
        raise Refused(
            _now("Cases stand at a stage that would be gone: %(stages)s. Take them on first, or keep the stage.")
            % {"stages": gone}
        )
    other = {code for code, stage in after.items() if code in before and before[code].state != stage.state}
    if moved := _standing(cases, other, before):
        raise Refused(
            _now("Cases stand at a stage that would mean something else: %(stages)s. Add a new stage instead.")
            % {"stages": moved}
        )


def _standing(cases: models.QuerySet[Case], codes: set[str], known: Mapping[str, stages.Stage]) -> str:
    rows = cases.filter(stage__in=codes).values_list("stage").annotate(number=models.Count("pk")).order_by("stage")
    return ", ".join(f"{quoted([known[code]])} ({number})" for code, number in rows)


def kept(kind: CaseKind, _by: object) -> Text | None:
    return _("This kind is registered where nobody chooses another.") if kind.code == shipped.INQUIRY else None


def fresh(kind: CaseKind, _at: Any) -> None:
    """A new kind begins as a copy of the plain inquiry: it works at once and is then changed."""
    kind.stages = shipped.usual().stages


CASE_KINDS = Kind(
    slug="case-kinds",
    icon="clipboard-list",
    title=_("Kinds of case"),
    new=_("New kind"),
    about=_(
        "Stages and the ways between them, fields, what is needed when. A new kind begins as a copy of the inquiry."
    ),
    model=CaseKind,
    form=CaseKindForm,
    columns=(
        Column("name", pgettext_lazy("setting", "Name"), str),
        Column("code", _("Code"), lambda kind: kind.code),
        Column("stages", _("Stages"), lambda kind: ", ".join(map(str, stages.stages(kind).values()))),
        Column("fields", _("Fields"), lambda kind: len(kind.fields), number=True),
        Column("order", _("Place in lists"), lambda kind: kind.order, number=True),
    ),
    rows=CaseKind.objects.all,
    search=lambda kind: (*kind.names.values(), kind.code),
    order=lambda kind: (kind.order, kind.pk),
    page="settings_case_kind",
    guard=guard,
    kept=kept,
    fresh=fresh,
    labels={
        "stages": _("Stages"),
        "fields": _("Fields"),
        "parts": _("Checks and decision"),
        "answering": _("Agreement and signature"),
    },
    says={
        "stages": case_kind_words.stages_said,
        "lines_stage": case_kind_words.stage_said,
        "fields": case_kind_words.fields_said,
        "parts": case_kind_words.parts_said,
        "answering": case_kind_words.answering_said,
    },
)
