"""The history of a case out of the journal, sealed or not yet, with the words that stand in the case itself."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from anyqtama.cases import words as case_words
from anyqtama.cases.answers.proving import CLIENT as CLIENT_WITH_CODE
from anyqtama.cases.complaints import events as complaint_events
from anyqtama.cases.kinds import fields, stages
from anyqtama.cases.models import Case, CaseKind, Closure, District, Reply, Verdict
from anyqtama.cases.orders import events as ordering
from anyqtama.cases.page import answer_history, paper_history, standing_in, support_history
from anyqtama.cases.page.sending import Sending, sendings
from anyqtama.contacts.models import Topic
from anyqtama.kernel.models import Entry
from anyqtama.kernel.principal import PrincipalKind
from anyqtama.people.models import Person
from anyqtama.ui import moments

CLIENT, INTERNAL = "client", "internal"


@dataclass(frozen=True, slots=True)
class Change:
    """`name`: the field as the register of fields has it, where the case itself says it."""

    field: str
    old: str
    new: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """`entry_id` orders the history; `side`: whom the words were for, empty for changes of the case itself."""

    entry_id: int
    at: datetime
    icon: str
    who: str
    what: str
    text: str = ""
    changes: Sequence[Change] = ()
    side: str = ""
    sending: Sending | None = None


@dataclass(slots=True)
class _Words:
    """Rows of the case by kind and moment: an entry and its row are written in one transaction, at one time."""

    rows: dict[tuple[str, datetime], list[Any]] = field(default_factory=lambda: defaultdict(list))

    def put(self, kind: str, found: Sequence[Any]) -> None:
        for row in found:
            self.rows[kind, row.at].append(row)

    def take(self, entry: Entry) -> Any:
        found = self.rows.get((entry.kind, entry.at))
        return found.pop(0) if found else None


@dataclass(frozen=True, slots=True)
class _At:
    """A reply as of the moment when it was checked."""

    reply: Reply

    @property
    def at(self) -> datetime | None:
        return self.reply.checked_at

    @property
    def reason(self) -> str:
        return self.reply.reason


def history(case: Case) -> list[Event]:
    """Oldest first. The number of queries does not grow with the history."""
    entries = list(Entry.objects.filter(subject_kind="case", subject_id=str(case.pk)).order_by("id"))
    words = _Words()
    answers = list(case.answers.order_by("id"))
    words.put("case.commented", list(case.comments.order_by("id")))
    words.put("case.answered", answers)
    parts = list(case.assignments.select_related("unit", "person").order_by("id"))
    words.put("case.assigned", parts)
    replies = list(Reply.objects.filter(assignment__case=case).order_by("id"))
    words.put("case.department_replied", replies)
    words.put("case.department_returned", [_At(reply) for reply in replies if reply.verdict == Verdict.RETURNED])
    for kind, found in complaint_events.rows(case, {entry.kind for entry in entries}).items():
        words.put(kind, found)
    if any(entry.kind == "case.forwarded" for entry in entries):
        words.put("case.forwarded", list(case.forwardings.order_by("id")))
    words.put("case.extended", list(case.extensions.order_by("id")))
    words.put("case.client_told", list(case.words.exclude(way="refused").order_by("id")))
    words.put("case.closed", list(case.closures.order_by("id")))
    for kind, found in answer_history.rows(case, {entry.kind for entry in entries}).items():
        words.put(kind, found)
    sent = sendings(answers)
    people = _people(entries)
    named = ordering.names(entries)
    events = [
        Event(entry_id=entry.pk, at=entry.at, who=_who(entry, people), **ordering.words(entry, named))
        if entry.kind in ordering.KINDS
        else _event(case, entry, words.take(entry), people, sent)
        for entry in entries
    ]
    places = standing_in.acted_for(case, entries, parts, people)
    return [_for(event, places.get(event.entry_id)) for event in events]


def _for(event: Event, absent: Person | None) -> Event:
    """A deputy's act is said to be one."""
    if absent is None:
        return event
    return replace(event, who=_("%(deputy)s for %(person)s") % {"deputy": event.who, "person": absent})


def _people(entries: Sequence[Entry]) -> Mapping[int, Person]:
    ids = {int(entry.principal_id) for entry in entries if entry.principal_kind == PrincipalKind.PERSON}
    ids |= {entry.payload[side] for entry in entries for side in ("before", "after") if _names_people(entry)}
    ids |= standing_in.named(entries)
    ids |= {value for entry in entries if entry.kind == "case.changed" for value in _numbers(entry)}
    return Person.objects.in_bulk(ids)


