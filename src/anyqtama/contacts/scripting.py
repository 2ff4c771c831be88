"""Following the topic's script: which version, which steps are done, what was answered."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.contacts.conversation import NotTheOwner
from anyqtama.contacts.entries import ScriptStepDone, ScriptStepLeft
from anyqtama.contacts.locking import locked
from anyqtama.contacts.models import Contact, ScriptRun
from anyqtama.kernel import journal
from anyqtama.kernel.labels import quoted
from anyqtama.knowledge import computing, fitting, walking
from anyqtama.knowledge.fitting import Fit
from anyqtama.knowledge.models import Script, ScriptVersion
from anyqtama.people.models import Person


class NoSuchStep(Exception):
    message = _("The script has changed. Reload to see its steps.")


def current_version(contact: Contact) -> ScriptVersion | None:
    """The version already begun in this contact, else the newest published one of the script that fits best."""
    return version_of(contact, fits(contact))


def version_of(contact: Contact, found: Sequence[Fit]) -> ScriptVersion | None:
    if not found:
        return None
    scripts = [fit.script.pk for fit in found]
    begun = contact.script_runs.filter(version__script__in=scripts).select_related("version__script")
    if run := begun.order_by("-updated_at").first():
        return run.version
    return found[0].script.versions.select_related("script").order_by("-number").first()


def fits(contact: Contact) -> list[Fit]:
    """The scripts for this contact, the most specific first; an outbound list's own goes before all."""
    if script := _outbound_script(contact):
        return [Fit(script, fitting.OWN, channel=True, language=True)] if script.active else []
    topic = contact.topic
    group = topic.parent.code if topic and topic.parent else ""
    kind, code = contact.channel.kind, topic.code if topic else ""
    found = fitting.fitting(topic=code, group=group, channel=kind, language=contact.language)
    if topic and topic.script and topic.script.active:
        found.append(Fit(topic.script, fitting.OWN, channel=False, language=False))
    return fitting.ordered(found)


def _outbound_script(contact: Contact) -> Script | None:
    """The list's own script, where the contact is a call of an outbound list that has one."""
    if not contact.outgoing:
        return None
    return Script.objects.filter(outboundlist__rows__tries__contact=contact).first()


REASONS = ("known", "refused", "hurry", "danger", "other")
"""Why a step may be left out; `other` says it in words."""


class NumberNeeded(Exception):
    message = _("Write the answer as a number, such as 3 or 2.5: a sum is counted with it.")


class NotCounted(Exception):
    """Names the questions whose answers are missing."""

    def __init__(self, missing: str) -> None:
        super().__init__(missing)
        self.message = _("This cannot be counted yet. A number is needed for: %(missing)s") % {"missing": missing}


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
    """Note a step as done (with the client's answer), not done, or left out for one of the REASONS.

    What a step computes is kept as its answer.
    """
    if skipped and (skipped not in REASONS or (skipped == "other" and not answer.strip())):
        raise ReasonNeeded
    done = done and not skipped
    known = next((each for each in version.steps if each["key"] == step), None)
    if known is None:
        raise NoSuchStep
    counted = known["kind"] == "ask" and step in computing.counted(version.steps)
    if done and counted and answer.strip() and not computing.is_amount(answer):
        raise NumberNeeded
    with transaction.atomic():
        contact = locked(contact)
        if contact.owner_id != by.pk:
            raise NotTheOwner
        run, _made = ScriptRun.objects.get_or_create(
            contact=contact, version=version, defaults={"person": by, "began_at": at, "updated_at": at}
        )
        if done and known["kind"] == "compute":
            answer = _result(version, known, run)
        run.answers[step] = {"done": done, "answer": answer[:500], "at": at.isoformat(), "skipped": skipped}
        run.updated_at = at
        run.save(update_fields=["answers", "updated_at"])
        told = version.script.code, version.number, step
        entry = ScriptStepLeft(*told, skipped) if skipped else ScriptStepDone(*told, done)
        journal.write(entry, subject=contact, by=by.principal, at=at)
    return run


def _result(version: ScriptVersion, step: Mapping[str, Any], run: ScriptRun) -> str:
    if result := computing.computed(step, run.answers):
        return result
    missing = computing.uncounted(step, run.answers)
    raise NotCounted(quoted(walking.named(version.steps, key) for key in missing))
