"""What the rows of a table of cases mean, and what is wrong with each, before anything is registered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy

from anyqtama.cases import asking_place, outside_numbers, registering, words
from anyqtama.cases.kinds import fields
from anyqtama.cases.models import Case, CaseKind, District, Urgency
from anyqtama.cases.numbers import folded
from anyqtama.cases.papers import typing
from anyqtama.clients import identifying, places
from anyqtama.clients.meeting_many import Cards
from anyqtama.clients.places import Place
from anyqtama.contacts.models import Topic
from anyqtama.kernel.importing.planning import Cells, Fault, ImportColumn, Importer, Planned, head_text
from anyqtama.kernel.labels import LANGUAGES
from anyqtama.people.models import Person

DAYS = ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%d.%m.%y")
FIRST_DAY = date(1899, 12, 30)
LONGEST = {
    "subject": 200, "details": 4000, "address": places.LINE, **{part: places.LONGEST[part] for part in places.PARTS},
    "name": 200, "outside": 60,
}  # fmt: skip
COLUMNS = (
    ImportColumn("topic", lazy("Topic"), lazy("Its code or name."), required=True),
    ImportColumn("subject", lazy("Subject"), lazy("The matter in a few words."), required=True),
    ImportColumn("details", lazy("Details")),
    ImportColumn("address", lazy("Address of the matter"), lazy("In one line, or in the four columns after it.")),
    *(ImportColumn(part, asking_place.LABELS[part]) for part in places.PARTS),
    ImportColumn("name", lazy("Name"), lazy("Of the client; a new card where no number or e-mail finds one.")),
    ImportColumn("reached_by", lazy("Telephone or e-mail"), lazy("A card that has it is taken.")),
    ImportColumn("language", lazy("Language"), "kk, ru, en"),
    ImportColumn("received_on", lazy("Day of receipt"), lazy("2026-11-24 or 24.11.2026; empty: today.")),
    ImportColumn("urgency", lazy("Urgency"), lazy("low, normal, high or critical")),
    ImportColumn("district", lazy("District"), lazy("Its code or name.")),
    ImportColumn("outside", lazy("Number in another register"), lazy("Of e-Otinish or another body: registered once.")),
)
OWN = "field."


def importer(kind: CaseKind) -> Importer:
    """The columns every case has, and the kind's own fields by their names or `field.<key>`."""
    own = tuple(
        ImportColumn(f"{OWN}{field.key}", str(field), _hint(field), required=field.required == fields.AT_START)
        for field in fields.asked_at_start(kind)
    )
    example = [
        "", _("No water in the yard"), _("Since yesterday evening"), "", "", "", "", "", "Жүнісова Айгерім",
        "+7 701 555 21 48", "kk", timezone.localdate().isoformat(), "normal", "", "", *("" for _field in own),
    ]  # fmt: skip
    topic = Topic.objects.filter(active=True).order_by("order", "pk").first()
    example[0] = topic.code if topic else ""
    return Importer(
        slug=f"cases-{kind.code}", title=pgettext_lazy("import", "Cases"), about="", back="",
        columns=(*COLUMNS, *own), plan=partial(plan, kind), present=list, example=tuple(example),
    )  # fmt: skip


def _hint(field: fields.Field) -> str:
    if field.options:
        return ", ".join(str(option["value"]) for option in field.options)
    return str(fields.TYPES[field.type])


@dataclass(frozen=True, slots=True)
class Known:
    """What rows may point at, each read once."""

    kind: CaseKind
    topics: Mapping[str, Topic]
    districts: Mapping[str, District]
    urgencies: Mapping[str, str]
    own: Sequence[fields.Field]
    today: date


def plan(kind: CaseKind, rows: Sequence[tuple[int, Cells]]) -> list[Planned]:
    topics = Topic.objects.filter(active=True).select_related("parent", "department")
    known = Known(
        kind, _by_names(topics), _by_names(District.objects.filter(active=True)), _urgencies(),
        fields.asked_at_start(kind), timezone.localdate(),
    )  # fmt: skip
    seen: dict[tuple[str, ...], int] = {}
    planned = [_planned(known, number, cells, seen) for number, cells in rows]
    _refuse_counted(planned, rows)
    return planned


def _refuse_counted(planned: Sequence[Planned], rows: Sequence[tuple[int, Cells]]) -> None:
    """A number of another register that a case, or an earlier row, has already."""
    said = [folded(cells.get("outside", "")) for _number, cells in rows]
    held: dict[str, object] = dict(outside_numbers.holding(filter(None, said)))
    for one, number in zip(planned, said, strict=True):
        if isinstance(other := held.get(number), Case):
            one.faults.append(Fault("outside", str(outside_numbers.CountedAlready(other).message)))
        elif other is not None:
            one.faults.append(Fault("outside", _("Row %(row)d has the same number.") % {"row": other}))
        elif number:
            held[number] = one.line
        one.settle(new=True)


