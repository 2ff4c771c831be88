"""Closing asks why mandatory steps of the script were not taken; the reason is kept with each, as with one left out."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from anyqtama.contacts import scripting
from anyqtama.contacts.models import Contact
from anyqtama.kernel.labels import quoted
from anyqtama.knowledge import walking
from anyqtama.knowledge.computing import Step
from anyqtama.knowledge.models import ScriptVersion
from anyqtama.people.models import Person


class StepsNotTaken(Exception):
    """Names the steps; `field`: what the form that closes asks for."""

    field = "left_out"

    def __init__(self, steps: str) -> None:
        super().__init__(steps)
        said = _("Mandatory steps of the script are not taken: %(steps)s. Take them, or say why they are left out.")
        self.message = said % {"steps": steps}


def leave(*, contact: Contact, by: Person, reason: str, words: str, at: datetime) -> None:
    """Leave out what is not taken, for one of scripting.REASONS; without a reason, refuse."""
    version = scripting.current_version(contact)
    if version is None:
        return
    open_steps = list(_open(contact, version))
    missing = [step for step in open_steps if not _happened(contact, step)]
    if missing and not reason:
        raise StepsNotTaken(_named(version, missing))
    for step in open_steps:
        left = step in missing
        scripting.mark(
            contact=contact, by=by, version=version, step=step["key"], answer=words if left else "", done=not left,
            skipped=reason if left else "", at=at,
        )  # fmt: skip


def not_taken(contact: Contact) -> str:
    """What closing would ask as the contact stands: the sentence of its refusal, or nothing."""
    version = scripting.current_version(contact)
    missing = [step for step in _open(contact, version) if not _happened(contact, step)] if version else []
    return StepsNotTaken(_named(version, missing)).message if version and missing else ""


def _open(contact: Contact, version: ScriptVersion) -> Iterator[Step]:
    """Mandatory, on the way as far as it is known, neither done nor left out."""
    run = contact.script_runs.filter(version=version).first()
    answers = run.answers if run else {}
    way = walking.walk(version.steps, answers)
    for step in version.steps:
        past = walking.is_past(answers.get(step["key"], {}))
        if step.get("mandatory") and not past and step["key"] in {way.now, *way.ahead}:
            yield step


def _happened(contact: Contact, step: Step) -> bool:
    """Seen in the contact itself, ticked or not: a case was registered, somebody else has the talk now."""
    if step["kind"] == "register":
        return contact.messages.filter(event="registered").exists()
    return step["kind"] == "hand_over" and contact.segments.count() > 1


def _named(version: ScriptVersion, steps: list[Step]) -> str:
    return quoted(walking.named(version.steps, step["key"]) for step in steps)
