"""What a person's day consists of: what waits for them, by due time, and what changed since yesterday."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from anyqtama.cases import deputies, seeing
from anyqtama.cases.models import Case, CaseState, Draft, DraftState
from anyqtama.contacts.models import Consultation, Contact, ContactState
from anyqtama.home.due import due_shape, due_words
from anyqtama.kernel.labels import label
from anyqtama.knowledge import telling
from anyqtama.knowledge import work as editing
from anyqtama.knowledge.models import Article, ArticleText
from anyqtama.people import access
from anyqtama.people.models import Person
from anyqtama.people.roles import DESK, LEADS
from anyqtama.teamwork.situations.page import awaited
from anyqtama.ui import moments

ROWS = 12
READ_WITHIN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits for the person: what, until when, where, and the verb that does it."""

    due_at: datetime
    shape: str
    title: str
    note: str
    url: str
    verb: str
    due: str

    @property
    def due_shape(self) -> str:
        """Only what is late or near carries its colour."""
        return self.shape if self.shape in {"bad", "attention"} else ""


@dataclass(frozen=True, slots=True)
class Change:
    icon: str
    text: str
    note: str
    at: datetime
    url: str


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many of a lead's people are in a state now."""

    word: str
    shape: str
    number: int
    url: str


Waits = Callable[[Person, datetime], Iterator[Waiting]]
Shift = Callable[[Person, datetime], Sequence[StateCount]]
_above: list[tuple[Waits, Shift]] = []


def connect(waits: Waits, shift: Shift) -> None:
    """What the wall knows of alerts and of the people on shift; the wiring hands it over."""
    _above[:] = [(waits, shift)]


@dataclass(frozen=True, slots=True)
class Day:
    heading: str
    leads: bool
    """Whether the figures are those of queues, not the person's own."""
    shift: Sequence[StateCount]
    waiting: list[Waiting]
    count: int
    more: int
    changes: list[Change]
    main_url: str
    main_verb: str
    main_icon: str


def of(person: Person, *, at: datetime) -> Day:
    desk = bool(person.roles & (DESK | LEADS))  # their cases and reading stand in cards of their own
    rows = [*_contacts(person, at), *_questions(person), *_editing(person, at), *_situations(person)]
    rows += [*_answers(person, at)]
    rows += [] if desk else [*_cases(person, at), *_reading(person, at)]
    waiting = sorted(rows, key=lambda row: row.due_at)
    alerts = [row for waits, _shift in _above for row in waits(person, at)]
    waiting = [*alerts, *waiting]
    url, verb, icon = _main(person)
    return Day(
        heading=moments.weekday(at) + (f" · {label(person.unit.names)}" if person.unit else ""),
        leads=access.has_right(person, "reports.see"),
        shift=[state for _waits, shift in _above for state in shift(person, at)],
        waiting=waiting[:ROWS],
        count=len(waiting),
        more=max(0, len(waiting) - ROWS),
        changes=list(_changes(person, at)),
        main_url=url,
        main_verb=verb,
        main_icon=icon,
    )


def _main(person: Person) -> tuple[str, str, str]:
    """The one thing this person's day starts with: address, verb, icon; empty where their screens are still to come."""
    if access.has_right(person, "queues.lead"):
        return reverse("wall"), _("Open the wall"), "layout-dashboard"
    if access.has_right(person, "desk.use"):
        return reverse("desk"), _("Open the desk"), "headphones"
    return "", "", ""


def _contacts(person: Person, at: datetime) -> Iterator[Waiting]:
    rows = Contact.objects.running().owned_by(person).select_related("queue", "channel", "topic")
    for contact in rows.order_by("client_spoke_at")[:ROWS]:
        late_at = contact.reply_due_at()
        wrap_up = contact.state == ContactState.WRAP_UP
        if not wrap_up and not contact.awaits_reply():
            continue
        note = label(contact.topic.names) if contact.topic else label(contact.queue.names)
        verb = _("Wrap up") if wrap_up else _("Answer")
        url = reverse("desk_contact", args=[contact.pk])
        name = contact.called or _("Visitor without a name")
        yield Waiting(late_at, due_shape(late_at, at), name, note, url, verb, due_words(late_at, at))


def _questions(person: Person) -> Iterator[Waiting]:
    rows = Consultation.objects.filter(asked=person, answered_at=None).select_related("asked_by")
    for asked in rows.order_by("asked_at")[:ROWS]:
        url = reverse("desk_contact", args=[asked.contact_id])
        asked_when = moments.clock_time(asked.asked_at)
        yield Waiting(asked.asked_at, "info", asked.question[:120], str(asked.asked_by), url, _("Answer"), asked_when)


