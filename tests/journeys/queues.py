"""Queues for the journeys of shifts and leads, apart from each other, and talks of the days before for the reports."""

from datetime import datetime, timedelta
from typing import Any

API_TOKEN = "aq_the-telephone-exchange-of-the-journeys"
WATER = "Су құбыры қысымы әлсіз болса, алдымен кіреберістегі шүмекті тексеріңіз."


def names(kk: str, ru: str, en: str) -> dict[str, str]:
    return {"kk": kk, "ru": ru, "en": en}


QUEUES = {
    "water": (names("Сумен жабдықтау", "Водоснабжение", "Water"), ["nurgul"], {"offer_seconds": 90}),
    "heat": (names("Жылу", "Тепло", "Heating"), ["daulet"], {"offer_seconds": 15}),
    "roads": (names("Жолдар", "Дороги", "Roads"), ["daulet"], {"offer_seconds": 90}),
    "led": (names("Аулалар", "Дворы", "Yards"), [], {"offer_seconds": 90}),
    "calls": (names("Хабарлау", "Обзвон", "Calling out"), ["nurgul", "anna"], {"offer_seconds": 90}),
    "trees": (names("Ағаштар", "Деревья", "Trees"), [], {"offer_seconds": 90}),
}
"""Code → names, who answers, facts. One topic of the same names leads to each."""

STEPS = [
    {"key": "where", "kind": "ask", "texts": {"kk": "Қай мекенжайда?", "ru": "По какому адресу?"}},
    {"key": "tell", "kind": "register", "texts": {"kk": "Тіркеп, нөмірін айту", "ru": "Зарегистрировать"}},
]


def write(people: dict[str, Any], unit: Any, at: datetime) -> None:
    """`people`: login → Person; `unit` is the city group, whose lead leads these queues."""
    import hashlib

    from anyqtama.contacts.models import Queue, QueueMember, Topic
    from anyqtama.kernel.models import Rule
    from anyqtama.knowledge import publishing
    from anyqtama.knowledge.models import QuickReply
    from anyqtama.people.models import ApiKey, PersonLanguage

    for login in ("nurgul", "daulet"):
        for language in ("kk", "ru", "en"):
            PersonLanguage.objects.create(person=people[login], language=language, level=5)
    script = publishing.publish_script(code="water", names=QUEUES["water"][0], steps=STEPS, by=None, at=at)
    article = publishing.publish(
        code="weak-water", texts={"kk": ("Су қысымы әлсіз", WATER)}, tags=["су"], by=None, at=at
    )
    for order, (code, (called, members, facts)) in enumerate(QUEUES.items()):
        queue = Queue.objects.create(code=code, names=called, unit=unit, order=200 + order, **facts)
        topic = Topic.objects.create(code=code, names=called, queue=queue, promise_minutes=960, script=script.script)
        topic.articles.add(article)
        for login in members:
            QueueMember.objects.create(queue=queue, person=people[login], added_at=at)
    QuickReply.objects.create(
        shortcut="hello",
        names=names("Сәлемдесу", "Приветствие", "Greeting"),
        texts=names("Сәлеметсіз бе, {client_name}!", "Здравствуйте, {client_name}!", "Hello, {client_name}!"),
    )
    QuickReply.objects.create(
        shortcut="num", names=names("Нөмірі", "Номер", "Number"),
        texts=names("Нөмірі: {case_number}", "Номер: {case_number}", "Number: {case_number}"),
    )  # fmt: skip
    ApiKey.objects.create(
        name="PBX", hash=hashlib.sha256(API_TOKEN.encode()).hexdigest(), rights=["calls.announce"], created_at=at,
        created_by=people["sysadmin"],
    )  # fmt: skip
    Rule.objects.filter(key="outbound.hours").update(value="00:00-23:59")  # journeys run at any hour
    _days_before(people["nurgul"])


def _days_before(owner: Any) -> None:
    """A chat a day, answered and closed, on the five days before the journeys run; yesterday's after forty seconds."""
    from django.utils import timezone

    from anyqtama.contacts import conversation, wrap_up
    from anyqtama.contacts.models import ContactResult, Queue, Topic
    from anyqtama.people import presence
    from anyqtama.people.models import WorkingState
    from tests import centre

    available = WorkingState.objects.get(code="available")
    topic, result = Topic.objects.get(code="water"), ContactResult.objects.get(code="answered")
    for back, waited in ((5, 90), (4, 80), (3, 70), (2, 60), (1, 40)):
        at = timezone.localtime().replace(hour=11, minute=0, second=0, microsecond=0) - timedelta(days=back)
        presence.change(person=owner, state=available, by=owner.principal, at=at)
        contact = centre.running(Queue.objects.get(code="water"), owner, at=at, client=centre.client(created_at=at))
        conversation.reply(
            contact=contact, by=owner, text="Сәлеметсіз бе!", seen_seq=contact.seq, key="yesterday",
            at=at + timedelta(seconds=waited),
        )  # fmt: skip
        wrap_up.close(contact=contact, by=owner, topic=topic, result=result, note="", at=at + timedelta(minutes=4))
        presence.set_offline(person=owner, at=at + timedelta(minutes=5))