def _by_names(rows: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for row in rows:
        for name in (*row.names.values(), row.code):
            found[head_text(name)] = row
    return found


def _urgencies() -> dict[str, str]:
    return {head_text(str(said)): code for code, name in words.URGENCIES.items() for said in (code, name)}


def _planned(known: Known, number: int, cells: Cells, seen: dict[tuple[str, ...], int]) -> Planned:
    planned = Planned(number, cells.get("subject", ""))
    facts = _facts(known, planned, cells)
    facts["fields"] = _own(known, planned, cells)
    same = tuple(str(value) for value in cells.values())
    if same in seen:
        planned.faults.append(Fault("subject", _("Row %(row)d says exactly the same.") % {"row": seen[same]}))
    seen.setdefault(same, number)
    if not planned.faults:
        planned.act = partial(_ready, known.kind, facts)
    return planned.settle(new=True)


def _facts(known: Known, planned: Planned, cells: Cells) -> dict[str, Any]:
    def wrong(column: str, text: str) -> None:
        planned.faults.append(Fault(column, text))

    said = {name: cells.get(name, "") for name in LONGEST}
    for name, longest in LONGEST.items():
        if len(said[name]) > longest:
            wrong(name, _("At most %(number)d characters.") % {"number": longest})
    if not said["subject"]:
        wrong("subject", _("This must not be empty."))
    topic = known.topics.get(head_text(cells.get("topic", "")))
    if topic is None:
        wrong("topic", _("There is no topic “%(topic)s”.") % {"topic": cells.get("topic", "")[:60]})
    district = known.districts.get(head_text(cells.get("district", "")))
    if district is None and cells.get("district"):
        wrong("district", _("There is no district “%(district)s”.") % {"district": cells["district"][:60]})
    urgency = known.urgencies.get(head_text(cells.get("urgency", "") or Urgency.NORMAL))
    if urgency is None:
        wrong("urgency", _("Write low, normal, high or critical."))
    language = cells.get("language", "").strip().lower() or "kk"
    if language not in LANGUAGES:
        wrong("language", _("Write kk, ru or en."))
    reached_by = _reached(planned, cells.get("reached_by", ""))
    if not reached_by and not said["name"]:
        wrong("name", _("Give a name, a telephone or an e-mail: a case needs somebody to answer to."))
    place = _place(planned, said)
    return {
        **said, "address": place, "topic": topic, "district": district, "urgency": urgency, "language": language,
        "reached_by": reached_by, "received_on": _day(known, planned, cells.get("received_on", "")),
    }  # fmt: skip


def _place(planned: Planned, said: dict[str, str]) -> Place:
    """Takes the parts out of what a row says."""
    parts = {part: said.pop(part) for part in places.PARTS}
    place = places.composed(rest=said["address"], **parts)
    try:
        return asking_place.refused(place)
    except ValidationError as refusal:
        planned.faults.append(Fault("flat" if refusal.code == "house" else "address", refusal.messages[0]))
    return place


def _reached(planned: Planned, cell: str) -> str:
    if not cell:
        return ""
    try:
        identifying.normal(identifying.reached_kind(cell), cell)
    except identifying.NotAnIdentity as refusal:
        planned.faults.append(Fault("reached_by", str(refusal.message)))
    return cell


def _day(known: Known, planned: Planned, cell: str) -> date | None:
    """None: today, as it is registered."""
    if not cell:
        return None
    if cell.isdecimal() and len(cell) == 5:  # how a spreadsheet keeps a day: so many days since the end of 1899
        return _not_later(known, planned, FIRST_DAY + timedelta(days=int(cell)))
    for form in DAYS:
        try:
            day = datetime.strptime(cell.split(" ", maxsplit=1)[0], form).date()  # noqa: DTZ007  # a day has no zone
        except ValueError:
            continue
        return _not_later(known, planned, day)
    planned.faults.append(Fault("received_on", _("This is no day. Write it as 2026-11-24 or 24.11.2026.")))
    return None


def _not_later(known: Known, planned: Planned, day: date) -> date:
    if day > known.today:
        planned.faults.append(Fault("received_on", str(typing.NotYetReceived.message)))
    return day


def _own(known: Known, planned: Planned, cells: Cells) -> dict[str, Any]:
    """By the same form fields that ask a person; choices by their value or their name, several by commas."""
    values: dict[str, Any] = {}
    for field in known.own:
        cell = cells.get(f"{OWN}{field.key}", "")
        names = {
            head_text(str(said)): str(option["value"])
            for option in field.options for said in (option["value"], *option["names"].values())
        }  # fmt: skip
        chosen = [names.get(head_text(part), part.strip()) for part in cell.split(",") if part.strip()]
        values[field.key] = chosen if field.type == "choices" else names.get(head_text(cell), cell)
    try:
        return fields.check(known.kind, values)
    except fields.FieldWrong as refusal:
        text = str(refusal.message).removeprefix(f"{refusal.field}: ")
        planned.faults.append(Fault(f"{OWN}{refusal.field.key}", text))
    except fields.FieldsMissing as refusal:
        planned.faults.append(Fault("", str(refusal.message)))
    return {}


def _ready(kind: CaseKind, facts: Mapping[str, Any], cards: Cards, by: Person, at: datetime) -> registering.Ready:
    said = dict(facts)
    day = said.pop("received_on")
    client = cards.card(name=said.pop("name"), reached_by=said.pop("reached_by"), language=said.pop("language"))
    return registering.ready(
        client=client, kind=kind, by=by, at=at, received_at=typing.received(day, at) if day else None, **said
    )
