"""The catalogue as a table, out and in: every row is looked at first, all go in or none."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anyqtama.kernel.importing.uploading import TableField
from anyqtama.kernel.labels import LANGUAGES, OWN_NAMES
from anyqtama.kernel.table_limits import TableUnreadable
from anyqtama.kernel.tables_in import Line
from anyqtama.knowledge import cataloguing
from anyqtama.knowledge.catalogue.forms import OfferingForm, begun
from anyqtama.knowledge.in_languages import codes
from anyqtama.knowledge.models import Offering
from anyqtama.knowledge.models.catalogue import TEXTS
from anyqtama.people.models import Person

MOST_ROWS = 5_000

LISTS = ("payment_forms", "receiving", "topics", "asked_after", "alternatives", "asked_next")
"""Cells that hold several codes."""
PARTED = {"prices": ";", "discounts": "|"}
"""Cells that hold several lines, and the sign between them."""
PLAIN = ("kind", "provider", *PARTED, *LISTS)
HEADS = (
    "code",
    *(f"name_{code}" for code in LANGUAGES),
    *PLAIN,
    *(f"{name}_{code}" for name in TEXTS for code in LANGUAGES),
)
NO_HEADS = gettext_lazy("The first row must name the columns: code and name_kk at least. Take the export as a pattern.")


@dataclass(slots=True)
class Planned:
    """`status`: new, changed, unchanged, wrong."""

    line: int
    code: str
    status: str = "unchanged"
    faults: list[str] = field(default_factory=list)
    form: OfferingForm | None = None


class RowsWrong(Exception):
    message = gettext_lazy("Something is wrong in the table. Nothing was imported.")


def rows() -> Iterator[list[str]]:
    for offering in Offering.objects.offered().select_related("provider").order_by("code"):
        initial = dict(begun(offering).initial)
        initial |= {"code": offering.code} | {name: ", ".join(initial[name]) for name in LISTS}
        initial |= {name: initial[name].replace("\n", f"{sign} ") for name, sign in PARTED.items()}
        yield [str(initial.get(head, "")) for head in HEADS]


def plan(lines: Sequence[Line]) -> list[Planned]:
    """Columns are found by their names in the first row; others are left alone."""
    heads = [cell.strip().lower() for cell in lines[0].cells] if lines else []
    if "code" not in heads:
        raise TableUnreadable(NO_HEADS)
    known = {offering.code: offering for offering in Offering.objects.select_related("provider")}
    also = [dict(zip(heads, line.cells, strict=False)).get("code", "") for line in lines[1:]]
    seen: set[str] = set()
    planned = []
    for line in lines[1:]:
        cells = dict(zip(heads, line.cells, strict=False))
        one = Planned(line.number, cells.get("code", ""))
        if one.code in seen:
            one.faults.append(_("The code stands twice in the table."))
        seen.add(one.code)
        _look(one, cells, known.get(one.code), also)
        planned.append(one)
    return planned


def carry_out(*, planned: Sequence[Planned], by: Person, at: datetime) -> dict[str, int]:
    """All or nothing. Links may point to rows of the same table, above or below."""
    if any(one.faults for one in planned):
        raise RowsWrong
    todo = [
        (one.code, one.form.content(), one.status) for one in planned if one.form and one.status in {"new", "changed"}
    ]
    with transaction.atomic():
        for code, content, status in todo:
            if status == "new":
                bare = cataloguing.Content(content.kind, content.names)
                cataloguing.save(code=code, content=bare, by=by, at=at)
        for code, content, _status in todo:
            cataloguing.save(code=code, content=content, by=by, at=at)
    return {status: sum(one.status == status for one in planned) for status in ("new", "changed")}


def _look(one: Planned, cells: Mapping[str, str], offering: Offering | None, also: Sequence[str]) -> None:
    data: dict[str, Any] = {**(begun(offering).initial if offering else {}), "code": one.code}
    before = dict(data)
    data |= {head: cell for head, cell in cells.items() if head in HEADS}
    data |= {name: str(data.get(name, "")).replace(sign, "\n") for name, sign in PARTED.items()}
    data |= {name: codes(data[name]) for name in LISTS if isinstance(data.get(name), str)}
    data.setdefault("kind", "service")
    one.form = OfferingForm(data, offering=offering, also=also)
    if not one.form.is_valid():
        for name, errors in one.form.errors.items():
            one.faults += [f"{_title(one.form, name)}: {error}" for error in errors]
    elif not one.form.said("name"):
        one.faults.append(str(cataloguing.NameNeeded.message))
    one.status = "wrong" if one.faults else "new" if offering is None else _compare(before, one.form, offering, also)


def _title(form: OfferingForm, name: str) -> str:
    """What the page calls it, then what the first row of the file does: both are looked for."""
    stem, _dash, language = name.rpartition("_")
    if stem in form.SAID and language in LANGUAGES:
        return f"{form.SAID[stem][0]}, {OWN_NAMES[language]} ({name})"
    return f"{form.fields[name].label} ({name})" if name in form.fields else name


def _compare(before: Mapping[str, Any], form: OfferingForm, offering: Offering, also: Sequence[str]) -> str:
    as_it_is = OfferingForm(dict(before) | {"code": offering.code}, offering=offering, also=also)
    as_it_is.is_valid()
    return "unchanged" if as_it_is.content().plain() == form.content().plain() else "changed"


class TableForm(forms.Form):
    table = TableField(
        most_rows=(MOST_ROWS, gettext_lazy("One import takes 5,000 rows. Split the table into smaller ones."))
    )
