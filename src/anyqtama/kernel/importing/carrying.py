"""A table between its preview and its confirmation: sealed into the page, bound to one person, two hours long."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.core import signing

from anyqtama.kernel.importing.planning import Planned
from anyqtama.kernel.tables_in import Line

SECONDS = 2 * 3600


@dataclass(frozen=True, slots=True)
class Carried:
    lines: list[Line]
    name: str
    fingerprint: str


def seal(*, slug: str, person: int, lines: Sequence[Line], name: str, plan: Sequence[Planned]) -> str:
    content = {
        "rows": [[line.number, line.cells] for line in lines],
        "name": name[:200],
        "plan": fingerprint(plan),
    }
    return signing.dumps(content, salt=_salt(slug, person), compress=True)


def unseal(text: str, *, slug: str, person: int) -> Carried | None:
    try:
        content = signing.loads(text, salt=_salt(slug, person), max_age=SECONDS)
    except signing.BadSignature:
        return None
    return Carried([Line(number, cells) for number, cells in content["rows"]], content["name"], content["plan"])


def fingerprint(plan: Sequence[Planned]) -> str:
    """The same while the table would do the same."""
    said = [[one.line, one.status, one.changes, [[f.column, f.text] for f in one.faults]] for one in plan]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def _salt(slug: str, person: int) -> str:
    return f"import:{slug}:{person}"
