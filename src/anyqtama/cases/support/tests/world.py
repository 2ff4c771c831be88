"""A support case and what surrounds it, for the tests of support, incidents and reminders."""

from typing import Any

from anyqtama.cases.clocks import terms
from anyqtama.cases.kinds import shipped
from anyqtama.cases.models import Case, CaseKind
from anyqtama.cases.tests.world import case
from anyqtama.knowledge.errors import recording
from anyqtama.knowledge.errors.recording import Told
from anyqtama.knowledge.models import KnownError
from anyqtama.people.models import Person
from tests.centre import NOW

FIELDS = {"product": "Қосымша", "symptom": "Кірмейді"}
CAUSE = {"cause_class": "software", "cause": "Жаңарту қатесі"}


def support_kind() -> CaseKind:
    shipped.load()
    terms.load()
    return CaseKind.objects.get(code="support")


def support_case(by: Person, **facts: Any) -> Case:
    """Of normal urgency, registered on a Monday at ten."""
    given: dict[str, Any] = {"kind": support_kind(), "fields": FIELDS, "subject": "Қосымшаға кіру мүмкін емес"}
    return case(by, **given | facts)


def known_error(code: str = "login", **facts: Any) -> KnownError:
    given: dict[str, Any] = {
        "names": {"kk": "Қосымшаға кірмейді", "ru": "Не входит в приложение"},
        "texts": {
            "cause": {"kk": "Ескі нұсқа", "ru": "Старая версия"},
            "workaround": {"kk": "Қосымшаны қайта орнатыңыз", "ru": "Переустановите приложение"},
        },
        "state": KnownError.State.WORKAROUND,
    }
    return recording.save(code=code, told=Told(**given | facts), by=None, at=NOW)
