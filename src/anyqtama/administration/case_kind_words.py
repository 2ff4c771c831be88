"""What the journal keeps of a kind of case as data, said to people: stages, fields, parts, agreement."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from anyqtama.administration.words import CLOCKS, STAGE_STATES, yes_no
from anyqtama.cases.kinds import fields, parts, stages
from anyqtama.cases.models import CaseKind
from anyqtama.clients.records.fields import classes
from anyqtama.kernel.labels import label
from anyqtama.people.roles import Role

Row = Mapping[str, Any]


def stages_said(_kind: CaseKind, rows: list[Row]) -> str:
    """Each with what it means, where it leads and which clock it stops."""
    names = {row["code"]: label(row["names"]) for row in rows}
    return "; ".join(
        _named(row, [
            str(STAGE_STATES.get(row["state"], row["state"])),
            "→ " + ", ".join(names.get(way, way) for way in row["ways"]) if row["ways"] else "",
            str(CLOCKS.get(row.get("stops", ""), "")),
        ])
        for row in rows
    )  # fmt: skip


def stage_said(kind: CaseKind, code: str) -> str:
    return _stages(kind).get(code, code)


def fields_said(kind: CaseKind, rows: list[Row]) -> str:
    known = classes() if any("data_class" in row for row in rows) else {}
    return "; ".join(
        _named(row, [
            str(fields.TYPES.get(row["type"], row["type"])),
            _needed(kind, row.get("required", "")),
            ", ".join(label(option["names"]) for option in row.get("options", ())),
            row.get("mask", ""),
            str(known.get(code := row.get("data_class", ""), code)),
        ])
        for row in rows
    )  # fmt: skip


def parts_said(kind: CaseKind, said: Mapping[str, str]) -> str:
    return "; ".join(
        f"{parts.PARTS.get(name, name)}: {_needed(kind, stage) or _('used, needed at no stage')}"
        for name, stage in said.items()
    )


def answering_said(kind: CaseKind, said: Mapping[str, Any]) -> str:
    """By the words of its form, in their order."""
    first, second = (*map(_role, said.get("agree", ())), "", "")[:2]
    names = {field.key: str(field) for field in fields.fields(kind)}
    lines = (
        (_("Agrees first"), first),
        (_("Agrees then"), second),
        (_("Signs"), _role(said.get("sign", ""))),
        (
            _("Nobody agrees to a draft that they wrote themselves, nor signs it"),
            yes_no(True) if said.get("four_eyes") else "",
        ),
        (_("The client says within so many days whether it is solved"), str(said.get("confirm_days") or "")),
        (_("Field that {decision} stands for"), names.get(said.get("decision", ""), said.get("decision", ""))),
        (_("Head of the letter, under the name of the organisation"), label(said.get("head", {}))),
    )
    return "; ".join(f"{title}: {value}" for title, value in lines if value)


def _named(row: Row, rest: Iterable[str]) -> str:
    told = [part for part in rest if part]
    return f"{label(row['names'])} ({', '.join(told)})" if told else label(row["names"])


def _needed(kind: CaseKind, stage: str) -> str:
    if not stage:
        return ""
    if stage == fields.AT_START:
        return _("when registered")
    return _("before “%(stage)s”") % {"stage": _stages(kind).get(stage, stage)}


def _stages(kind: CaseKind) -> dict[str, str]:
    return {code: str(stage) for code, stage in stages.stages(kind).items()}


def _role(code: str) -> str:
    return str(Role(code).label) if code in Role.values else code
