"""The administrator's page of webhooks: what is refused, the secret shown once, a test with its outcome, the list."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from anyqtama.administration.tests.stage import Stage, told
from anyqtama.config import wiring
from anyqtama.kernel import jobs, secrecy
from anyqtama.kernel.models.jobs import Lane
from anyqtama.teamwork.models import Webhook, WebhookCall
from tests.receiver import Receiver, receiving

GIVEN = {"name": "Мониторинг", "address": "https://hooks.example.kz/a", "least_severity": "serious", "kinds": ["other"]}


def made(stage: Stage, **facts: Any) -> Webhook:
    assert stage.post("webhooks/new/", **(GIVEN | facts)).status_code == 302
    return Webhook.objects.get()


def test_a_webhook_is_made_changed_and_taken_out_of_use(settled: Stage) -> None:
    one = made(settled)
    assert (one.least_severity, [kind.code for kind in one.kinds.all()]) == ("serious", ["other"])
    changed = {"address": "https://hooks.example.kz/b", "kinds": []}
    assert settled.post(f"webhooks/{one.pk}/", **(GIVEN | changed)).status_code == 302
    assert told(one).payload["after"] == {"address": "https://hooks.example.kz/b", "kinds": []}
    settled.post(f"webhooks/{one.pk}/use/", act="retire")
    assert not Webhook.objects.get().active
    assert settled.get(f"webhooks/{one.pk}/").status_code == 200


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://hooks.example.kz/", "Only https"), ("https://u:p@hooks.example.kz/", "without a name or password"),
        ("https://127.0.0.1/", "own network"), ("https://169.254.169.254/latest/", "never sent to"),
        ("javascript:alert(1)", "This is no address"),
    ],
)  # fmt: skip
def test_an_address_that_is_never_called_is_refused_at_once(settled: Stage, address: str, said: str) -> None:
    answer = settled.post("webhooks/new/", **(GIVEN | {"address": address}))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Webhook.objects.exists()


def test_two_webhooks_do_not_share_a_name(settled: Stage) -> None:
    made(settled)
    assert list(settled.post("webhooks/new/", **GIVEN).context["form"].errors) == ["name"]


def test_the_secret_is_shown_once(settled: Stage) -> None:
    path = f"webhooks/{made(settled).pk}/"
    assert "nothing is sent" in settled.get(path).content.decode()
    answer = settled.post(path, act="secret")
    secret = answer.context["secret"]
    assert re.fullmatch(r"[\w-]{43}", secret)
    assert secret in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert secrecy.decrypt(Webhook.objects.get().secret_sealed) == secret
    assert secret not in settled.get(path).content.decode()
    assert told(Webhook.objects.get(), "webhook.secret_given").principal_id == str(settled.administrator.pk)


def test_a_test_shows_its_outcome_on_the_page_and_in_the_list(settled: Stage, settings: Any) -> None:
    settings.WEBHOOKS_INSIDE = True
    with receiving(Receiver(status=403)) as there:
        path = f"webhooks/{made(settled, address=there.address).pk}/"
        settled.post(path, act="test")
        assert not WebhookCall.objects.exists()
        settled.post(path, act="secret")
        assert settled.post(path, act="test").status_code == 302
        assert settled.get(path).context["waits"]
        assert jobs.work_one(
            wiring.HANDLERS, lane=Lane.OUTSIDE, worker="test", at=timezone.now() + timedelta(seconds=1)
        )
    shown = settled.get(path)
    assert not shown.context["waits"]
    assert "The receiver refused it. (403)" in shown.content.decode()
    assert "The receiver refused it. (403)" in settled.get("webhooks/").content.decode()
    assert len(there.bodies) == 1


def test_one_that_is_removed_takes_its_calls_along(settled: Stage) -> None:
    one = made(settled)
    settled.post(f"webhooks/{one.pk}/", act="secret")
    settled.post(f"webhooks/{one.pk}/", act="test")
    assert WebhookCall.objects.count() == 1
    settled.post(f"webhooks/{one.pk}/use/", act="remove")
    assert not Webhook.objects.exists()
    assert not WebhookCall.objects.exists()
