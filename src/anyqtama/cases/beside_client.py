"""The cases of a client, as lines beside their card."""

from django.urls import reverse

from anyqtama.cases import words
from anyqtama.cases.models import Case
from anyqtama.clients.beside import Line, Lines
from anyqtama.clients.models import Client
from anyqtama.people import access
from anyqtama.people.models import Person
from anyqtama.teamwork.situations.about import About

SHOWN = 50


def lines(person: Person, client: Client) -> Lines:
    cases = access.visible(person, Case).filter(client__in=client.family())
    shown = list(cases.select_related("kind", "topic", "department", "body").order_by("-registered_at", "-pk")[:SHOWN])
    return Lines([_line(case) for case in shown], len(shown) if len(shown) < SHOWN else cases.count())


def about(person: Person, known: str) -> About | None:
    """The case that a situation was met in."""
    case = access.visible(person, Case).filter(number=known).first()
    return About(f"{case.number} · {case.subject}", reverse("case", args=[case.number])) if case else None


def _line(case: Case) -> Line:
    state = words.stage(case)
    return Line(
        title=f"{case.number} · {case.subject}",
        note=" · ".join(str(part) for part in (state, case.topic, case.department) if part),
        at=case.registered_at,
        url=reverse("case", args=[case.number]),
        shape=words.SHAPES[case.state],
        word=state,
    )
