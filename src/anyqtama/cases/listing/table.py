"""Cases as rows: on the screen fifty at a time, in a file all that is shown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from anyqtama.cases import words
from anyqtama.cases.kinds import stages
from anyqtama.cases.listing import own
from anyqtama.cases.models import Case, CaseKind
from anyqtama.cases.seeing import Seeing
from anyqtama.kernel.exporting import Cell
from anyqtama.kernel.labels import label

FACTS = ("client", "topic", "department", "owner", "body")


@dataclass(frozen=True, slots=True)
class Row:
    case: Case
    state: str
    shape: str
    due: words.DueWords
    own: Sequence[tuple[str, str]] = ()
    """What the kind's own columns say, each with its title."""
    subject: str = ""


def whole(ids: Sequence[int], kind: CaseKind | None) -> list[Case]:
    """The cases of one page: sorting many rows is cheap while they are only numbers."""
    rows = Case.objects.select_related("kind", *FACTS)
    found = (own.with_decisions(rows) if kind else rows).in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


def rows(cases: Sequence[Case], at: datetime, columns: Sequence[own.Column], reader: Seeing) -> list[Row]:
    return [
        Row(
            case, words.stage(case), words.SHAPES[case.state], words.due(case, at),
            [(each.title, each.of(case)) for each in columns], reader.subject(case),
        )
        for case in cases
    ]  # fmt: skip


def head(columns: Sequence[own.Column]) -> list[str]:
    return [
        _("Number"), pgettext("of a case", "Kind"), _("Subject"), _("Client"), _("Topic"), _("Department"), _("State"),
        _("Due"),
        pgettext("of a case", "Owner"), _("Registered"), pgettext("moment", "Answered"), pgettext("moment", "Closed"),
        *(each.title for each in columns),
    ]  # fmt: skip


def cells(cases: QuerySet[Case], columns: Sequence[own.Column], reader: Seeing) -> Iterator[Sequence[Cell]]:
    """Everything in the reader's language as it was when the export began: the stream outlives the request."""
    language = get_language() or "kk"
    kinds = {kind.code: kind for kind in CaseKind.objects.all()}
    known = {(kind.code, stage.code): stage for kind in kinds.values() for stage in stages.stages(kind).values()}
    states = {state: str(word) for state, word in words.STATES.items()}
    unseen = "" if reader.sees("subject") else reader.shown("—", "subject")

    def stood(case: Case) -> str:
        if case.body is not None:
            with translation.override(language):
                return words.stage(case)
        stage = known.get((case.kind_id, case.stage))
        return label(stage.names, language) if stage else states[case.state]

    def each() -> Iterator[Sequence[Cell]]:
        rows = cases.select_related(*FACTS)
        for case in (own.with_decisions(rows) if columns else rows).iterator(chunk_size=1000):
            yield (
                case.number, label(kinds[case.kind_id].names, language),
                unseen or reader.subject(case), case.client.name,
                label(case.topic.names, language),
                label(case.department.names, language) if case.department else "", stood(case),
                case.due_at, str(case.owner), case.registered_at, case.answered_at, case.closed_at,
                *(each.of(case) for each in columns),
            )  # fmt: skip

    return each()
