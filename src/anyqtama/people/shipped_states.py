"""The working states that the system itself sets; an organisation adds and renames the rest."""

from datetime import datetime

from anyqtama.people.models import StateKind, WorkingState

STATES = (
    ("available", StateKind.AVAILABLE, True, {"kk": "Қолжетімді", "ru": "Доступен", "en": "Available"}),
    ("short_break", StateKind.BREAK, True, {"kk": "Қысқа үзіліс", "ru": "Короткий перерыв", "en": "Short break"}),
    ("lunch", StateKind.BREAK, True, {"kk": "Түскі ас", "ru": "Обед", "en": "Lunch"}),
    ("personal", StateKind.BREAK, True, {"kk": "Жеке үзіліс", "ru": "Личный перерыв", "en": "Personal break"}),
    ("meeting", StateKind.MEETING, True, {"kk": "Жиналыс", "ru": "Совещание", "en": "Meeting"}),
    ("training", StateKind.TRAINING, True, {"kk": "Оқу", "ru": "Обучение", "en": "Training"}),
    ("other_work", StateKind.OTHER, True, {"kk": "Басқа жұмыс", "ru": "Другая работа", "en": "Other work"}),
    ("away", StateKind.AWAY, False, {"kk": "Орнында жоқ", "ru": "Нет на месте", "en": "Away"}),
    ("offline", StateKind.OFFLINE, True, {"kk": "Ауысымнан тыс", "ru": "Не на смене", "en": "Off shift"}),
)
LIMIT_MINUTES = {"short_break": 15, "lunch": 60, "personal": 10}


def load(*, at: datetime) -> None:
    for order, (code, kind, choosable, names) in enumerate(STATES, start=1):
        facts = {
            "kind": kind,
            "names": names,
            "choosable": choosable,
            "order": order * 10,
            "limit_minutes": LIMIT_MINUTES.get(code),
            "paid": code not in {"lunch", "offline"},
        }
        WorkingState.objects.get_or_create(code=code, defaults=facts)
