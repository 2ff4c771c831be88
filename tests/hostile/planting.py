"""Plants the vectors in every text the product shows. Run as a program on the data of the server under test."""

import json
import os
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from tests.hostile.vectors import vectors

NUL = "\x00"
PLANTED = "planted.json"
"""In the data folder: what the addresses of the pages need."""


def shares(kinds: int) -> list[Iterator[str]]:
    """Each vector goes round; a surface takes what it needs from its own endless share."""

    def endless(start: int) -> Iterator[str]:
        everything = [text.replace(NUL, "\ufffd") for text in vectors()]
        while True:
            yield from everything[start:]
            start = 0

    step = max(1, len(vectors()) // kinds)
    return [endless(number * step) for number in range(kinds)]


def fitting(share: Iterator[str], longest: int) -> str:
    return next(text for text in share if len(text.strip()) <= longest and text.strip())


def label_of(share: Iterator[str], longest: int = 80) -> dict[str, str]:
    return {language: fitting(share, longest) for language in ("kk", "ru", "en")}


def body(share: Iterator[str]) -> str:
    return "\n\n".join(next(share) for _ in range(12))


def plant(people: dict[str, Any], unit: Any) -> dict[str, Any]:
    """Returns what the pages' addresses need. Every one of the vectors is a message of one talk."""
    from django.utils import timezone

    from anyqtama.cases import registering
    from anyqtama.clients import blocking, identifying
    from anyqtama.clients.models import Client, Consent, IdentityKind, Notice
    from anyqtama.contacts import arrival, consulting, conversation, queue_control, wrap_up
    from anyqtama.contacts.models import Attachment, ContactResult, Message, Queue, QueueMember, Topic
    from anyqtama.kernel import files
    from anyqtama.knowledge import publishing
    from anyqtama.knowledge.models import QuickReply
    from anyqtama.people import presence
    from anyqtama.people.models import Skill, WorkingState
    from anyqtama.portal import visiting
    from tests import centre

    at = timezone.now()
    names, words, short, files_, banner = shares(5)
    owner, colleague = people["nurgul"], people["daulet"]

    for skill in range(3):
        Skill.objects.create(code=f"hostile-{skill}", names=label_of(short, 60))
    steps = [
        {"key": f"s{number}", "kind": kind, "texts": label_of(words, 300),
         "options": [{"value": fitting(short, 60), "texts": label_of(short, 60)}] if kind == "choose" else []}
        for number, kind in enumerate(("say", "ask", "choose"))
    ]  # fmt: skip
    script = publishing.publish_script(code="hostile", names=label_of(short), steps=steps, by=owner, at=at)
    articles = [
        publishing.publish(
            code=f"hostile-{number}",
            texts={language: (fitting(words, 150), body(words)) for language in ("kk", "ru", "en")},
            tags=[fitting(short, 30)], by=owner, at=at,
        )
        for number in range(6)
    ]  # fmt: skip
    for number in range(12):
        QuickReply.objects.create(shortcut=f"hostile-{number}", names=label_of(short, 60), texts=label_of(words, 300))
    queue = Queue.objects.create(
        code="hostile", names=label_of(short), descriptions=label_of(words), unit=unit, order=1, warn_wait_seconds=1,
        offer_seconds=3600,
    )  # fmt: skip
    topics = [
        Topic.objects.create(
            code=f"hostile-{number}", names=label_of(short), queue=queue, script=script.script, promise_minutes=600
        )
        for number in range(12)
    ]
    topics[0].articles.set(articles)
    for person in (owner, colleague):
        QueueMember.objects.create(queue=queue, person=person, added_at=at)
    ContactResult.objects.create(code="hostile", names=label_of(short, 60))
    queue_control.put_banner(queue=queue, by=people["lead"], texts=label_of(banner, 200), until=None, at=at)

    notice = Notice.objects.latest("version")
    visit, token = visiting.begin(language="kk", address=None, at=at)
    client = Client.objects.create(
        name=fitting(names, 120), address=fitting(words, 300), notes=fitting(words, 300), language="kk", created_at=at
    )
    Consent.objects.create(client=client, notice=notice, given_at=at, language="kk", how="chat")
    identifying.add(client=client, kind=IdentityKind.PHONE, value="+77010000009", at=at)
    available = WorkingState.objects.get(code="available")
    presence.change(person=owner, state=available, by=owner.principal, at=at)
    contact = centre.running(
        queue, owner, at=at, client=client, conversation=f"visit-{visit.pk}-1", topic=topics[0].code,
        text=next(words),
    )  # fmt: skip
    visit.client, visit.contact = client, contact
    visit.save()
    for number, text in enumerate(vectors()):
        said = text.replace(NUL, "")
        if number % 3 == 0:
            conversation.reply(contact=contact, by=owner, text=said, seen_seq=10**6, key=f"r{number}", at=at)
        elif number % 3 == 1:
            conversation.note(contact=contact, by=owner, text=said, key=f"n{number}", at=at)
        else:
            inbound = centre.inbound(said, conversation=contact.conversation, key=f"c{number}")
            arrival.receive(inbound=inbound, by=visit.principal, at=at, client=client)
    picture = bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
        "0000000c49444154789c63f8ffff3f0005fe02fea7d6a5e60000000049454e44ae426082"
    )
    message = Message.objects.filter(contact=contact, side="client", kind="text").latest("seq")
    for _ in range(40):
        stored = files.store(BytesIO(picture), f"{fitting(files_, 100)}.png", at)
        Attachment.objects.create(message=message, file=stored)
    consulting.ask(contact=contact, by=owner, colleague=colleague, question=next(words), at=at)
    cases = [
        registering.register(
            client=client, contact=contact, topic=topic, subject=fitting(words, 200), details=next(words), by=owner,
            at=at, address=fitting(words, 300),
        )
        for topic in topics[:8]
    ]  # fmt: skip
    for number in range(20):  # people who wait, seen on the queue's page and in the offers
        one = Client.objects.create(name=fitting(names, 120), created_at=at, address=fitting(words, 300))
        centre.waiting(queue, at=at, client=one, text=next(words), topic=topics[number % 12].code)
    ended_visit, ended_token = visiting.begin(language="kk", address=None, at=at)
    ended = centre.running(
        queue, owner, at=at - timedelta(minutes=9), client=client, conversation=f"visit-{ended_visit.pk}-1",
        text=next(words), topic=topics[0].code,
    )  # fmt: skip
    conversation.reply(contact=ended, by=owner, text=next(words), seen_seq=10**6, key="e", at=at)
    wrap_up.close(
        contact=ended, by=owner, topic=topics[1], result=ContactResult.objects.get(code="hostile"),
        note=next(words), at=at,
    )  # fmt: skip
    ended_visit.client, ended_visit.contact = client, ended
    ended_visit.save()
    blocking.block(client=Client.objects.order_by("-pk")[0], by=owner, reason=fitting(words, 300),
                   until=at + timedelta(hours=1), at=at)  # fmt: skip
    return {
        "visit": token, "ended": ended_token, "contact": contact.pk, "client": client.pk, "case": cases[0].number,
        "code": registering.code_of(cases[0]), "ended_contact": ended.pk, "owner": owner.pk, "queue": queue.pk,
        "topic": topics[0].pk,
    }  # fmt: skip


def write() -> None:
    import django

    django.setup()
    from anyqtama.people.models import Person, Unit

    people = {person.login: person for person in Person.objects.all()}
    planted = plant(people, Unit.objects.get(code="city"))
    (Path(os.environ["ANYQTAMA_DATA"]) / PLANTED).write_text(json.dumps(planted), encoding="utf-8")


if __name__ == "__main__":
    write()
