"""Cases and people who look at them, for the tests of the pages."""

from typing import Any

from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from anyqtama.cases import registering
from anyqtama.cases.models import Case
from anyqtama.clients.models import DataClass, RecordField
from anyqtama.clients.records import fields
from anyqtama.clients.records import shipped as shipped_records
from anyqtama.people.models import Person
from tests import centre
from tests.centre import NOW

XSS = '<script>alert(1)</script><img src=x onerror="alert(2)">'


def case(by: Person, **facts: Any) -> Case:
    given: dict[str, Any] = {
        "client": facts.pop("client", None) or centre.client(),
        "contact": None,
        "topic": facts.pop("topic", None) or centre.topic(promise_minutes=960),
        "subject": "Аулада жарық жоқ",
        "details": "",
        "by": by,
        "at": NOW,
    }
    return registering.register(**{**given, **facts})


def only_for_leads(*names: str) -> None:
    """These fields of a case are a bank secret, which team leads see and nobody else."""
    shipped_records.load()
    DataClass.objects.filter(code="bank").update(roles=["team_lead"])
    RecordField.objects.filter(record="case", field__in=names).update(data_class=DataClass.objects.get(code="bank"))
    fields.changed()


def signed_in(person: Person) -> Browser:
    browser = Browser()
    browser.force_login(person)
    return browser


def queries(browser: Browser, url: str) -> int:
    """How many the page asks, once everything that is read once a process is read."""
    browser.get(url)
    with CaptureQueriesContext(connection) as captured:
        answer = browser.get(url)
    assert answer.status_code == 200
    return len(captured)
