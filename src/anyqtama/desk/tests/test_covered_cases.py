"""Subjects of cases at the desk and on outbound lists: to whom their class is, and to nobody else."""

from typing import Any

import pytest
from django.http import QueryDict

from anyqtama.cases.models import Case
from anyqtama.cases.tests.world import case, only_for_leads
from anyqtama.contacts.models import ListState, OutboundRow, RowState
from anyqtama.contacts.outbound import filling, making
from anyqtama.contacts.tests.outgoing import calling, reachable
from anyqtama.desk.outbound import searching
from anyqtama.desk.tests.world import World, signed_in, world
from anyqtama.people.models import Person
from anyqtama.people.roles import Role
from tests import cast
from tests.centre import NOW

pytestmark = pytest.mark.django_db
SUBJECT, HIDDEN = "Төлем өтпеді", "not for your role"
COVERED = f"{SUBJECT} •••• •••• •••• 6789"


def made(by: Person, **facts: Any) -> Case:
    return case(by, subject=f"{SUBJECT} 4400 4301 2345 6789", **facts)


def test_the_history_of_a_client_beside_a_talk() -> None:
    here = world()
    made(here.operator, client=here.client)
    assert COVERED in here.page()
    only_for_leads("subject")
    assert SUBJECT not in here.page()


def lists(here: World) -> tuple[str, str]:
    """Addresses of a list made from a search of cases, and of working it."""
    lead = cast.person(Role.TEAM_LEAD, unit=here.queue.unit)
    source = searching.asked(QueryDict("cases=view%3Dall"))
    found = calling(here.queue, lead, source=source)
    filling.fill(outbound=found, clients=list(searching.clients(source, lead, NOW)), source="cases", by=lead, at=NOW)
    making.turn(outbound=found, to=ListState.RUNNING, by=lead, at=NOW)
    return f"/outbound/{found.pk}/", f"/outbound/{found.pk}/next/"


def test_an_outbound_list_of_cases_keeps_numbers_and_tells_subjects_by_their_class() -> None:
    here = world()
    number = made(here.operator, client=reachable(1)).number
    page, working = lists(here)
    row = OutboundRow.objects.get()
    assert row.note == number
    lead = signed_in(cast.person(Role.TEAM_LEAD, whole_centre=True, language="en"))

    def shown(browser: Any, address: str) -> str:
        answer = browser.get(address)
        assert answer.status_code == 200
        return str((answer.content if not answer.streaming else answer.getvalue()).decode())

    assert f"{number} · {COVERED}" in shown(here.browser, page)
    only_for_leads("subject")
    OutboundRow.objects.update(note=f"{number} · {SUBJECT}")  # as an older version kept it
    for address in (page, f"{page}?export=csv"):
        assert f"{number} · {HIDDEN}" in shown(here.browser, address)
        assert SUBJECT not in shown(here.browser, address)
        assert f"{number} · {COVERED}" in shown(lead, address)
    OutboundRow.objects.update(state=RowState.TAKEN, taken_by=here.operator, taken_at=NOW)
    told = shown(here.browser, working)
    assert f"{number} · {HIDDEN}" in told
    assert SUBJECT not in told
    OutboundRow.objects.update(note="Кешке · қоңырау шалу")
    assert "Кешке · қоңырау шалу" in shown(here.browser, page)
