"""The parts that a kind switches on, as data: {part: the stage that needs it, or "" for none}."""

from collections.abc import Callable, Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from anyqtama.cases.models import Case, CaseKind, Paper
from anyqtama.kernel.labels import quoted

INVOLVED, CHECKS, VERDICT, PAPER = "involved", "checks", "verdict", "paper"
PARTS: Mapping[str, Promise] = {
    INVOLVED: pgettext_lazy("part of a kind", "Who is involved, and stands aside"),
    CHECKS: pgettext_lazy("part of a kind", "Checks with their results"),
    VERDICT: pgettext_lazy("part of a kind", "Decision: upheld or not, cause, remedy, lesson"),
    PAPER: pgettext_lazy("part of a kind", "A second person holds what was typed from paper against the scan"),
}
THERE: Mapping[str, Callable[[Case], bool]] = {
    INVOLVED: lambda case: case.involved.filter(cleared_at=None).exists(),
    CHECKS: lambda case: case.checks.exists(),
    VERDICT: lambda case: case.decisions.filter(replaced_at=None).exists(),
    PAPER: lambda case: not Paper.objects.filter(case=case, asks_check=True, checked_at=None).exists(),
}


class PartsMissing(Exception):
    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(", ".join(missing))
        names = quoted(PARTS[part] for part in missing)
        self.message = _("Still to be done before this stage: %(parts)s.") % {"parts": names}


class NotOfThisKind(Exception):
    message = pgettext_lazy("part of a kind", "Cases of this kind have no such part.")


def has(kind: CaseKind, part: str) -> bool:
    return part in kind.parts


def holding(case: Case) -> set[str]:
    """Stages that a new case does not pass over: a part is to be done first. Without paper there is none to check."""
    return {stage for part, stage in case.kind.parts.items() if part != PAPER or case.received_at is not None}


def needed(case: Case, part: str) -> None:
    """Raises NotOfThisKind where the kind has not switched the part on."""
    if not has(case.kind, part):
        raise NotOfThisKind


def lacking(case: Case, stage: str) -> None:
    """Raises PartsMissing where `stage` needs a part that is not there yet."""
    missing = [part for part, at in case.kind.parts.items() if at == stage and part in THERE and not THERE[part](case)]
    if missing:
        raise PartsMissing(missing)
