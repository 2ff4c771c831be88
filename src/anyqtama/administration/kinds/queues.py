"""Queues: their list; one queue has pages of its own in administration.queues."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.administration.fields import Names, Reference, Whole
from anyqtama.administration.forms import SettingForm, code_field
from anyqtama.administration.kind import Column, Kind, Refused, Text
from anyqtama.contacts import opening_hours, routing
from anyqtama.contacts.models import Contact, Queue
from anyqtama.contacts.written_hours import WEEKDAYS, written
from anyqtama.kernel import live
from anyqtama.metrics.words import FORMULAS
from anyqtama.people.models import Unit


class QueueForm(SettingForm):
    names = Names(label=pgettext_lazy("setting", "Name"))
    descriptions = Names(
        label=_("What it is for"),
        least=0,
        max_length=300,
        lines=True,
        help_text=_("Visitors read it when they choose."),
    )
    unit = Reference(
        Unit, label=pgettext_lazy("setting", "Unit"), required=False, help_text=_("Whose leads see and lead it.")
    )
    priority = Whole(
        label=_("Priority"),
        least=-100,
        most=100,
        help_text=_("Of two who wait equally long, the higher is offered first."),
    )
    order = Whole(label=_("Place in lists"), help_text=_("Smaller stands above."))
    code = code_field(40)


def guard(queue: Queue, changed: set[str], _by: Any) -> None:
    if queue.warn_wait_seconds >= queue.alarm_wait_seconds:
        raise Refused(_("The warning must come before the alarm."))
    if queue.silence_warn_seconds >= queue.silence_close_seconds:
        raise Refused(_("A silent visitor is asked before the chat is closed."))
    if "hours" in changed:
        opening_hours.validate(queue.hours)


def done(_queue: Queue, changed: set[str], _by: Any, at: datetime) -> None:
    live.hint("wall")
    if changed & {"priority", "chats_at_once", "hours", "active"}:
        routing.soon(at=at)


def kept(queue: Queue, _by: Any) -> Text | None:
    if Contact.objects.open().filter(queue=queue).exists():
        return _("Contacts still wait or run in this queue. Close it on the wall, and retire it when they have ended.")
    return None


def hours_said(_queue: Any, hours: dict[str, list[list[str]]]) -> str:
    return "; ".join(f"{name}: {written(hours[day])}" for day, name in WEEKDAYS.items() if hours.get(day))


QUEUES = Kind(
    slug="queues",
    icon="list-todo",
    title=pgettext_lazy("settings", "Queues"),
    new=_("New queue"),
    about=_("Who answers what, when it is open, what is promised."),
    model=Queue,
    form=QueueForm,
    columns=(
        Column("name", pgettext_lazy("setting", "Name"), str),
        Column("code", _("Code"), lambda queue: queue.code),
        Column("unit", pgettext_lazy("setting", "Unit"), lambda queue: str(queue.unit or ""), narrow=True),
        Column("people", pgettext_lazy("setting", "People"), lambda queue: len(queue.members.all()), number=True),
        Column("within", _("Answer within, s"), lambda queue: queue.answer_within_seconds, number=True),
        Column("target", _("Target, %"), lambda queue: queue.target_percent, number=True),
    ),
    rows=lambda: Queue.objects.select_related("unit").prefetch_related("members"),
    search=lambda queue: (*queue.names.values(), queue.code),
    order=lambda queue: (queue.order, queue.pk),
    page="settings_queue",
    guard=guard,
    done=done,
    kept=kept,
    labels={
        "hours": _("Opening hours"),
        "answer_within_seconds": _("Answer within, seconds"),
        "target_percent": _("Target, %"),
        "formula": pgettext_lazy("service level", "Formula"),
        "short_abandon_seconds": _("Left at once, seconds"),
        "warn_wait_seconds": _("Warning, seconds"),
        "alarm_wait_seconds": _("Alarm, seconds"),
        "chats_at_once": _("Chats at once"),
        "offer_seconds": _("Time to accept, seconds"),
        "reply_within_seconds": _("Reply within, seconds"),
        "silence_warn_seconds": _("Silent visitor is asked after, seconds"),
        "silence_close_seconds": _("Silent chat is closed after, seconds"),
        "long_wait_seconds": _("Written request is offered after, seconds"),
    },
    says={
        "hours": hours_said,
        "formula": lambda _queue, letter: str(FORMULAS[f"service_level_{letter.lower()}"]),
    },
)