def _numbers(entry: Entry) -> set[int]:
    """Values that may be people: numbers in fields of the kind."""
    told = entry.personal or {}
    return {value for side in told.values() for value in side.values() if type(value) is int and value < 2**62}


def _names_people(entry: Entry) -> bool:
    return entry.kind == "case.owner_changed"


def _event(case: Case, entry: Entry, row: Any, people: Mapping[int, Person], sent: Mapping[str, Sending]) -> Event:
    said = entry.payload
    base: dict[str, Any] = {"entry_id": entry.pk, "at": entry.at, "who": _who(entry, people)}
    match entry.kind:
        case "case.registered":
            return Event(**base, icon="clipboard-plus", what=_("registered the case"))
        case "case.assigned":
            what = _("gave it to the department: %(unit)s") % {"unit": row or said["unit"]}
            return Event(**base, icon="building-2", what=what, text=row.task if row else "", side=INTERNAL)
        case (
            "case.department_took" | "case.department_replied" | "case.department_accepted" | "case.department_returned"
        ):
            return _of_department(entry, row, base)
        case "case.owner_changed":
            change = Change(
                pgettext("of a case", "Owner"), *(_name(people, said[side]) for side in ("before", "after"))
            )
            return Event(**base, icon="user-check", what=_("gave it to a colleague"), changes=[change])
        case "case.formalised":
            old, new = (moments.stamp(datetime.fromisoformat(said[side])) for side in ("due_before", "due_after"))
            what = _("made it a formal request; the due time was recounted")
            return Event(**base, icon="landmark", what=what, changes=[Change(_("Due"), old, new)])
        case "case.commented":
            what = _("left a note for colleagues")
            return Event(**base, icon="lock", what=what, text=row.text if row else "", side=INTERNAL)
        case "case.answered":
            what = _("answered the client") if said["in_time"] else _("answered the client, after the due time")
            sending = sent.get(row.sent_reference) if row else None
            return Event(**base, icon="send", what=what, text=row.text if row else "", side=CLIENT, sending=sending)
        case "case.closed":
            return _closed(said, row, base)
        case "case.reopened":
            return Event(**base, icon="rotate-ccw", what=_("reopened the case"))
        case "case.answer_way_chosen":
            return Event(**base, icon="message-square-reply", what=_("chose how the answer shall come"), side=CLIENT)
        case _:
            return _of_class(case, entry, row, people, base)


def _closed(said: Mapping[str, Any], row: Any, base: dict[str, Any]) -> Event:
    how = row.how if row else Closure.How.STAFF
    if how == Closure.How.FORWARDED:  # its reason stands with the forwarding
        return Event(**base, icon="circle-check", what=_("closed here: it is with the other body"))
    what = _("closed: resolved") if said["resolved"] else _("closed: not resolved")
    if how == Closure.How.RULE:
        what = _("closed by rule: nobody knows whether it is resolved")
    return Event(**base, icon="circle-check", what=what, text=row.reason if row else "")


def _of_department(entry: Entry, row: Any, base: dict[str, Any]) -> Event:
    said = entry.payload
    match entry.kind:
        case "case.department_took":
            return Event(**base, icon="building-2", what=_("took it on in the department"), side=INTERNAL)
        case "case.department_replied":
            what = _("answered for the department, attempt %(number)s") % {"number": said["attempt"]}
            return Event(**base, icon="building-2", what=what, text=row.text if row else "", side=INTERNAL)
        case "case.department_accepted":
            return Event(**base, icon="clipboard-check", what=_("accepted the department's answer"), side=INTERNAL)
        case _:
            what = _("sent the answer back, time %(number)s") % {"number": said["returns"]}
            return Event(**base, icon="rotate-ccw", what=what, text=row.reason if row else "", side=INTERNAL)


