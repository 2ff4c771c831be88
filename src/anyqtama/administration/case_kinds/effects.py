"""What saving a kind would change, in words, before anybody saves it: for the cases that run, and for the next ones."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anyqtama.cases.kinds import stages
from anyqtama.cases.models import Case, CaseKind, CaseState
from anyqtama.kernel.labels import label


def running(kind: CaseKind) -> Mapping[str, int]:
    """Open cases by the stage they stand at."""
    rows = Case.objects.filter(kind=kind).exclude(state=CaseState.CLOSED)
    return Counter(dict(rows.values_list("stage").annotate(number=Count("pk")).order_by()))


def of_stages(kind: CaseKind, wanted: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    before, after, stand = stages.stages(kind), stages.read(wanted), running(kind)
    for code, stage in before.items():
        if code not in after and stand.get(code):
            yield _("“%(stage)s” cannot go: %(cases)s.") % {"stage": stage, "cases": cases(stand[code])}
        elif code not in after:
            yield _("“%(stage)s” goes; no running case stands there.") % {"stage": stage}
    for code, stage in after.items():
        old = before.get(code)
        if old is None:
            yield _("New stage “%(stage)s”.") % {"stage": stage}
            continue
        if old.state != stage.state:
            yield _("“%(stage)s” would mean something else: %(cases)s.") % {
                "stage": stage, "cases": cases(stand.get(code, 0)),
            }  # fmt: skip
        for way in [way for way in stage.ways if way not in old.ways]:
            yield _("New way “%(here)s” → “%(there)s”.") % {"here": stage, "there": after[way]}
        for way in [way for way in old.ways if way not in stage.ways and way in after]:
            yield _("No way any more “%(here)s” → “%(there)s”: %(cases)s.") % {
                "here": stage, "there": after[way], "cases": cases(stand.get(code, 0)),
            }  # fmt: skip


def of_fields(kind: CaseKind, wanted: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    before = {row["key"]: row for row in kind.fields}
    after = {row["key"]: row for row in wanted}
    number = sum(running(kind).values())
    for key, row in before.items():
        if key not in after:
            yield _("“%(field)s” is asked no more; what was written stays with the cases.") % {
                "field": label(row["names"])
            }
    for key, row in after.items():
        if key not in before:
            yield _("New field “%(field)s”.") % {"field": label(row["names"])}
        elif row.get("required", "") != before[key].get("required", "") and row.get("required"):
            yield _("“%(field)s” is needed at another moment: %(cases)s.") % {
                "field": label(row["names"]), "cases": cases(number),
            }  # fmt: skip


def cases(number: int) -> str:
    return ngettext("%(number)s running case", "%(number)s running cases", number) % {"number": number}
