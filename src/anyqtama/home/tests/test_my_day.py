import pytest
from django.test import Client
from django.urls import reverse

from anyqtama.contacts import alarming, conversation, wrap_up
from anyqtama.history import rolling_up
from anyqtama.home import day, duty_map
from anyqtama.home.figures import figures
from anyqtama.kernel import journal, sealing
from anyqtama.people.models import Person
from anyqtama.people.roles import Role
from anyqtama.teamwork import alerting
from anyqtama.teamwork.models import Alert
from tests import cast, centre
from tests.centre import later

pytestmark = pytest.mark.django_db


@pytest.fixture
def busy() -> Person:
    """An operator who closed one contact and owes another an answer."""
    queue = centre.queue()
    owner = centre.operator(queue)
    done = centre.running(queue, owner)
    conversation.reply(contact=done, by=owner, text="Иә", seen_seq=9, key="k", at=later(20))
    wrap_up.close(contact=done, by=owner, topic=centre.topic(), result=centre.result(), note="", at=later(100))
    centre.running(queue, owner, at=later(200), called="Жүнісова Айгерім")
    sealing.seal_all()
    journal.read(rolling_up.CURSOR, rolling_up.read)
    return owner


def test_who_waits_for_an_answer_stands_first_with_how_late_it_is(busy: Person) -> None:
    [row] = day.of(busy, at=later(1000)).waiting
    assert (row.title, row.shape) == ("Жүнісова Айгерім", "bad")


def test_an_operators_figures_are_their_own_of_today(busy: Person) -> None:
    handled, aht, _csat = figures(busy, at=later(1000))
    assert (handled.value, aht.value) == ("1", "01:35")


def test_a_leads_figures_are_of_the_queues_led(busy: Person) -> None:
    level = figures(cast.person(Role.TEAM_LEAD, whole_centre=True), at=later(1000))[0]
    assert (level.value, level.shape) == ("100 %", "good")


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_a_day(client: Client, busy: Person, role: Role) -> None:
    for language in ("kk", "ru", "en"):
        client.force_login(cast.person(role, whole_centre=True, language=language))
        assert client.get(reverse("my_day")).status_code == 200


def test_somebody_without_a_role_sees_an_empty_day_and_no_figures(client: Client, busy: Person) -> None:
    stranger = cast.person()
    client.force_login(stranger)
    assert client.get(reverse("my_day")).status_code == 200
    assert figures(stranger, at=later(1000)) == []


def test_the_map_counts_every_duty_once_and_opens_one(client: Client) -> None:
    assert sum(duty_map.tally().values()) == 157
    client.force_login(cast.person(Role.OPERATOR, language="en"))
    page = client.get(reverse("duties"), {"duty": "10.F3.4"})
    assert page.status_code == 200
    assert b"10.F3.4" in page.content
    assert client.get(reverse("duties"), {"duty": "no\x00such"}).status_code == 404
    assert len(client.get(reverse("duties_export")).content.splitlines()) == 158


@pytest.mark.parametrize(("role", "opens"), [(Role.OPERATOR, True), (Role.ECONOMIST, False)])
def test_a_duty_links_to_its_screen_only_for_who_may_open_it(client: Client, role: Role, opens: bool) -> None:
    client.force_login(cast.person(role, language="en"))
    page = client.get(reverse("duties"), {"duty": "9.F1.1"}).content.decode()
    assert ("Open: Desk" in page) is opens
    assert "Desk" in page.partition("Where it is done")[2]
    status = client.get(reverse("desk")).status_code
    assert (status == 200) is opens


def test_every_figure_opens_for_whoever_sees_it(client: Client, busy: Person) -> None:
    for reader in (busy, cast.person(Role.TEAM_LEAD, whole_centre=True)):
        client.force_login(reader)
        for figure in figures(reader, at=later(1000)):
            assert client.get(figure.url).status_code == 200


def test_a_lead_sees_the_shift_and_alerts_that_nobody_has_taken(client: Client, busy: Person) -> None:
    queue = centre.queue("long", warn_wait_seconds=30, alarm_wait_seconds=60)
    centre.waiting(queue)
    alarming.sweep(at=later(100))
    lead = cast.person(Role.TEAM_LEAD, whole_centre=True, language="en")
    today = day.of(lead, at=later(200))
    assert (today.waiting[0].shape, today.waiting[0].url) == ("bad", reverse("alerts"))
    assert sum(state.number for state in today.shift) == 1
    client.force_login(lead)
    assert client.get(reverse("my_day")).context["alerts"]["count"] == 1
    alerting.take(alert=Alert.objects.get(), by=lead, at=later(300))
    assert not [row for row in day.of(lead, at=later(400)).waiting if row.url == reverse("alerts")]
    page = client.get(reverse("alerts")).content.decode()
    assert str(lead) in page
    assert day.of(busy, at=later(200)).shift == []
