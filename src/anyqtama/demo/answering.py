"""Matters in the demo centre that a department did its part of, by the verbs: answered, or waiting to be checked.

Again changes nothing.
"""

from datetime import datetime, timedelta

from anyqtama.cases import accepting, handling, replying
from anyqtama.cases.models import Case, District, Reply
from anyqtama.cases.new import registering_by_hand
from anyqtama.contacts.models import Topic
from anyqtama.demo.content.answers import MatterRow, matters
from anyqtama.people.models import Person


def set_up(*, at: datetime) -> None:
    if Reply.objects.filter(by__login__in={row.replier for row in matters()}).exists():
        return
    for row in matters():
        by, began = Person.objects.get(login=row.by), at - timedelta(hours=row.hours)
        _follow(row, _register(row, by, began), by, began)


def _register(row: MatterRow, by: Person, at: datetime) -> Case:
    """It goes to the department responsible for the topic in that district at once."""
    return registering_by_hand.register(
        client=None, name=row.client, reached_by=row.number, language=row.language, by=by, at=at,
        topic=Topic.objects.get(code=row.topic), subject=row.subject, details=row.details, address=row.address,
        district=District.objects.get(code=row.district),
    )  # fmt: skip


def _follow(row: MatterRow, case: Case, by: Person, at: datetime) -> None:
    replier, part = Person.objects.get(login=row.replier), case.assignments.get()
    replying.take(assignment=part, by=replier, at=at + timedelta(minutes=30))
    reply = replying.reply(assignment=part, text=row.reply, by=replier, at=at + timedelta(hours=4))
    if row.answer:
        accepting.accept(reply=reply, checks=accepting.CHECKS, by=by, at=at + timedelta(hours=5))
        handling.answer(case=case, text=row.answer, by=by, at=at + timedelta(hours=5, minutes=10))
