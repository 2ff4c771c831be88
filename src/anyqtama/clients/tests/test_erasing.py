"""A client is forgotten everywhere, the counts stay, the journal's chain is whole; their data is handed out."""

import io
import json
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.test import Client as Browser

from anyqtama.cases import closing, registering
from anyqtama.cases.kinds import shipped as shipped_kinds
from anyqtama.clients import erasing, identifying, merging, naming, representing
from anyqtama.clients.models import Client, IdentityKind
from anyqtama.contacts import conversation, ending, wrap_up
from anyqtama.contacts.models import Attachment, Contact, Message
from anyqtama.kernel import files, sealing, shipped_data
from anyqtama.kernel.models import Entry, StoredFile
from anyqtama.people.models import Person
from anyqtama.people.roles import Role
from tests import cast, centre
from tests.architecture.factories import PICTURE
from tests.centre import NOW

pytestmark = pytest.mark.django_db
NAME, PHONE, NOTE, SAID = "Әбілқайырова Қарлығаш", "87015554321", "ерекше ескерту", "құпия мәтін"
SECRETS = ("Әбілқайырова", "+77015554321", "54321", NOTE, SAID, "Zhasyryn")


@pytest.fixture
def head() -> Person:
    return cast.person(Role.HEAD, whole_centre=True, language="en")


@pytest.fixture
def known(settings: Any, tmp_path: Any) -> Client:
    """A client with a number, a talk with a file, a case and a merged card."""
    settings.DATA = tmp_path
    shipped_data.load()
    shipped_kinds.load()
    queue = centre.queue()
    owner = centre.operator(queue)
    card = identifying.find_or_make(kind=IdentityKind.PHONE, value=PHONE, language="kk", at=NOW, name=NAME)
    naming.change(client=card, by=owner.principal, at=NOW, notes=NOTE, address=f"{SAID} 4")
    contact = centre.running(queue, owner, client=card, text=SAID)
    stored = files.store(io.BytesIO(PICTURE), "picture.png", NOW)
    Attachment.objects.create(message=contact.messages.earliest("seq"), file=stored)
    conversation.reply(contact=contact, by=owner, text=SAID, seen_seq=9, key="k1", at=centre.later(9))
    made = registering.register(
        client=card, contact=contact, topic=centre.topic(queue=queue), subject=SAID, details=NOTE, by=owner, at=NOW
    )
    other = centre.client("Zhasyryn Esim")
    merging.merge(kept=card, folded=other, take=["name"], by=owner, at=NOW)
    representing.represent(
        client=card, agent=centre.client(), role="attorney", powers=["ask"], document=NOTE, valid_until=None, by=owner,
        at=NOW,
    )  # fmt: skip
    ending.end(contact=contact, by=owner, at=centre.later(60))
    wrap_up.close(contact=contact, by=owner, topic=made.topic, result=centre.result(), note=NOTE, at=centre.later(70))
    return card


def everything() -> str:
    """All that the database holds, as one text."""
    rows = [row for model in apps.get_models() for row in model._base_manager.values()]
    return json.dumps(rows, ensure_ascii=False, default=str)


def close_cases(card: Client) -> None:
    for case in card.cases.all():
        closing.close(case=case, by=case.owner, resolved=True, reason="", at=centre.later(80))


def test_nothing_is_erased_while_something_is_open(known: Client, head: Person) -> None:
    with pytest.raises(erasing.NotYet) as refusal:
        erasing.erase(client=known, ground="request", by=head, at=NOW)
    assert known.cases.get().number in refusal.value.holds[0]
    assert Client.objects.get(pk=known.pk).erased_at is None


def test_a_client_is_forgotten_everywhere_and_the_counts_stay(
    known: Client, head: Person, django_capture_on_commit_callbacks: Any
) -> None:
    close_cases(known)
    assert any(secret in everything() for secret in SECRETS)
    before = [Contact.objects.count(), Message.objects.count(), known.cases.count(), Entry.objects.count()]
    sealing.seal_all()
    with django_capture_on_commit_callbacks(execute=True):
        erasing.erase(client=known, ground="request", by=head, at=NOW + timedelta(hours=1))
    left = everything()
    assert [secret for secret in SECRETS if secret in left] == []
    assert not StoredFile.objects.exists()
    after = [Contact.objects.count(), Message.objects.count(), known.cases.count(), Entry.objects.count() - 1]
    assert after == before
    sealing.seal_all()
    assert list(sealing.verify()) == []
    with pytest.raises(erasing.ErasedAlready):
        erasing.erase(client=known, ground="request", by=head, at=NOW)


def test_the_data_is_handed_out_whole_and_noted(known: Client, head: Person) -> None:
    browser = Browser()
    browser.force_login(head)
    with time_machine.travel(NOW, tick=False):
        answer = browser.post(f"/clients/{known.pk}/export/", {"form": "json"})
        page = browser.post(f"/clients/{known.pk}/export/", {"form": "page"}).content.decode()
    told = json.loads(answer.content)
    assert told["identities"][0]["value"] == "+77015554321"
    assert [message["text"] for message in told["contacts"][0]["messages"]][:1] == [SAID]
    assert told["cases"][0]["details"] == NOTE
    assert "attachment" in answer["Content-Disposition"]
    assert "+77015554321" in page
    assert Entry.objects.filter(kind="client.exported").count() == 2
