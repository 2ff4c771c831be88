"""Going through the script of the case's topic, as a tree of diagnosis; the path taken is kept with the case."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.cases.formalising import CaseIsClosed
from anyqtama.cases.locking import locked
from anyqtama.cases.models import Case, CaseState, TreeRun
from anyqtama.cases.support.entries import TreeStepDone
from anyqtama.kernel import journal
from anyqtama.knowledge.models import ScriptVersion
from anyqtama.people.models import Person

LONGEST = 500


class NoSuchStep(Exception):
    message = _("The script has changed. Reload to see its steps.")


def current_version(case: Case) -> ScriptVersion | None:
    """The version begun on this case, else the newest of its topic's script."""
    begun = case.tree_runs.select_related("version__script").order_by("-updated_at").first()
    if begun is not None:
        return begun.version
    script = case.topic.script
    if script is None or not script.active:
        return None
    return script.versions.select_related("script").order_by("-number").first()


def taken(case: Case, version: ScriptVersion) -> Mapping[str, Any]:
    """The answers so far; a path begun in the talk that the case comes from is gone on with."""
    run = case.tree_runs.filter(version=version).first()
    talked = case.contact.script_runs.filter(version=version).first() if case.contact and run is None else None
    answers: Mapping[str, Any] = run.answers if run else talked.answers if talked else {}
    return answers


def answer(
    *, case: Case, version: ScriptVersion, step: str, said: str, done: bool, by: Person, at: datetime
) -> TreeRun:  # fmt: skip
    """A step is done with its answer, or taken back: then the path ends before it again."""
    if step not in {known["key"] for known in version.steps}:
        raise NoSuchStep
    with transaction.atomic():
        case = locked(case)
        if case.state == CaseState.CLOSED:
            raise CaseIsClosed
        began = {"person": by, "began_at": at, "updated_at": at, "answers": dict(taken(case, version))}
        run, _made = TreeRun.objects.get_or_create(case=case, version=version, defaults=began)
        run.answers[step] = {"done": done, "answer": said.strip()[:LONGEST], "at": at.isoformat()}
        run.updated_at, run.person = at, by
        run.save(update_fields=["answers", "updated_at", "person"])
        entry = TreeStepDone(case.number, version.script.code, version.number, step, bool(said.strip()) and done)
        journal.write(entry, subject=case, by=by.principal, at=at)
    return run
