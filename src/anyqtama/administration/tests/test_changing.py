"""A setting changes by its verb: locked, refused in words, journalled field by field."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from anyqtama.administration import changing
from anyqtama.administration.kind import Refused
from anyqtama.administration.kinds import KINDS, PEOPLE, QUEUES, SKILLS, STATES, TOPICS, UNITS
from anyqtama.administration.tests.stage import NAMES, Stage, told
from anyqtama.contacts.models import Queue, QueueMember, Topic
from anyqtama.kernel.models import CalendarDay, Entry, Rule
from anyqtama.people.models import Person, Session, Skill, Unit, WorkingState
from anyqtama.people.roles import Role
from tests import cast, centre


def put(stage: Stage, kind: Any, row: Any, /, **values: Any) -> Any:
    return changing.save(kind=kind, row=row, values=values, by=stage.administrator, at=cast.NOW)


def test_save_tells_only_the_fields_that_changed(settled: Stage) -> None:
    put(settled, QUEUES, settled.queue, priority=5, order=settled.queue.order)
    entry = told(settled.queue)
    assert (entry.payload["what"], entry.payload["before"], entry.payload["after"]) == (
        "changed", {"priority": 0}, {"priority": 5},
    )  # fmt: skip
    assert entry.principal_id == str(settled.administrator.pk)


def test_save_of_the_same_values_writes_nothing(settled: Stage) -> None:
    put(settled, SKILLS, settled.skill, names=settled.skill.names)
    assert not Entry.objects.filter(kind="settings.changed").exists()


def test_save_keeps_a_persons_name_on_the_erasable_side(settled: Stage) -> None:
    put(settled, PEOPLE, settled.operator, family_name="Жаңа", contacts_at_once=2)
    entry = told(settled.operator)
    assert entry.payload["after"] == {"contacts_at_once": 2}
    assert entry.personal is not None
    assert entry.personal["personal_after"] == {"family_name": "Жаңа"}
    assert entry.personal["personal_before"] == {"family_name": "Нұрланқызы"}


def test_save_refuses_over_a_change_that_its_editor_has_not_seen(settled: Stage) -> None:
    seen = changing.fingerprint(settled.skill, ["names"])
    put(settled, SKILLS, settled.skill, names=centre.names("theirs"))
    with pytest.raises(changing.ChangedMeanwhile):
        changing.save(
            kind=SKILLS, row=settled.skill, values={"names": centre.names("mine")}, by=settled.administrator,
            at=cast.NOW, seen=seen,
        )  # fmt: skip
    assert Skill.objects.get().names == centre.names("theirs")


def test_a_taken_code_is_refused_though_the_form_had_not_seen_it(settled: Stage) -> None:
    with pytest.raises(changing.TakenMeanwhile):
        put(settled, SKILLS, Skill(), code="payments", names=centre.names("x"))


def test_a_moved_unit_takes_all_paths_below_it_along(settled: Stage) -> None:
    below = cast.unit("below", parent=settled.group)
    other = cast.unit("other", parent=settled.centre)
    put(settled, UNITS, settled.group, parent=other)
    paths = dict(Unit.objects.values_list("code", "path"))
    assert paths["city-group"] == f"{other.path}{settled.group.pk}/"
    assert paths["below"] == f"{paths['city-group']}{below.pk}/"
    put(settled, UNITS, Unit.objects.get(code="city-group"), parent=None)
    assert Unit.objects.get(code="below").path == f"{settled.group.pk}/{below.pk}/"


def test_a_unit_below_itself_is_refused_and_nothing_moves(settled: Stage) -> None:
    with pytest.raises(Refused):
        put(settled, UNITS, settled.centre, parent=settled.group)
    assert Unit.objects.get(code="centre").parent is None


def test_a_topic_on_a_third_floor_is_refused(settled: Stage) -> None:
    group = centre.topic("group")
    inside = centre.topic("inside", parent=group)
    with pytest.raises(Refused):
        put(settled, TOPICS, Topic(), code="deep", names=centre.names("deep"), parent=inside)
    with pytest.raises(Refused):
        put(settled, TOPICS, group, parent=centre.topic("another"))


def test_what_is_used_cannot_be_removed_but_retired(settled: Stage) -> None:
    with pytest.raises(changing.StillUsed):
        changing.remove(kind=QUEUES, row=joined(settled), by=settled.administrator, at=cast.NOW)
    changing.retire(kind=QUEUES, row=settled.queue, by=settled.administrator, at=cast.NOW)
    assert not Queue.objects.get().active
    assert told(settled.queue).payload["what"] == "retired"
    changing.restore(kind=QUEUES, row=settled.queue, by=settled.administrator, at=cast.NOW)
    assert Queue.objects.get().active


def joined(stage: Stage) -> Queue:
    QueueMember.objects.create(queue=stage.queue, person=stage.operator, added_at=cast.NOW)
    return stage.queue


def test_what_nobody_ever_used_can_be_removed_and_stays_in_the_journal(settled: Stage) -> None:
    pk = settled.skill.pk
    changing.remove(kind=SKILLS, row=settled.skill, by=settled.administrator, at=cast.NOW)
    assert not Skill.objects.exists()
    assert Entry.objects.get(subject_kind="skill", subject_id=str(pk)).payload["before"]["code"] == "payments"


def test_a_person_is_never_removed(settled: Stage) -> None:
    with pytest.raises(changing.StillUsed):
        changing.remove(kind=PEOPLE, row=cast.person(login="new"), by=settled.administrator, at=cast.NOW)


def test_a_person_out_of_use_loses_every_session_at_once(settled: Stage) -> None:
    Session.objects.create(session_key="k", session_data="", expire_date=cast.NOW, person=settled.operator)
    changing.retire(kind=PEOPLE, row=settled.operator, by=settled.administrator, at=cast.NOW)
    assert not Session.objects.filter(person=settled.operator).exists()
    assert not Person.objects.get(login="assel").is_active


def test_nobody_takes_themselves_or_the_last_administrator_out(settled: Stage) -> None:
    other = cast.person(Role.SYSADMIN, login="second", whole_centre=True)
    with pytest.raises(Refused):
        changing.retire(kind=PEOPLE, row=settled.administrator, by=settled.administrator, at=cast.NOW)
    changing.retire(kind=PEOPLE, row=other, by=settled.administrator, at=cast.NOW)
    with pytest.raises(Refused):
        changing.retire(kind=PEOPLE, row=settled.administrator, by=other, at=cast.NOW)


@pytest.mark.parametrize("code", ["away", "offline"])
def test_a_state_that_the_system_sets_stays(settled: Stage, code: str) -> None:
    state = WorkingState.objects.get(code=code)
    with pytest.raises(Refused):
        changing.retire(kind=STATES, row=state, by=settled.administrator, at=cast.NOW)
    with pytest.raises(Refused):
        put(settled, STATES, state, kind="break")


def test_the_last_available_state_stays_choosable(settled: Stage) -> None:
    with pytest.raises(Refused):
        put(settled, STATES, WorkingState.objects.get(code="available"), choosable=False)


def test_a_queue_with_waiting_contacts_is_not_retired(settled: Stage) -> None:
    centre.waiting(settled.queue)
    with pytest.raises(Refused):
        changing.retire(kind=QUEUES, row=settled.queue, by=settled.administrator, at=cast.NOW)


def test_a_fact_of_law_is_never_rewritten(settled: Stage) -> None:
    rule = Rule.objects.first()
    with pytest.raises(changing.MayNot):
        put(settled, KINDS["rules"], rule, value="1")
    assert settled.post(f"rules/{rule.pk if rule else 0}/", value="1").status_code == 422


@pytest.mark.parametrize("slug", list(KINDS))
def test_every_list_and_form_opens_and_asks_the_same_number_of_queries_however_long(settled: Stage, slug: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert settled.get(f"{slug}/").status_code == 200
        return len(asked)

    centre.topic("first", queue=settled.queue)
    queries()
    few = queries()
    for number in range(5):
        cast.person(Role.OPERATOR, login=f"more-{number}", unit=settled.group)
        centre.topic(f"more-{number}", queue=centre.queue(f"more-{number}", unit=settled.group))
        cast.unit(f"more-{number}", parent=settled.centre)
    assert queries() <= few
    row = KINDS[slug].model._default_manager.first()
    if row is not None and KINDS[slug].page == "settings_thing":
        assert settled.get(f"{slug}/{row.pk}/").status_code == 200


@pytest.mark.parametrize("slug", ["units", "skills", "topics", "results", "states"])
def test_a_new_row_gets_its_code_from_its_name_and_a_second_of_that_name_another(settled: Stage, slug: str) -> None:
    data = NAMES | {"order": "7", "kind": "other"}
    assert settled.post(f"{slug}/new/", **data).status_code == 302
    assert settled.post(f"{slug}/new/", **data).status_code == 302
    codes = set(KINDS[slug].model._default_manager.values_list("code", flat=True))
    assert {"new-name", "new-name-2"} <= codes


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ({"names_1": ""}, "Русский"), ({"names_0": "a\u202eb"}, "cannot be seen"),
        ({"names_0": "a\0b"}, "cannot be seen"),
        ({"names_0": "x" * 300}, "At most 200"), ({"code": "Not a code"}, "small Latin letters"),
        ({"code": "payments"}, "already"),
    ],
)  # fmt: skip
def test_a_wrong_form_says_what_is_wrong_keeps_what_was_typed_and_writes_nothing(
    settled: Stage, bad: dict[str, str], said: str
) -> None:
    answer = settled.post("skills/new/", **(NAMES | bad))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "New name" in answer.content.decode()
    assert Skill.objects.count() == 1


def test_a_name_of_html_or_formulas_is_shown_as_it_is_and_exported_inert(settled: Stage) -> None:
    settled.post("skills/new/", **(NAMES | {"names_2": "<script>alert(1)</script>", "names_0": "=1+1", "code": "evil"}))
    page = settled.get("skills/").content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert b"".join(settled.get("skills/", export="csv").streaming_content).decode().count("<script>") == 1


def test_a_search_finds_kazakh_letters_in_any_case_and_the_export_gives_just_what_is_found(settled: Stage) -> None:
    cast.person(login="aigul", family_name="Өмірбекова", given_name="Айгүл")
    answer = settled.get("people/", q="ӨМІРБЕК айг")
    assert [row.login for row in answer.context["page"]] == ["aigul"]
    exported = b"".join(settled.get("people/", q="өмірбек", export="csv").streaming_content).decode()
    assert exported.count("\n") == 2


def test_a_day_of_a_year_that_is_not_loaded_is_refused(settled: Stage) -> None:
    answer = settled.post("days/new/", date="2031-01-07", working="off", decreed="on", **NAMES)
    assert answer.status_code == 422
    assert settled.post("days/new/", date="2027-02-03", working="off", **NAMES).status_code == 302
    day = CalendarDay.objects.get(date="2027-02-03")
    assert (day.working, day.decreed) == (False, False)
