"""What the page of one incident and their list show."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.db.models import Count

from anyqtama.cases import words
from anyqtama.cases.incidents.similar import told
from anyqtama.cases.incidents.words import reasons
from anyqtama.cases.informing.words import WAYS
from anyqtama.cases.models import Case, ClientWord, Clock, ClockOf, Incident, IncidentCase, MassNotice
from anyqtama.cases.seeing import Seeing
from anyqtama.ui import moments

LATELY = timedelta(days=30)
MOST = 500
LISTED = 100


@dataclass(frozen=True, slots=True)
class Joined:
    """`told`: how the newest notice reached the client, a shape and a word; empty before the first."""

    case: Case
    subject: str
    state: str
    shape: str
    why: str
    told: tuple[str, str]
    refusal: str


@dataclass(frozen=True, slots=True)
class Told:
    """A notice and how it fares: each way with its number; `waits`: jobs not done yet."""

    notice: MassNotice
    ways: Sequence[tuple[str, str, int]]
    waits: int


@dataclass(frozen=True, slots=True)
class Took:
    """Over the last thirty days: how long it took in the middle, and how many of how many in time."""

    median: str
    in_time: int
    of: int


def joined(incident: Incident, reader: Seeing) -> list[Joined]:
    rows = incident.joined.filter(left_at=None).select_related("case__kind", "case__client", "case__topic")
    last: dict[int, ClientWord] = {}
    for word in ClientWord.objects.filter(notice__incident=incident).order_by("pk"):
        last[word.case_id] = word
    return [_joined(row, last.get(row.case_id), reader) for row in rows.order_by("pk")[:MOST]]


def _joined(row: IncidentCase, word: ClientWord | None, reader: Seeing) -> Joined:
    why = reasons(told(row.why, reader))
    if row.score is not None:
        why = f"{row.score} · {why}"
    shape, said = WAYS[word.way] if word else ("", "")
    return Joined(row.case, reader.subject(row.case), words.stage(row.case), words.SHAPES[row.case.state], why,
                  (shape, str(said)), word.refusal if word else "")  # fmt: skip


def languages(incident: Incident) -> list[tuple[str, int]]:
    """Which languages those joined read, and how many each."""
    rows = incident.joined.filter(left_at=None).values_list("case__language").annotate(Count("pk"))
    return sorted(rows, key=lambda row: -row[1])


def notices(incident: Incident) -> list[Told]:
    rows = incident.notices.select_related("by").prefetch_related("words").order_by("-pk")
    now = incident.joined.filter(left_at=None).count()
    return [_told(notice, now) for notice in rows]


def _told(notice: MassNotice, joined: int) -> Told:
    """Those who joined later wait for the next notice, so what waits is only counted while the jobs run."""
    counted = Counter(word.way for word in notice.words.all())
    ways = [(*WAYS[way], number) for way, number in counted.most_common()]
    return Told(notice, [(shape, str(word), number) for shape, word, number in ways],
                max(0, joined - counted.total()) if notice.closes else 0)  # fmt: skip


def listed(only_open: bool) -> list[tuple[Incident, int]]:
    rows = Incident.objects.select_related("topic", "owner")
    shown = list((rows.open() if only_open else rows.exclude(closed_at=None)).order_by("-opened_at")[:LISTED])
    inside = IncidentCase.objects.filter(incident__in=shown, left_at=None)
    number = dict(inside.values_list("incident").annotate(Count("pk")))
    return [(row, number.get(row.pk, 0)) for row in shown]


def took(what: ClockOf, at: datetime) -> Took:
    """Of clocks stopped lately, cases outside incidents too."""
    rows = Clock.objects.filter(what=what, stopped_at__gte=at - LATELY, stopped_at__lte=at)
    kept = list(rows.select_related("case").order_by("-stopped_at")[:MOST])
    ended = [(clock, clock.stopped_at) for clock in kept if clock.stopped_at is not None]
    took = [(stopped - clock.case.began_at).total_seconds() for clock, stopped in ended]
    in_time = sum(stopped <= clock.due_at for clock, stopped in ended)
    return Took(moments.span(median(took)) if took else "—", in_time, len(took))
