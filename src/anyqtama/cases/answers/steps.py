"""The way of a draft as the page shows it: each step with who decided, and whose turn it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from anyqtama.cases.kinds import answering
from anyqtama.cases.models import Case, Draft, DraftState, DraftVerdict
from anyqtama.people.roles import Role


@dataclass(frozen=True, slots=True)
class Shown:
    act: str
    role: str
    shape: str
    word: str
    by: str = ""
    at: datetime | None = None


def shown(case: Case, draft: Draft | None) -> list[Shown]:
    """As the draft was sent; before that, as the kind asks now."""
    way = draft.steps if draft and draft.state != DraftState.WRITING else answering.way(case.kind).steps
    said = _counted(draft)
    return [_step(step, number, draft, said) for number, step in enumerate(way)]


def who(verdict: DraftVerdict) -> str:
    """Who said it, and for whom."""
    said = {"deputy": verdict.by, "person": verdict.instead}
    return _("%(deputy)s for %(person)s") % said if verdict.instead else str(verdict.by)


def _counted(draft: Draft | None) -> Sequence[DraftVerdict]:
    """Those that count: after the last that returned it, and after it was last taken back."""
    if draft is None or draft.state == DraftState.WRITING or not draft.done:
        return []
    return list(draft.verdicts.select_related("by", "instead").order_by("-pk")[: draft.done])[::-1]


def _step(step: dict[str, str], number: int, draft: Draft | None, said: Sequence[DraftVerdict]) -> Shown:
    signs = step["act"] == "sign"
    act = pgettext("step of an answer", "Signs") if signs else pgettext("step of an answer", "Agrees")
    role = str(Role(step["role"]).label) if step["role"] in Role.values else step["role"]
    if number < len(said):
        done = said[number]
        word = pgettext("step of an answer", "signed") if signs else pgettext("step of an answer", "agreed")
        return Shown(act, role, "good", word, who(done), done.at)
    if draft and draft.state == DraftState.DECIDING and number == draft.done:
        return Shown(act, role, "attention", pgettext("step of an answer", "their turn"))
    return Shown(act, role, "neutral", pgettext("step of an answer", "later"))
