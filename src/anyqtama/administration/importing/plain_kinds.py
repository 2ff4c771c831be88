"""Imports of kinds that are their form and nothing more: units, skills, working states, topics."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy

from anyqtama.administration.importing.by_form import Sheet, codes_of
from anyqtama.administration.kind import Kind
from anyqtama.administration.kinds import SKILLS, STATES, TOPICS, UNITS
from anyqtama.administration.known import key
from anyqtama.contacts.models import Queue
from anyqtama.kernel.importing.planning import Cells, Fault, ImportColumn, Importer, Planned
from anyqtama.people.models import Unit

NAMES = (
    ImportColumn("name_kk", lazy("Name in Kazakh"), required=True),
    ImportColumn("name_ru", lazy("Name in Russian"), required=True),
    ImportColumn("name_en", lazy("Name in English"), required=True),
)
CODE = ImportColumn("code", lazy("Code"), lazy("Known: changes it. New: makes it."), required=True)


def planner(kind: Kind, plain: Mapping[str, str]) -> Callable[[Sequence[tuple[int, Cells]]], list[Planned]]:
    def plan(rows: Sequence[tuple[int, Cells]]) -> list[Planned]:
        sheet = Sheet(kind, rows, plain=plain)
        tree = "parent" in kind.form.base_fields
        if tree:
            sheet.expect_new(lambda cells: cells.get("code", ""))
        planned = [_one(sheet, number, cells) for number, cells in rows]
        if tree:
            _rank(planned, rows, sheet)
        return planned

    return plan


def _one(sheet: Sheet, number: int, cells: Cells) -> Planned:
    planned, row = sheet.row(number, cells, cells.get("code", ""))
    new = row.pk is None
    values = sheet.by_form(planned, row, cells)
    if new:
        values = {"code": cells.get("code", "")} | values
    if not planned.faults and (new or planned.changes):
        planned.act = lambda by, at: sheet.save(row, values, by, at)
    return planned.settle(new=new)


def _rank(planned: Sequence[Planned], rows: Sequence[tuple[int, Cells]], sheet: Sheet) -> None:
    """Parents are made before what stands below them; a circle within the table is found here."""
    table = sheet.known.table(sheet.kind.model)
    parents = {code: key(row.parent) if row.pk and row.parent else "" for code, row in table.items()}  # type: ignore[attr-defined]
    parents |= {cells["code"]: cells["parent"].strip("-") for _n, cells in rows if cells.get("parent")}
    for one, (_number, cells) in zip(planned, rows, strict=True):
        above, passed = parents.get(cells.get("code", ""), ""), {cells.get("code", "")}
        while above and above not in passed:
            passed.add(above)
            above = parents.get(above, "")
        one.rank = len(passed)
        if above:
            one.faults.append(Fault("parent", _("A unit cannot stand below itself. Choose another unit above.")))
            one.settle(new=False)


def _present(kind: Kind, of: Callable[[Any], Sequence[object]]) -> Callable[[], Iterable[Sequence[str]]]:
    def rows() -> Iterator[Sequence[str]]:
        for row in sorted(kind.rows(), key=kind.order):
            names = [row.names.get(language, "") for language in ("kk", "ru", "en")]
            yield [row.code, *names, *("" if value is None else str(value) for value in of(row))]

    return rows


def _yes(value: bool) -> str:
    return "yes" if value else "no"


UNITS_IN = Importer(
    slug="units",
    title=pgettext_lazy("settings", "Units"),
    about=lazy("The organisation's tree. A unit may stand below one that the same table makes."),
    back="units",
    columns=(
        CODE,
        *NAMES,
        ImportColumn(
            "parent", lazy("Stands below"), lazy("The code of the unit above; - for the top."), codes=codes_of(Unit)
        ),
    ),
    plan=planner(UNITS, {}),
    present=_present(UNITS, lambda unit: [unit.parent.code if unit.parent else ""]),
    example=("city-group", "Қала тобы", "Группа города", "City group", "centre"),
)
SKILLS_IN = Importer(
    slug="skills",
    title=pgettext_lazy("settings", "Skills"),
    about=lazy("Skills with their names."),
    back="skills",
    columns=(CODE, *NAMES),
    plan=planner(SKILLS, {}),
    present=_present(SKILLS, lambda skill: []),
    example=("payments", "Төлемдер", "Платежи", "Payments"),
)
STATES_IN = Importer(
    slug="states",
    title=lazy("Working states"),
    about=lazy("Working states with what they count as."),
    back="states",
    columns=(
        CODE,
        *NAMES,
        ImportColumn("kind", lazy("Counted as"), "available, break, meeting, training, other, away, offline"),
        ImportColumn("limit_minutes", lazy("Longest, minutes")),
        ImportColumn("paid", lazy("Paid working time"), lazy("yes or no")),
        ImportColumn("choosable", lazy("People may choose it themselves"), lazy("yes or no")),
        ImportColumn("order", lazy("Place in lists")),
    ),
    plan=planner(STATES, {}),
    present=_present(
        STATES, lambda state: [state.kind, state.limit_minutes, _yes(state.paid), _yes(state.choosable), state.order]
    ),
    example=("coffee", "Кофе үзілісі", "Перерыв на кофе", "Coffee break", "break", "10", "yes", "yes", "25"),
)
TOPICS_IN = Importer(
    slug="topics",
    title=pgettext_lazy("settings", "Topics"),
    about=lazy("Topics with where they lead. A topic may stand in a group that the same table makes."),
    back="topics",
    columns=(
        CODE,
        *NAMES,
        ImportColumn("parent", lazy("Group"), lazy("The code of the group; - for a group itself.")),
        ImportColumn("queue", pgettext_lazy("setting", "Queue"), lazy("The code of the queue."), codes=codes_of(Queue)),
        ImportColumn("promise_minutes", lazy("Promise, working minutes")),
        ImportColumn(
            "department", lazy("Department that answers"), lazy("The code of the unit."), codes=codes_of(Unit)
        ),
        ImportColumn("reference", lazy("Answered at once as reference"), lazy("yes or no")),
        ImportColumn("script", lazy("Script"), lazy("The code of the script.")),
        ImportColumn("order", lazy("Place in lists")),
    ),
    plan=planner(TOPICS, {}),
    present=_present(
        TOPICS,
        lambda topic: [
            topic.parent.code if topic.parent else "", topic.queue.code if topic.queue else "", topic.promise_minutes,
            topic.department.code if topic.department else "", _yes(topic.reference),
            topic.script.code if topic.script else "", topic.order,
        ],
    ),
    example=(
        "yard-light", "Аула жарығы", "Освещение двора", "Yard lighting", "-", "city-services", "480", "", "no", "", "10"
    ),
)  # fmt: skip
