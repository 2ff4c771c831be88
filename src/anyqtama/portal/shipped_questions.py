"""The rating that every installation begins with: was the matter answered, and how was the service, from 1 to 5."""

from datetime import datetime
from typing import Any

from anyqtama.forms.models import Questionnaire, QuestionnaireVersion
from anyqtama.portal.rating import CODE

NAMES = {"kk": "Қызметті бағалау", "ru": "Оценка обслуживания", "en": "Rating of the service"}
ENDS = {
    1: {"kk": "өте нашар", "ru": "очень плохо", "en": "very poor"},
    5: {"kk": "өте жақсы", "ru": "отлично", "en": "excellent"},
}
QUESTIONS: list[dict[str, Any]] = [
    {
        "key": "solved",
        "kind": "choice",
        "required": False,
        "texts": {
            "kk": "Мәселеңізге жауап алдыңыз ба?",
            "ru": "Вы получили ответ на свой вопрос?",
            "en": "Did you get an answer to your question?",
        },
        "options": [
            {"value": "yes", "texts": {"kk": "Иә", "ru": "Да", "en": "Yes"}},
            {"value": "partly", "texts": {"kk": "Жартылай", "ru": "Частично", "en": "Partly"}},
            {"value": "no", "texts": {"kk": "Жоқ", "ru": "Нет", "en": "No"}},
        ],
    },
    {
        "key": "score",
        "kind": "scale",
        "required": True,
        "texts": {
            "kk": "Қызметкердің жұмысын бағалаңыз",
            "ru": "Оцените работу сотрудника",
            "en": "Rate the service of the person who answered",
        },
        "options": [{"value": value, "texts": ENDS.get(value, {})} for value in range(1, 6)],
    },
]


def load(*, at: datetime) -> None:
    form, made = Questionnaire.objects.get_or_create(code=CODE, defaults={"names": NAMES})
    if made:
        QuestionnaireVersion(questionnaire=form, number=1, questions=QUESTIONS, published_at=at).save(force_insert=True)
