"""The history of a setting names what it keeps as codes, in the reader's language."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation

from anyqtama.administration import changing
from anyqtama.administration.history import last_changes
from anyqtama.administration.kinds import CASE_KINDS, KINDS, PEOPLE, QUEUES, TOPICS
from anyqtama.administration.tests.stage import Stage
from anyqtama.cases.kinds import shipped
from anyqtama.cases.models import Responsible, Term
from anyqtama.kernel.models import CalendarDay
from anyqtama.knowledge import publishing
from anyqtama.people import skilling
from anyqtama.people.models import WorkingState
from tests import cast, centre


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def put(stage: Stage, kind: Any, row: Any, /, **values: Any) -> list[str]:
    """What the history of the row then says last: old → new."""
    changing.save(kind=kind, row=row, values=values, by=stage.administrator, at=cast.NOW)
    return said(kind, row)


def said(kind: Any, row: Any) -> list[str]:
    return [f"{each.field}: {each.old} → {each.new}" for each in last_changes(kind, row)[0].changes]


def test_a_row_that_is_pointed_at_is_named(settled: Stage) -> None:
    assert put(settled, QUEUES, settled.queue, unit=settled.centre) == [f"Unit: {settled.group} → {settled.centre}"]
    topic = centre.topic("water")
    assert put(settled, TOPICS, topic, queue=settled.queue) == [f"Queue: — → {settled.queue}"]
    article = publishing.publish(code="w", texts={"en": ("Weak water", "x")}, tags=[], by=None, at=cast.NOW)
    assert put(settled, TOPICS, topic, articles=[article]) == ["Articles: — → Weak water"]
    row = Responsible.objects.create(unit=settled.group)
    changed = put(settled, KINDS["responsible"], row, person=settled.operator)
    assert changed == [f"Who in it: — → {settled.operator}"]


def test_what_is_no_more_keeps_its_code(settled: Stage) -> None:
    gone = cast.unit("gone")
    put(settled, QUEUES, settled.queue, unit=gone)
    put(settled, QUEUES, settled.queue, unit=settled.centre)
    gone.delete()
    assert said(QUEUES, settled.queue) == [f"Unit: gone → {settled.centre}"]


def test_a_choice_is_said_in_the_words_of_its_form(settled: Stage) -> None:
    state = WorkingState.objects.filter(kind="break").latest("pk")
    assert put(settled, KINDS["states"], state, kind="training") == ["Counted as: a break → training"]
    assert put(settled, PEOPLE, settled.operator, language="ru") == ["Language of the screens: Қазақша → Русский"]
    day = CalendarDay.objects.filter(working=False).latest("date")
    changed = put(settled, KINDS["days"], day, working=True)
    assert changed == ["On this day: nobody works → people work, in exchange for another day"]


def test_hours_and_the_formula_of_a_queue_are_said_in_words(settled: Stage) -> None:
    changed = put(settled, QUEUES, settled.queue, hours={"mon": [["09:00", "13:00"], ["14:00", "18:00"]]})
    assert changed == ["Opening hours: — → Monday: 09:00-13:00, 14:00-18:00"]
    changed = put(settled, QUEUES, settled.queue, formula="B")
    assert changed[0].endswith("→ answered within T / answered")


def test_a_rule_of_law_is_said_by_what_it_says(settled: Stage) -> None:
    term = Term.objects.latest("pk")
    [changed] = put(settled, KINDS["terms"], term, forward_key="request.forward")
    assert "A request outside our competence" in changed
    page = settled.get(f"terms/{term.pk}/").content.decode()
    assert ">request.forward<" not in page
    assert "A request outside our competence" in settled.get("rules/new/").content.decode()
    assert "A request is dealt with within 15 working days" in settled.get("terms/").content.decode()


def test_a_kind_of_case_is_told_without_codes(settled: Stage) -> None:
    shipped.load()
    kind = type(shipped.usual()).objects.get(code="complaint")
    stages = [dict(stage) for stage in kind.stages]
    stages[0]["ways"] = ["checking"]
    [changed] = put(settled, CASE_KINDS, kind, stages=stages)
    assert "Registered (new, → Being checked)" in changed
    [changed] = put(settled, CASE_KINDS, kind, parts={"checks": "decided", "verdict": ""})
    assert "Checks with their results: before “Decision taken”" in changed
    [changed] = put(settled, CASE_KINDS, kind, answering={"agree": ["team_lead"], "sign": "head", "confirm_days": 5})
    assert "Agrees first: Team lead; Signs: Head" in changed
    [changed] = put(settled, CASE_KINDS, kind, fields=kind.fields[:1])
    assert kind.fields[0]["key"] not in changed
    for code in ("with_department", "decided", "team_lead", "choice"):
        assert not [line for line in said(CASE_KINDS, kind) if code in line.split()]


def test_a_level_names_its_skill_and_its_language(settled: Stage) -> None:
    skilling.set_skill(person=settled.operator, skill=settled.skill, level=3, by=settled.administrator, at=cast.NOW)
    assert said(PEOPLE, settled.operator) == [f"{settled.skill}: — → 3"]
    skilling.set_language(person=settled.operator, language="kk", level=5, by=settled.administrator, at=cast.NOW)
    assert said(PEOPLE, settled.operator)[0].startswith("Қазақша")


@pytest.mark.parametrize("slug", list(KINDS))
def test_every_field_that_a_journal_may_keep_has_a_name(slug: str) -> None:
    assert not [name for name in KINDS[slug].form.base_fields if str(KINDS[slug].label(name)) == name]
