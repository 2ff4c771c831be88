"""The cases of a client, as lines beside their card."""

from django.urls import reverse

from anyqtama.cases import seeing, words
from anyqtama.cases.models import Case
from anyqtama.cases.seeing import Seeing
from anyqtama.clients.beside import Line, Lines
from anyqtama.clients.models import Client
from anyqtama.people import access
from anyqtama.people.models import Person
from anyqtama.teamwork.situations.about import About

SHOWN = 50


def lines(person: Person, client: Client) -> Lines:
    cases = access.visible(person, Case).filter(client__in=client.family())
    shown = list(cases.select_related("kind", "topic", "department", "body").order_by("-registered_at", "-pk")[:SHOWN])
    reader = seeing.seeing(person)
    return Lines([_line(case, reader) for case in shown], len(shown) if len(shown) < SHOWN else cases.count())


def about(person: Person, known: str) -> About | None:
    """The case that a situation was met in."""
    case = access.visible(person, Case).filter(number=known).first()
    if case is None:
        return None
    return About(f"{case.number} · {seeing.seeing(person).subject(case)}", reverse("case", args=[case.number]))


def _line(case: Case, reader: Seeing) -> Line:
    state = words.stage(case)
    return Line(
        title=f"{case.number} · {reader.subject(case)}",
        note=" · ".join(str(part) for part in (state, case.topic, case.department) if part),
        at=case.registered_at,
        url=reverse("case", args=[case.number]),
        shape=words.SHAPES[case.state],
        word=state,
    )
