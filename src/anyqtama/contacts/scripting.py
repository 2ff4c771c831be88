"""Following the topic's script: which version, which steps are done, what was answered."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.contacts.conversation import NotTheOwner
from anyqtama.contacts.entries import ScriptStepDone, ScriptStepLeft
from anyqtama.contacts.locking import locked
from anyqtama.contacts.models import Contact, ScriptRun
from anyqtama.kernel import journal
from anyqtama.knowledge.models import Script, ScriptVersion
from anyqtama.people.models import Person


class NoSuchStep(Exception):
    message = _("The script has changed. Reload to see its steps.")


def current_version(contact: Contact) -> ScriptVersion | None:
    """The version already begun in this contact, else the newest published one of its topic's script."""
    script = _outbound_script(contact) or (contact.topic.script if contact.topic else None)
    if script is None or not script.active:
        return None
    begun = contact.script_runs.filter(version__script=script).select_related("version__script")
    if run := begun.order_by("-updated_at").first():
        return run.version
    return script.versions.select_related("script").order_by("-number").first()


def _outbound_script(contact: Contact) -> Script | None:
    """The list's own script, where the contact is a call of an outbound list that has one."""
    if not contact.outgoing:
        return None
    return Script.objects.filter(outboundlist__rows__tries__contact=contact).first()


REASONS = ("known", "refused", "hurry", "danger", "other")
"""Why a step may be left out; `other` says it in words."""


class ReasonNeeded(Exception):
    message = _("Say why this step is left out.")


def mark(
    *,
    contact: Contact,
    by: Person,
    version: ScriptVersion,
    step: str,
    answer: str,
    done: bool,
    at: datetime,
    skipped: str = "",
) -> ScriptRun:
    """Note a step as done (with the client's answer), not done, or left out for one of the REASONS."""
    if skipped and (skipped not in REASONS or (skipped == "other" and not answer.strip())):
        raise ReasonNeeded
    done = done and not skipped
    if step not in {known["key"] for known in version.steps}:
        raise NoSuchStep
    with transaction.atomic():
        contact = locked(contact)
        if contact.owner_id != by.pk:
            raise NotTheOwner
        run, _made = ScriptRun.objects.get_or_create(
            contact=contact, version=version, defaults={"person": by, "began_at": at, "updated_at": at}
        )
        run.answers[step] = {"done": done, "answer": answer[:500], "at": at.isoformat(), "skipped": skipped}
        run.updated_at = at
        run.save(update_fields=["answers", "updated_at"])
        told = version.script.code, version.number, step
        entry = ScriptStepLeft(*told, skipped) if skipped else ScriptStepDone(*told, done)
        journal.write(entry, subject=contact, by=by.principal, at=at)
    return run
