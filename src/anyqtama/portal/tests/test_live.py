import pytest

from anyqtama.contacts.models import Contact
from anyqtama.people.live_access import Listener
from anyqtama.portal import live_access
from anyqtama.portal.tests import scene

pytestmark = pytest.mark.django_db


def test_a_visitor_follows_their_own_visit_and_contact_and_no_other() -> None:
    scene.opened()
    first, second = scene.started(scene.browser()), scene.started(scene.browser())
    mine, other = Contact.objects.order_by("id")
    me = Listener(visit_id=first.pk)
    assert live_access.follows_visit(me, str(first.pk))
    assert live_access.follows_contact(me, str(mine.pk))
    assert not live_access.follows_visit(me, str(second.pk))
    assert not live_access.follows_contact(me, str(other.pk))


@pytest.mark.parametrize("rest", ["", "-1", "x", "1e3", "9" * 30, "\x00", "١"])
def test_garbage_is_followed_by_nobody(rest: str) -> None:
    me = Listener(visit_id=1)
    assert not live_access.follows_visit(me, rest)
    assert not live_access.follows_contact(me, rest)


def test_the_socket_knows_visits_by_their_cookie_until_they_are_forgotten() -> None:
    scene.opened()
    visitor = scene.browser()
    visit = scene.started(visitor)
    cookie = visitor.cookies["aq_visit"].value
    assert live_access.open_visits([cookie, "other", ""]) == {cookie: visit.pk}
    visitor.post("/visit/forget/")
    assert live_access.open_visits([cookie]) == {}
