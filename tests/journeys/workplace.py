"""What the journeys of the desk need around their people: a queue, a topic with script and article, a notice."""

from datetime import datetime, timedelta
from typing import Any

LIGHT = {"kk": "Көше жарығы", "ru": "Уличное освещение", "en": "Street lighting"}
SCRIPT = [
    {"key": "where", "kind": "ask", "texts": {"kk": "Қай мекенжайда?", "ru": "По какому адресу?"}},
    {"key": "tell", "kind": "register", "texts": {"kk": "Тіркеп, нөмірін айту", "ru": "Зарегистрировать"}},
]
ARTICLE = "Аула ішіндегі шамдарды «Қалажарық» үш жұмыс күнінде жөндейді."


def write(people: dict[str, Any], at: datetime) -> None:
    """`people`: login → Person. Assel, Quanysh and Anna answer the city's queue."""
    from anyqtama.clients.models import Notice
    from anyqtama.contacts.models import ContactResult, Queue, QueueMember, Topic
    from anyqtama.knowledge import directing, publishing
    from anyqtama.people.models import PersonLanguage

    queue = Queue.objects.create(
        code="city", names={"kk": "Қала шаруашылығы", "ru": "Городское хозяйство", "en": "City"}, offer_seconds=90
    )
    for login in ("assel", "quanysh", "anna"):
        QueueMember.objects.create(queue=queue, person=people[login], added_at=at)
        for language in ("kk", "ru"):
            PersonLanguage.objects.create(person=people[login], language=language, level=5)
    directing.save(
        code="akimat", names={"kk": "Қала әкімдігі", "ru": "Акимат города", "en": "City hall"},
        texts={"phones": {"kk": "109"}}, email="", site="", by=None, at=at,
    )  # fmt: skip
    script = publishing.publish_script(code="lighting", names=LIGHT, steps=SCRIPT, by=None, at=at)
    publishing.publish(
        code="yard-light", texts={"kk": ("Аула жарығы: кім жауапты", ARTICLE)}, tags=["жарық"], by=None, at=at
    )
    Topic.objects.create(code="lighting", names=LIGHT, queue=queue, script=script.script, promise_minutes=960)
    for code, names, resolved in (
        ("answered", {"kk": "Жауап берілді", "ru": "Дан ответ", "en": "Answered"}, True),
        ("registered", {"kk": "Өтініш тіркелді", "ru": "Зарегистрировано", "en": "Registered"}, False),
    ):
        ContactResult.objects.update_or_create(code=code, defaults={"names": names, "resolved": resolved})
    words = {
        "kk": "Атыңыз жауап беру үшін керек.",
        "ru": "Имя нужно для ответа.",
        "en": "Your name is needed to answer.",
    }
    Notice.objects.create(
        version=1,
        points={"purpose": words},
        texts=words,
        valid_from=at - timedelta(days=300),
    )
