"""The report on processed requests as a tagged PDF: what was counted, and the requests one by one."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import typst
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from anyqtama.cases.models import Case
from anyqtama.cases.seeing import Seeing
from anyqtama.cases.words import STATES
from anyqtama.home.processed.reading import Counted, Period
from anyqtama.ui import moments

SOURCE = Path(__file__).parent / "report.typ"
MOST = 1_000
"""Requests on paper; a longer list is taken as a table."""


def pdf(
    *, organisation: str, whose: str, period: Period, summary: Mapping[str, Counted], cases: Sequence[Case],
    reader: Seeing,
) -> bytes:  # fmt: skip
    """`cases`: one more than MOST may come, then the paper says that there are more."""
    days = {"first": moments.day_year(period.first), "last": moments.day_year(period.last)}
    said = {
        "title": _("Processed requests"), "language": get_language() or "kk", "organisation": organisation,
        "about": f"{_('%(first)s to %(last)s') % days} · {whose}",
        "counts": [
            {"title": title, "head": [title, _("How many")], "rows": [[name, str(count)] for name, count in rows]}
            for title, rows in summary.items() if rows
        ],
        "list": _("Journal of requests"), "head": head(),
        "rows": [cells(place, case, reader) for place, case in enumerate(cases[:MOST], start=1)],
        "more": _("More requests than fit on paper: take the table.") if len(cases) > MOST else "",
    }  # fmt: skip
    made = typst.compile(
        SOURCE.read_bytes(), format="pdf", sys_inputs={"report": json.dumps(said)}, ignore_system_fonts=True,
        pdf_standards=["ua-1"],
    )  # fmt: skip
    assert isinstance(made, bytes)
    return made


def head() -> list[str]:
    return [
        _("No."), _("Registration number"), _("Received"), _("From whom"), _("Topic"), _("Substance"), _("Given to"),
        _("Answer due"), pgettext("moment", "Answered"), _("State"),
    ]  # fmt: skip


def cells(place: int, one: Case, reader: Seeing) -> list[str]:
    numbers = [one.number, *([one.outside.number] if hasattr(one, "outside") else [])]
    return [
        str(place), "\n".join(numbers), moments.stamp(one.began_at), one.client.name, str(one.topic),
        reader.subject(one), str(one.department or ""), moments.stamp(one.due_at),
        moments.stamp(one.answered_at) if one.answered_at else "", str(STATES[one.state]),
    ]  # fmt: skip