def _of_class(case: Case, entry: Entry, row: Any, people: Mapping[int, Person], base: dict[str, Any]) -> Event:
    """What the case is, where it stands, what it says, how long there is for it."""
    said = entry.payload
    match entry.kind:
        case "case.extended":
            old, new = (moments.stamp(datetime.fromisoformat(said[side])) for side in ("due_before", "due_after"))
            what = _("extended the term; decided by %(who)s") % {"who": row.decided_by if row else "—"}
            return Event(**base, icon="calendar-clock", what=what, text=row.reason if row else "",
                         changes=[Change(_("Due"), old, new)])  # fmt: skip
        case "case.reclassified":
            return Event(**base, icon="tags", what=_("reclassified it"), changes=_classes(said))
        case "case.moved":
            stage = Change(_("Stage"), *(_stage(case, said[side]) for side in ("before", "after")))
            return Event(**base, icon="arrow-right", what=_("took it on to another stage"), changes=[stage])
        case "case.changed":
            return Event(
                **base, icon="pencil", what=_("changed what the case says"), changes=_fields(case, entry, people)
            )
        case kind if kind in answer_history.KNOWN:
            icon, what_was = answer_history.KNOWN[kind]
            side = CLIENT if kind in answer_history.TO_CLIENT else INTERNAL
            return Event(**base, icon=icon, what=what_was(said), text=answer_history.text(kind, row), side=side)
        case kind if kind in paper_history.KNOWN:
            icon, paper_said = paper_history.KNOWN[kind]
            text = " — ".join(part for part in (row.part, row.reason) if part) if row else ""
            changes = [Change(*change) for change in paper_history.changes(kind, {**said, **(entry.personal or {})})]
            return Event(**base, icon=icon, what=paper_said(said), text=text, changes=changes)
        case _:
            if said_as := complaint_events.EVENTS.get(entry.kind):
                icon, what, text = said_as(entry, row)
                return Event(**base, icon=icon, what=what, text=text, side=INTERNAL)
            told = support_history.told(entry.kind, said, row)
            return Event(**base, icon=told.icon, what=told.what, text=told.text, side=CLIENT if told.to_client else "")


def _classes(said: Mapping[str, Any]) -> list[Change]:
    """Codes in words where they are known, and the due time where it was recounted."""
    before, after = said["before"], said["after"]
    topics = {each.code: str(each) for each in Topic.objects.filter(code__in=[before["topic"], after["topic"]])}
    kinds = {each.code: str(each) for each in CaseKind.objects.filter(code__in=[before["kind"], after["kind"]])}
    districts = {each.code: str(each) for each in District.objects.all()}
    named: dict[str, tuple[str, Mapping[Any, Any]]] = {
        "topic": (_("Topic"), topics), "kind": (pgettext("of a case", "Kind"), kinds),
        "urgency": (_("Urgency"), case_words.URGENCIES), "district": (_("District"), districts),
    }  # fmt: skip
    changes = [
        Change(name, *(str(known.get(side[key], side[key] or "—")) for side in (before, after)))
        for key, (name, known) in named.items()
        if before[key] != after[key]
    ]
    if said["due_before"] != said["due_after"]:
        due = (moments.stamp(datetime.fromisoformat(said[side])) for side in ("due_before", "due_after"))
        changes.append(Change(_("Due"), *due))
    return changes


def _stage(case: Case, code: str) -> str:
    return str(stages.stages(case.kind).get(code, code))


def _fields(case: Case, entry: Entry, people: Mapping[int, Person]) -> list[Change]:
    """Field by field; after erasure only which fields they were."""
    told, known = entry.personal or {}, {field.input_name: field for field in fields.fields(case.kind)}

    def said(side: str, name: str) -> str:
        value = told.get(side, {}).get(name)
        return fields.shown(known[name], value, people) if name in known else str(value or "—")

    def seen_as(name: str) -> str:
        if not name.startswith(fields.PREFIX):
            return name
        return known[name].seen_as if name in known else fields.GONE

    names = {"subject": _("Subject"), "details": _("Details"), "address": _("Address of the matter"),
             "language": _("Language")}  # fmt: skip
    return [
        Change(str(known.get(name) or names.get(name, name)), said("before", name), said("after", name), seen_as(name))
        for name in entry.payload["names"]
    ]


def _who(entry: Entry, people: Mapping[int, Person]) -> str:
    if entry.principal_kind == PrincipalKind.PERSON:
        return _name(people, int(entry.principal_id))
    known = entry.principal_kind == PrincipalKind.VISITOR or entry.principal_id == CLIENT_WITH_CODE.id
    return _("Client") if known else _("System")


def _name(people: Mapping[int, Person], person_id: int) -> str:
    return str(people.get(person_id, "—"))
