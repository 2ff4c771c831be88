"""Levels of skills and languages of one person, and the skills one queue needs: all of a page's changes or none."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from anyqtama.administration.entries import SettingsChanged
from anyqtama.contacts import routing
from anyqtama.contacts.models import Queue, QueueSkill
from anyqtama.kernel import journal
from anyqtama.people import skilling
from anyqtama.people.models import Person, Skill


def set_of_person(
    *, person: Person, skills: Mapping[Skill, int], languages: Mapping[str, int], by: Person, at: datetime
) -> None:
    """Level 0 takes away; what is not named stays."""
    with transaction.atomic():
        for skill, level in skills.items():
            skilling.set_skill(person=person, skill=skill, level=level, by=by, at=at)
        for language, level in languages.items():
            skilling.set_language(person=person, language=language, level=level, by=by, at=at)


def set_of_queue(*, queue: Queue, levels: Mapping[Skill, int], by: Person, at: datetime) -> None:
    """The least levels a person must have to be offered this queue's contacts; 0: the skill is not needed."""
    if any(level not in range(6) for level in levels.values()):
        raise skilling.LevelOutOfRange
    with transaction.atomic():
        queue = Queue.objects.select_for_update().get(pk=queue.pk)
        held = {need.skill_id: need.level for need in queue.skills.all()}
        changed = {skill: level for skill, level in levels.items() if held.get(skill.pk, 0) != level}
        if not changed:
            return
        for skill, level in changed.items():
            if level:
                QueueSkill.objects.update_or_create(queue=queue, skill=skill, defaults={"level": level})
            else:
                QueueSkill.objects.filter(queue=queue, skill=skill).delete()
        routing.soon(at=at)
        before = {skill.code: held.get(skill.pk, 0) for skill in changed}
        after = {skill.code: level for skill, level in changed.items()}
        entry = SettingsChanged("changed", "", {"skills": before}, {"skills": after}, {}, {})
        journal.write(entry, subject=queue, by=by.principal, at=at)
