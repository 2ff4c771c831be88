"""Which term holds for a case: that of its kind and severity, else that of its kind for any severity."""

import tomllib
from pathlib import Path

from anyqtama.cases.models import Case, CaseKind, ClockOf, SupportTerm

FILE = Path(__file__).parent.parent / "data" / "support_terms.toml"


def load() -> None:
    """The terms that the product ships, for kinds that have none. Safe to repeat."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["term"]
    kinds = {kind.code: kind for kind in CaseKind.objects.filter(support_terms=None)}
    fresh = [SupportTerm(**row | {"kind": kinds[row["kind"]]}) for row in rows if row["kind"] in kinds]
    SupportTerm.objects.bulk_create(fresh, ignore_conflicts=True)


def term(case: Case) -> SupportTerm | None:
    rows = SupportTerm.objects.filter(kind__code=case.kind_id, urgency__in=[case.urgency, ""])
    return max(rows, key=lambda row: row.urgency, default=None)


def minutes(term: SupportTerm) -> dict[ClockOf, int]:
    """The clocks that the term starts."""
    given = {
        ClockOf.REPLY: term.reply_minutes,
        ClockOf.DIAGNOSIS: term.diagnosis_minutes,
        ClockOf.FIX: term.fix_minutes,
    }
    return {what: value for what, value in given.items() if value}
