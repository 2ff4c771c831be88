"""Giving a person a skill or a language at a level, changing the level, taking it away."""

from collections.abc import Mapping
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


class UnknownSkill(Exception):
    message = _("There is no such skill, or it is out of use.")


def set_levels(*, person: Person, levels: Mapping[str, int], by: Person, at: datetime) -> None:
    """Several at once, all or none: skill:<code> or language:<code> → level."""
    with transaction.atomic():
        skills = {f"skill:{skill.code}": skill for skill in Skill.objects.filter(active=True)}
        for what, level in levels.items():
            if what.startswith("language:"):
                set_language(person=person, language=what.removeprefix("language:"), level=level, by=by, at=at)
            elif what in skills:
                set_skill(person=person, skill=skills[what], level=level, by=by, at=at)
            else:
                raise UnknownSkill


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
