"""The forms of one kind's pages: its stages with their ways, its fields."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anyqtama.administration.case_kinds.rows import NEW, Row, RowsField, RowsWidget
from anyqtama.administration.forms import SettingForm
from anyqtama.administration.words import CLOCKS, STAGE_STATES
from anyqtama.cases.kinds import fields, stages
from anyqtama.cases.models import CaseState
from anyqtama.clients.records.fields import classes
from anyqtama.kernel.labels import label

MOST_OPTIONS = 60


class StagesForm(SettingForm):
    stages = RowsField(
        RowsWidget("administration/case_stages.html", key="code", parts=("state", "stops"), lists=("ways",)),
        label=gettext_lazy("Stages"),
    )  # fmt: skip

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["stages"].widget.choices = {"states": STAGE_STATES, "clocks": CLOCKS}

    def clean_stages(self) -> list[Row]:
        rows: list[Row] = self.cleaned_data["stages"]
        codes = rows[0]["_codes"] if rows else {}
        known = {row["code"] for row in rows}
        kept = []
        for row in rows:
            if row["state"] not in STAGE_STATES:
                raise ValidationError(_("Say for every stage what it means."))
            ways = [codes.get(way, way) for way in row["ways"]]
            ways = [way for way in dict.fromkeys(ways) if way in known and not way.startswith(NEW)]
            stops = {"stops": row["stops"]} if row["stops"] in CLOCKS else {}
            kept.append({"code": row["code"], "names": row["names"], "state": row["state"], "ways": ways, **stops})
        if wrong := stages.faults(kept):
            raise ValidationError(wrong)
        return kept


class FieldsForm(SettingForm):
    fields_ = RowsField(
        RowsWidget(
            "administration/case_fields.html",
            key="key", parts=("type", "required", "options", "mask", "aside", "data_class", "place"),
        ),
        label=gettext_lazy("Fields"),
    )  # fmt: skip

    @classmethod
    def initial_of(cls, row: Any) -> dict[str, Any]:
        return {"fields_": [_shown(each) for each in row.fields]}

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        row: Any = self.row
        self.when = {"": _("never"), fields.AT_START: _("when registered")} | {
            code: _("before “%(stage)s”") % {"stage": stage}
            for code, stage in stages.stages(row).items()
            if stage.state != CaseState.NEW
        }
        self.classes = {code: str(each) for code, each in classes().items()}
        self.fields["fields_"].widget.choices = {"types": fields.TYPES, "when": self.when, "classes": self.classes}

    def clean_fields_(self) -> list[Row]:
        rows: list[Row] = self.cleaned_data["fields_"]
        row: Any = self.row
        before = {each["key"]: each["type"] for each in row.fields}
        rows = sorted(rows, key=lambda each: int(each["place"]) if each["place"].isdecimal() else 10_000)
        return [self._field(each, before.get(each["key"])) for each in rows]

    def _field(self, row: Row, before: str | None) -> Row:
        name = label(row["names"])
        if row["type"] not in fields.TYPES or row["required"] not in self.when:
            raise ValidationError(_("“%(field)s”: choose what it holds and when it is needed.") % {"field": name})
        if before not in (None, row["type"]):
            raise ValidationError(
                _("“%(field)s” holds answers of another type already. Remove it and add a new field instead.")
                % {"field": name}
            )
        kept: Row = {"key": row["key"], "names": row["names"], "type": row["type"]}
        if row["required"]:
            kept["required"] = row["required"]
        if row["type"] in {"choice", "choices"}:
            kept["options"] = _options(row["options"], name)
        if row["mask"] and row["type"] == "text":
            kept["mask"] = row["mask"][:60]
        if row["aside"] and row["type"] == "person":
            kept["aside"] = True
        if row["data_class"] not in {"", fields.OPEN}:
            if row["data_class"] not in self.classes:
                raise ValidationError(_("“%(field)s”: choose a class of data that there is.") % {"field": name})
            kept["data_class"] = row["data_class"]
        return kept

    def edited(self) -> list[str]:
        return ["fields"]

    def values(self) -> dict[str, Any]:
        return {"fields": self.cleaned_data["fields_"]}


def _shown(row: Row) -> Row:
    lines = ("; ".join([str(each["value"]), *(each["names"].get(code, "") for code in ("kk", "ru", "en"))])
             for each in row.get("options", ()))  # fmt: skip
    return {"required": "", "mask": "", "aside": False, "data_class": fields.OPEN} | row | {"options": "\n".join(lines)}


def _options(text: str, field: str) -> list[Row]:
    """A line a choice: code; Kazakh; Russian; English."""
    found = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        parts = [part.strip() for part in line.split(";")]
        if len(parts) != 4 or not all(parts) or len(line) > 400:
            raise ValidationError(
                _("“%(field)s”: write each choice as code; Kazakh; Russian; English. This line is not: %(line)s")
                % {"field": field, "line": line[:60]}
            )
        found.append({"value": parts[0][:40], "names": dict(zip(("kk", "ru", "en"), parts[1:], strict=True))})
    values = [each["value"] for each in found]
    if not found or len(found) > MOST_OPTIONS or len(set(values)) < len(values):
        raise ValidationError(
            _("“%(field)s”: give one to %(most)s choices, each with a code of its own.")
            % {"field": field, "most": MOST_OPTIONS}
        )
    return found
