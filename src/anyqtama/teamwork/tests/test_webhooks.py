"""Webhooks: told at each step, signed, without personal data, tried again until they answer, once for each delivery."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import UTC, timedelta
from typing import Any

import pytest
import time_machine

from anyqtama.config import wiring
from anyqtama.kernel import jobs
from anyqtama.kernel.models import Entry, Job
from anyqtama.kernel.models.jobs import JobState, Lane
from anyqtama.people.models import Person
from anyqtama.teamwork.models import Severity, Situation, Webhook, WebhookCall
from anyqtama.teamwork.situations import handling, page
from anyqtama.teamwork.tests.test_situations import Centre
from anyqtama.teamwork.webhooks import announcing, securing
from tests.cast import NOW
from tests.receiver import Receiver, receiving

pytestmark = pytest.mark.django_db
FACTS = {"version", "event", "id", "kind", "severity", "unit", "step", "at", "url", "delivery", "sent"}


@pytest.fixture
def centre() -> Centre:
    return Centre()


@pytest.fixture
def there(settings: Any) -> Iterator[Receiver]:
    settings.WEBHOOKS_INSIDE, settings.ADDRESS = True, "https://help.example.kz"
    with receiving(Receiver()) as receiver:
        yield receiver


def webhook(receiver: Receiver, by: Person, **facts: Any) -> tuple[Webhook, str]:
    made = Webhook.objects.create(name=facts.pop("name", "Мониторинг"), address=receiver.address, **facts)
    secret = securing.give(webhook=made, by=by, at=NOW)
    return Webhook.objects.get(pk=made.pk), secret


def work(minutes: float = 0) -> None:
    with time_machine.travel(NOW + timedelta(minutes=minutes), tick=False) as clock:
        for _job in range(30):
            at = NOW + timedelta(minutes=minutes)
            clock.move_to(at)
            lanes = (Lane.QUICK, Lane.OUTSIDE)
            if not any(jobs.work_one(wiring.HANDLERS, lane=lane, worker="test", at=at) for lane in lanes):
                return


def heard(receiver: Receiver) -> list[dict[str, Any]]:
    return [json.loads(body) for body in receiver.bodies]


def test_each_step_of_a_situation_is_posted(centre: Centre, there: Receiver) -> None:
    webhook(there, centre.director)
    situation = centre.report()
    work()
    work(16)
    handling.acknowledge(situation=situation, by=centre.head, at=NOW + timedelta(minutes=20))
    handling.resolve(situation=situation, outcome="Су қосылды", by=centre.head, at=NOW + timedelta(minutes=21))
    work(22)
    events = [(said["event"], said["step"]) for said in heard(there)]
    assert events == [
        ("situation.reported", 0), ("situation.told", 1), ("situation.acknowledged", 1), ("situation.resolved", 1),
    ]  # fmt: skip
    first = heard(there)[0]
    assert (first["id"], first["kind"], first["severity"]) == (situation.number, "mass_requests", "serious")
    assert centre.operator.unit
    assert first["unit"] == centre.operator.unit.code
    assert first["at"] == NOW.astimezone(UTC).isoformat()
    assert first["url"] == f"https://help.example.kz/situations/{situation.number}/"


def test_what_is_posted_is_signed_by_the_secret_and_says_nothing_personal(centre: Centre, there: Receiver) -> None:
    made, secret = webhook(there, centre.director)
    centre.report()
    work()
    body, headers = there.bodies[0], there.headers[0]
    signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    assert headers["X-Anyqtama-Signature"] == f"sha256={signature}"
    assert headers["X-Anyqtama-Timestamp"] == str(int(NOW.timestamp()))
    assert headers["X-Anyqtama-Delivery"] == json.loads(body)["delivery"]
    assert set(json.loads(body)) == FACTS
    said = body.decode()
    assert not [word for word in ("Абай", centre.operator.family_name, centre.lead.family_name) if word in said]
    assert secret not in made.secret_sealed
    assert secret not in str(list(Entry.objects.values("payload", "personal")))


@pytest.mark.parametrize(
    ("least", "kinds", "active", "told"),
    [
        (Severity.MINOR, [], True, True), (Severity.SERIOUS, ["mass_requests"], True, True),
        (Severity.CRITICAL, [], True, False), (Severity.MINOR, ["other"], True, False),
        (Severity.MINOR, [], False, False),
    ],
)  # fmt: skip
def test_only_what_it_wants_is_told(
    centre: Centre, there: Receiver, least: Severity, kinds: list[str], active: bool, told: bool
) -> None:
    made, _secret = webhook(there, centre.director, least_severity=least, active=active)
    made.kinds.set(type(centre.kind).objects.filter(code__in=kinds))
    centre.report()
    work()
    assert bool(there.bodies) == told


def test_a_call_never_waits_among_quick_work(centre: Centre, there: Receiver) -> None:
    webhook(there, centre.director)
    centre.report()
    while jobs.work_one(wiring.HANDLERS, lane=Lane.QUICK, worker="test", at=NOW):
        pass
    assert not there.bodies
    work()
    assert there.bodies


def test_without_a_secret_nothing_is_sent(centre: Centre, there: Receiver) -> None:
    made = Webhook.objects.create(name="Мониторинг", address=there.address)
    centre.report()
    with pytest.raises(announcing.NotReady):
        announcing.try_out(webhook=made, by=centre.director, at=NOW)
    work()
    assert not there.bodies
    assert not WebhookCall.objects.exists()


def test_a_refusal_is_tried_again_with_the_same_delivery_until_it_is_taken(centre: Centre, there: Receiver) -> None:
    made, _secret = webhook(there, centre.director)
    there.status = 503
    situation = centre.report()
    work()
    call = made.calls.get()
    assert (call.status, call.problem, call.tries, call.delivered_at) == (503, "answer", 1, None)
    assert Job.objects.get(kind=announcing.CALL).state == JobState.READY
    there.status = 204
    work(1)
    call = made.calls.get()
    assert (call.status, call.problem, call.tries) == (204, "", 2)
    first, second = heard(there)
    assert first["delivery"] == second["delivery"] == str(call.delivery)
    assert first["sent"] != second["sent"]
    told = Entry.objects.get(kind="webhook.called").payload
    assert (told["delivered"], told["tries"], told["number"]) == (True, 2, situation.number)
    work(2)
    assert len(there.bodies) == 2
    assert [line.who for line in page.log(situation)][-1] == "Мониторинг"


def test_after_the_last_try_it_is_given_up_and_told(centre: Centre, there: Receiver) -> None:
    made, _secret = webhook(there, centre.director)
    there.status, there.location = 302, "http://127.0.0.1:1/"
    announce(centre, made)
    for hours in range(8):
        work(120 * hours)
    call = made.calls.get()
    assert (call.tries, call.problem, call.status) == (8, "redirect", 302)
    assert call.given_up_at
    assert len(there.bodies) == 8
    assert Entry.objects.get(kind="webhook.called").payload["delivered"] is False
    assert Job.objects.get(kind=announcing.CALL).state == JobState.SET_ASIDE


def announce(centre: Centre, made: Webhook) -> Situation:
    situation = centre.report()
    jobs.cancel("teamwork.situation", key=str(situation.pk), at=NOW)
    assert made.calls.count() == 1
    return situation


def test_the_own_network_is_not_posted_to_unless_it_is_allowed(centre: Centre, there: Receiver, settings: Any) -> None:
    made, _secret = webhook(there, centre.director)
    settings.WEBHOOKS_INSIDE = False
    centre.report()
    work()
    assert not there.bodies
    assert made.calls.get().problem == "plain"


def test_a_test_is_tried_once_and_tells_of_nothing(centre: Centre, there: Receiver) -> None:
    made, _secret = webhook(there, centre.director)
    there.status = 500
    announcing.try_out(webhook=made, by=centre.director, at=NOW)
    work()
    work(60)
    assert [(said["event"], said["id"], said["kind"]) for said in heard(there)] == [("test", "", "")]
    assert made.calls.get().given_up_at
    assert Entry.objects.filter(kind="webhook.tested", principal_id=str(centre.director.pk)).count() == 1


def test_what_was_switched_off_or_removed_meanwhile_is_not_called(centre: Centre, there: Receiver) -> None:
    made, _secret = webhook(there, centre.director)
    gone, _secret = webhook(there, centre.director, name="Екінші")
    centre.report()
    Webhook.objects.filter(pk=made.pk).update(active=False)
    gone.delete()
    work()
    assert not there.bodies
    assert made.calls.get().problem == "off"


def test_a_new_secret_ends_the_old_one(centre: Centre, there: Receiver) -> None:
    made, old = webhook(there, centre.director)
    new = securing.give(webhook=made, by=centre.director, at=NOW)
    centre.report()
    work()
    signature = there.headers[0]["X-Anyqtama-Signature"].removeprefix("sha256=")
    assert hmac.new(new.encode(), there.bodies[0], hashlib.sha256).hexdigest() == signature
    assert old != new
    assert Entry.objects.filter(kind="webhook.secret_given").count() == 2
