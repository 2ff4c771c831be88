"""What a lead typed wrong about a queue is shown again where it stands, with its error."""

from typing import Any

import pytest
from django.test import Client

from anyqtama.contacts.models import Queue, QueueClosure
from anyqtama.people.roles import Role
from tests import cast, centre

pytestmark = pytest.mark.django_db
LIMITS = {"answer_within_seconds": "60", "target_percent": "80", "formula": "A"}


def post(queue: Queue, act: str, **fields: Any) -> Any:
    browser = Client()
    browser.force_login(cast.person(Role.TEAM_LEAD, whole_centre=True, language="en"))
    return browser.post(f"/queues/{queue.code}/{act}/", fields)


def test_wrong_thresholds_stand_in_their_fields_with_the_error_beside_them() -> None:
    queue = centre.queue(warn_wait_seconds=30, alarm_wait_seconds=120)
    refused = post(queue, "limits", **LIMITS, warn_wait_seconds="500", alarm_wait_seconds="20")
    page = refused.content.decode()
    assert refused.status_code == 422
    assert 'value="500"' in page
    assert 'value="20"' in page
    assert 'id="id_warn_wait_seconds_error"' in page
    queue.refresh_from_db()
    assert (queue.warn_wait_seconds, queue.alarm_wait_seconds) == (30, 120)


def test_right_thresholds_are_kept() -> None:
    queue = centre.queue(warn_wait_seconds=30, alarm_wait_seconds=120)
    done = post(queue, "limits", **LIMITS, warn_wait_seconds="20", alarm_wait_seconds="500", next="/wall/")
    assert (done.status_code, done["Location"]) == (302, "/wall/")


def test_a_queue_is_not_closed_without_a_reason_and_the_dialog_opens_again() -> None:
    refused = post(centre.queue(), "closing", reason="")
    page = refused.content.decode()
    assert refused.status_code == 422
    assert 'id="close-queue" aria-labelledby="close-queue-title" open>' in page
    assert 'id="id_reason_error"' in page
    assert not QueueClosure.objects.exists()


def test_a_wrong_banner_keeps_its_words() -> None:
    refused = post(centre.queue(), "banner", kk="Су кешке беріледі", until="ертең")
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Су кешке беріледі" in page
    assert 'id="id_until_error"' in page


def test_a_banner_whose_time_is_over_is_refused_and_keeps_its_words() -> None:
    queue = centre.queue()
    refused = post(queue, "banner", en="Water is back in the evening", until="2020-01-01T10:00")
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Water is back in the evening" in page
    assert "This moment has passed" in page
    queue.refresh_from_db()
    assert queue.banner == {}
