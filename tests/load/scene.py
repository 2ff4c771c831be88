"""Fills a fresh data folder for a load run: queues open around the clock and as many operators as asked for."""

import sys

from anyqtama.config.commands import setup


def build(operators: int) -> dict[str, str]:
    """Returns what an operator needs to wrap up: topic and result."""
    setup()
    from django.contrib.auth.hashers import make_password
    from django.utils import timezone

    from anyqtama.config import shipped
    from anyqtama.contacts.models import ContactResult, Queue, QueueMember, Topic
    from anyqtama.people.models import Person, PersonLanguage, RoleGrant
    from anyqtama.people.roles import Role

    at = timezone.now()
    shipped.load()
    names = {"kk": "Жүктеме", "ru": "Нагрузка", "en": "Load"}
    queue, _ = Queue.objects.get_or_create(code="load", defaults={"names": names, "order": 1, "chats_at_once": 20})
    Queue.objects.exclude(pk=queue.pk).update(active=False)
    topic, _ = Topic.objects.get_or_create(code="load", defaults={"names": names, "queue": queue})
    result, _ = ContactResult.objects.get_or_create(code="load", defaults={"names": names, "resolved": True})
    password = make_password("load-test-2026")
    people = Person.objects.bulk_create(
        Person(login=f"load-{n}", family_name=f"Оператор {n}", created_at=at, password=password)
        for n in range(operators)
    )
    RoleGrant.objects.bulk_create(RoleGrant(person=one, role=Role.OPERATOR, granted_at=at) for one in people)
    PersonLanguage.objects.bulk_create(PersonLanguage(person=one, language="kk", level=5) for one in people)
    QueueMember.objects.bulk_create(QueueMember(person=one, queue=queue, added_at=at) for one in people)
    return {"topic": str(topic.pk), "result": str(result.pk), "note": ""}


if __name__ == "__main__":
    import json

    print(json.dumps(build(int(sys.argv[1]))))
