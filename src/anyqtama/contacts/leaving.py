"""Closing asks why mandatory steps of the script were not taken; the reason is kept with each, as with one left out."""

from collections.abc import Iterator, Sequence
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


def led_by(contact: Contact) -> list[ScriptVersion]:
    """What the contact is led by as it stands: every script begun in it, and the one of its topic.

    A topic changed later, while talking or in the form that closes, takes nothing off this list.
    """
    runs = contact.script_runs.select_related("version__script").order_by("began_at", "pk")
    return _with(scripting.current_version(contact), [run.version for run in runs if run.answers])


def leave(*, contact: Contact, led: Sequence[ScriptVersion], by: Person, reason: str, words: str, at: datetime) -> None:
    """Leave out what is not taken, for one of scripting.REASONS; without a reason, refuse.

    `led`: of `led_by`, before closing gave the contact its topic. That topic's own script is asked too.
    """
    versions = _with(scripting.current_version(contact), led)
    open_steps = [(version, step) for version in versions for step in _open(contact, version)]
    missing = [(version, step) for version, step in open_steps if not _happened(contact, step)]
    if missing and not reason:
        raise StepsNotTaken(_named(missing))
    for version, step in open_steps:
        left = (version, step) in missing
        scripting.mark(
            contact=contact, by=by, version=version, step=step["key"], answer=words if left else "", done=not left,
            skipped=reason if left else "", at=at,
        )  # fmt: skip


def not_taken(contact: Contact) -> str:
    """What closing would ask as the contact stands: the sentence of its refusal, or nothing."""
    steps = [(version, step) for version in led_by(contact) for step in _open(contact, version)]
    missing = [(version, step) for version, step in steps if not _happened(contact, step)]
    return StepsNotTaken(_named(missing)).message if missing else ""


def _with(version: ScriptVersion | None, led: Sequence[ScriptVersion]) -> list[ScriptVersion]:
    return [*led, version] if version and version not in led else [*led]


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


def _named(missing: Sequence[tuple[ScriptVersion, Step]]) -> str:
    return quoted(walking.named(version.steps, step["key"]) for version, step in missing)
