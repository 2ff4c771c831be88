"""A table of clients: whom each row means and what is wrong with it, before anything goes in."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anyqtama.clients import identifying
from anyqtama.clients.models import IdentityKind
from anyqtama.contacts.models import OutboundList
from anyqtama.contacts.outbound import joining
from anyqtama.kernel.importing.planning import Cells, Fault, ImportColumn, Importer, Planned
from anyqtama.kernel.labels import LANGUAGES
from anyqtama.people.models import Person

COLUMNS = (
    ImportColumn("phone", gettext_lazy("Telephone"), gettext_lazy("In full, in any spelling.")),
    ImportColumn("email", gettext_lazy("E-mail"), gettext_lazy("Instead of the telephone, or beside it.")),
    ImportColumn("name", gettext_lazy("Name"), gettext_lazy("Used where no card is known yet.")),
    ImportColumn("language", gettext_lazy("Language"), "kk, ru, en"),
    ImportColumn("note", gettext_lazy("Note"), gettext_lazy("What whoever calls must know.")),
)
EXAMPLE = ("+7 701 555 21 48", "", "Жүнісова Айгерім", "kk", "Есептегіш 12.10 күні ауысады")


def importer(outbound: OutboundList) -> Importer:
    return Importer(
        slug=f"outbound-{outbound.pk}", title=gettext_lazy("Clients of a list"), about="", back="", columns=COLUMNS,
        plan=partial(plan, outbound), present=list, example=EXAMPLE,
    )  # fmt: skip


def plan(outbound: OutboundList, rows: Sequence[tuple[int, Cells]]) -> list[Planned]:
    """The same number or address twice is said; whether somebody may be contacted is judged when they join."""
    seen: dict[str, int] = {}
    return [_planned(outbound, number, cells, seen) for number, cells in rows]


def _planned(outbound: OutboundList, number: int, cells: Cells, seen: dict[str, int]) -> Planned:
    planned = Planned(number, cells.get("name", "") or cells.get("phone", "") or cells.get("email", ""))
    reached: list[tuple[IdentityKind, str]] = []
    for column, kind in (("phone", IdentityKind.PHONE), ("email", IdentityKind.EMAIL)):
        if not (cell := cells.get(column, "")):
            continue
        try:
            value = identifying.normal(kind, cell)
        except identifying.NotAnIdentity as refusal:
            planned.faults.append(Fault(column, str(refusal.message)))
            continue
        if value in seen:
            planned.faults.append(Fault(column, _("Row %(row)d has it already.") % {"row": seen[value]}))
        seen.setdefault(value, number)
        reached.append((kind, value))
    if not reached and not planned.faults:
        planned.faults.append(Fault("phone", _("Give a telephone or an e-mail.")))
    language = cells.get("language", "").strip().lower()
    if language and language not in LANGUAGES:
        planned.faults.append(Fault("language", _("Write kk, ru or en.")))
    if not planned.faults:
        planned.act = partial(_join, outbound, reached, cells.get("name", ""), language or "kk", cells.get("note", ""))
    return planned.settle(new=True)


def _join(
    outbound: OutboundList, reached: list[tuple[IdentityKind, str]], name: str, language: str, note: str, by: Person,
    at: datetime,
) -> tuple[int, str]:  # fmt: skip
    """The card the row means, found or made, with its note."""
    return joining.card(reached=reached, name=name, language=language, by=by.principal, at=at).pk, note
