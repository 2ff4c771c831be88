"""Life in danger: where it is, what happens, a number to call back, then the rescuers; the leads are told at once."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from anyqtama.contacts import scripting, speaking
from anyqtama.contacts.conversation import NotTheOwner
from anyqtama.contacts.difficult.entries import HandedToRescue
from anyqtama.contacts.locking import locked
from anyqtama.contacts.models import Contact, ContactState, RescueHandover, RescueService, Side
from anyqtama.kernel import journal
from anyqtama.kernel.labels import label
from anyqtama.knowledge import walking
from anyqtama.people.models import Person
from anyqtama.teamwork.models import Severity
from anyqtama.teamwork.situations import reporting


class AddressFirst(Exception):
    message = _("The address first: without it nobody can come.")


class SayWhatHappens(Exception):
    message = _("Say in a few words what happens there.")


class ServiceRetired(Exception):
    message = _("This service is no longer listed. Choose another one.")


def hand_over(
    *, contact: Contact, service: RescueService, address: str, what: str, call_back: str, by: Person, at: datetime
) -> RescueHandover:
    """The client is told to stay on the line; the script that ran is left for the danger; a situation is reported."""
    address, what, call_back = speaking.clean(address)[:300], speaking.clean(what), speaking.clean(call_back)[:60]
    if not address:
        raise AddressFirst
    if not what:
        raise SayWhatHappens
    if not service.active:
        raise ServiceRetired
    with transaction.atomic():
        contact = locked(contact)
        if contact.owner_id != by.pk or contact.state not in {ContactState.ACTIVE, ContactState.WRAP_UP}:
            raise NotTheOwner
        _leave_script(contact, by, at)
        contact = locked(contact)
        told = _now("%(service)s. Address: %(address)s. %(what)s Call back: %(number)s") % {
            "service": service, "address": address, "what": what, "number": call_back or "—",
        }  # fmt: skip
        situation = reporting.report(
            kind=service.situation, severity=Severity.CRITICAL, what=told, by=by, at=at, about_kind="contact",
            about_id=str(contact.pk),
        )  # fmt: skip
        made = RescueHandover(
            contact=contact, service=service, address=address, what=what, call_back=call_back, by=by, at=at,
            situation=situation,
        )  # fmt: skip
        made.save(force_insert=True)
        speaking.event(
            contact, "rescue", at=at, by=by.principal, internal=True, service=str(service), what=situation.number
        )
        text = label(service.phrases, contact.language)
        if text and contact.state == ContactState.ACTIVE and contact.channel.kind != "phone":
            speaking.add(contact=contact, side=Side.STAFF, by=by.principal, at=at, text=text, person=by)
        entry = HandedToRescue(service.code, situation.number, by.pk)
        journal.write(entry, subject=contact, by=by.principal, at=at)
    return made


def _leave_script(contact: Contact, by: Person, at: datetime) -> None:
    """The lawful deviation is kept with the way taken: the step that was next is left out, for danger."""
    version = scripting.current_version(contact)
    if version is None:
        return
    run = contact.script_runs.filter(version=version).first()
    step = walking.walk(version.steps, run.answers if run else {}).now
    if step:
        scripting.mark(
            contact=contact, by=by, version=version, step=step, answer="", done=False, skipped="danger", at=at
        )
