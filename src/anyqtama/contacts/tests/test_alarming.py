import pytest

from anyqtama.contacts import alarming, conversation, ending
from anyqtama.kernel.models import Entry
from anyqtama.people.roles import Role
from anyqtama.teamwork import alerting
from anyqtama.teamwork.models import Alert
from tests import cast, centre
from tests.centre import VISITOR, later

pytestmark = pytest.mark.django_db


def test_a_long_wait_warns_then_alarms_once_and_ends_by_itself() -> None:
    queue = centre.queue(warn_wait_seconds=60, alarm_wait_seconds=180)
    contact = centre.waiting(queue)
    assert alarming.sweep(at=later(59)) == 0
    alarming.sweep(at=later(60))
    alarming.sweep(at=later(70))
    assert Alert.objects.get().level == "warning"
    alarming.sweep(at=later(180))
    alert = Alert.objects.get()
    assert (alert.level, alert.raised_at) == ("alarm", later(60))
    ending.leave(contact=contact, by=VISITOR, at=later(200))
    alarming.sweep(at=later(201))
    assert Alert.objects.get().ended_at == later(201)
    kinds = Entry.objects.filter(subject_kind="alert").order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["alert.raised", "alert.raised", "alert.ended"]


def test_who_was_taken_but_never_answered_raises_the_alarm_until_the_first_human_word() -> None:
    queue = centre.queue(warn_wait_seconds=60, alarm_wait_seconds=180)
    owner = centre.operator(queue)
    contact = centre.running(queue, owner)
    assert alarming.sweep(at=later(59)) == 0
    assert alarming.sweep(at=later(200)) == 1
    assert Alert.objects.get().level == "alarm"
    conversation.reply(contact=contact, by=owner, text="Иә", seen_seq=9, key="k", at=later(210))
    assert alarming.sweep(at=later(211)) == 0
    assert Alert.objects.get().ended_at == later(211)


def test_one_lead_takes_an_alert_and_the_other_is_told_so() -> None:
    queue = centre.queue(warn_wait_seconds=60)
    centre.waiting(queue)
    alarming.sweep(at=later(100))
    first, second = cast.person(Role.TEAM_LEAD), cast.person(Role.TEAM_LEAD)
    alert = alerting.take(alert=Alert.objects.get(), by=first, at=later(110))
    assert alerting.take(alert=alert, by=first, at=later(120)).taken_at == later(110)
    with pytest.raises(alerting.TakenAlready):
        alerting.take(alert=alert, by=second, at=later(130))