def _cases(person: Person, at: datetime) -> Iterator[Waiting]:
    waits = Q(state__in=[CaseState.NEW, CaseState.WITH_DEPARTMENT])
    mine, reader = Case.objects.filter(deputies.led_by(person, timezone.localdate(at)), waits), seeing.seeing(person)
    for case in mine.select_related("topic", "client", "department").order_by("due_at")[: ROWS * 2]:
        department = label(case.department.names) if case.department else label(case.topic.names)
        note = " · ".join(part for part in (case.client.name, department) if part)
        url = reverse("case", args=[case.number])
        title, due = f"{case.number} · {reader.subject(case)}", due_words(case.due_at, at)
        yield Waiting(case.due_at, due_shape(case.due_at, at), title, note, url, _("Open"), due)


def _answers(person: Person, at: datetime) -> Iterator[Waiting]:
    """Answers to agree to or to sign, also in the place of somebody away."""
    if not access.has_right(person, "answers.decide"):
        return
    turns = deputies.turns_of(person)
    if person.deputises:
        turns |= deputies.turns(person, timezone.localdate(at))
    cases = access.visible(person, Case).filter(turns)
    rows = Draft.objects.filter(state=DraftState.DECIDING, case__in=cases).select_related("case__kind", "case__owner")
    reader = seeing.seeing(person)
    for draft in rows.order_by("case__due_at")[:ROWS]:
        case, signs = draft.case, draft.steps[draft.done]["act"] == "sign"
        verb = pgettext("an answer", "Sign") if signs else pgettext("an answer", "Agree")
        title, note = f"{case.number} · {reader.subject(case)}", f"{case.kind} · {case.owner}"
        url, due = reverse("case_answer", args=[case.number]), due_words(case.due_at, at)
        yield Waiting(case.due_at, due_shape(case.due_at, at), title, note, url, verb, due)


def _reading(person: Person, at: datetime) -> Iterator[Waiting]:
    """What is to be read and confirmed."""
    for change in telling.unread(person)[:ROWS]:
        due_at = change.at + READ_WITHIN
        url, note = reverse("knowledge_change", args=[change.pk]), label(change.notes)
        yield Waiting(due_at, due_shape(due_at, at), str(change), note, url, _("Read"), due_words(due_at, at))


def _editing(person: Person, at: datetime) -> Iterator[Waiting]:
    """For those who write: approvals, drafts sent back, reviews and remarks."""
    drafts = [(draft, _("Approve")) for draft in editing.approvals(person)]
    drafts += [(draft, _("Write on")) for draft in editing.sent_back(person)]
    for draft, verb in drafts:
        url, since = reverse("knowledge_draft", args=[draft.kind, draft.code]), draft.submitted_at or draft.saved_at
        note = draft.comment or str(draft.author)
        yield Waiting(since, "info", draft.title(person.language), note, url, verb, moments.moment(since))
    for article in editing.reviews(person, at):
        day = article.review_on or timezone.localdate(at)
        due_at = datetime.combine(day, time(18), tzinfo=timezone.get_current_timezone())
        name = label({text.language: text.title for text in article.texts.all()}, person.language)
        url, note = reverse("article", args=[article.code]), _("Is it still true?")
        yield Waiting(due_at, due_shape(due_at, at), name, note, url, _("Read again"), moments.day(day))
    for remark in editing.feedback(person):
        url, note = reverse("knowledge_work"), f"{remark.article.code} · {remark.by}"
        title = remark.text or _("A text is unclear")
        yield Waiting(remark.at, "info", title, note, url, _("Open"), moments.moment(remark.at))


def _situations(person: Person) -> Iterator[Waiting]:
    """Reported to this manager and acknowledged by nobody yet."""
    for one in awaited(person)[:ROWS]:
        due_at = one.reported_at + one.kind.answer_within(one.severity)
        title = f"{one.number} · {label(one.kind.names)}"
        url = reverse("situation", args=[one.number])
        yield Waiting(due_at, "bad", title, one.what[:120], url, _("See to it"), moments.clock_time(due_at))


def _changes(person: Person, at: datetime) -> Iterator[Change]:
    """Texts published since the start of yesterday, in the reader's language where there is one."""
    since = at - timedelta(days=1)
    articles = access.visible(person, Article)
    texts = ArticleText.objects.filter(article__in=articles, updated_at__gte=since, language=person.language)
    for text in texts.select_related("article").order_by("-updated_at")[:8]:
        url = reverse("article", args=[text.article.code])
        yield Change("file-text", text.title, _("Knowledge"), text.updated_at, url)
