"""Giving a person a skill or a language at a level, changing the level, taking it away."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.kernel import journal, live
from anyqtama.people.entries import SkillSet
from anyqtama.people.models import Person, PersonLanguage, PersonSkill, Skill

LANGUAGES = ("kk", "ru", "en")


class LevelOutOfRange(Exception):
    message = _("A level is a whole number from 1 (beginner) to 5 (teaches others).")


class UnknownLanguage(Exception):
    message = _("The languages are Kazakh, Russian and English.")


def set_skill(*, person: Person, skill: Skill, level: int, by: Person, at: datetime) -> None:
    """`level` 0 takes the skill away."""
    if level not in range(6):
        raise LevelOutOfRange
    with transaction.atomic():
        held = PersonSkill.objects.select_for_update().filter(person=person, skill=skill).first()
        before = held.level if held else 0
        if before == level:
            return
        if level:
            PersonSkill.objects.update_or_create(person=person, skill=skill, defaults={"level": level})
        elif held:
            held.delete()
        _tell(person, skill.code, before, level, by, at)


def set_language(*, person: Person, language: str, level: int, by: Person, at: datetime) -> None:
    """`level` 0: does not speak it."""
    if language not in LANGUAGES:
        raise UnknownLanguage
    if level not in range(6):
        raise LevelOutOfRange
    with transaction.atomic():
        held = PersonLanguage.objects.select_for_update().filter(person=person, language=language).first()
        before = held.level if held else 0
        if before == level:
            return
        if level:
            PersonLanguage.objects.update_or_create(person=person, language=language, defaults={"level": level})
        elif held:
            held.delete()
        _tell(person, f"language:{language}", before, level, by, at)


def _tell(person: Person, what: str, before: int, after: int, by: Person, at: datetime) -> None:
    journal.write(SkillSet(what, before, after), subject=person, by=by.principal, at=at)
    live.hint(f"person:{person.pk}", "skills")
