"""Tables come in whole or not at all; each wrong cell is named with its row and what is wrong."""

import threading
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import translation

from anyqtama.administration.importing import IMPORTERS
from anyqtama.administration.tests.stage import Stage, stage, told, workbook
from anyqtama.contacts.models import Queue, QueueMember, Topic
from anyqtama.people.models import Person, PersonLanguage, PersonSkill, RoleGrant, Skill, Unit
from anyqtama.people.roles import Role
from tests import cast, centre

PEOPLE = [
    ["login", "Фамилия", "Аты", "Unit", "Роли", "Skills", "Тілдер", "Кезектер"],
    ["aigul.serik", "Серікова", "Айгүл", "city-group", "operator", "payments:4", "kk:5; ru:4", "city-services"],
    [
        "dana",
        "Ли",
        "",
        "centre",
        "Call-centre clerk@city-group, director@*",
        "",
        "",
        "",
    ],
]


def preview(answer: Any) -> Any:
    return answer.context["preview"]


def test_people_come_in_with_roles_skills_languages_and_queues_by_heads_in_three_languages(settled: Stage) -> None:
    answer = settled.upload("people", PEOPLE, "people.xlsx")
    assert answer.status_code == 200, preview(answer)
    assert (preview(answer)["new"], preview(answer)["wrong"]) == (2, 0)
    assert not Person.objects.filter(login="dana").exists()
    assert settled.confirm("people", answer).status_code == 302
    aigul = Person.objects.get(login="aigul.serik")
    assert (aigul.unit, aigul.family_name, aigul.has_usable_password()) == (settled.group, "Серікова", False)
    assert list(RoleGrant.objects.filter(person=aigul).values_list("role", "unit")) == [("operator", settled.group.pk)]
    assert PersonSkill.objects.get(person=aigul).level == 4
    assert dict(PersonLanguage.objects.filter(person=aigul).values_list("language", "level")) == {"kk": 5, "ru": 4}
    assert QueueMember.objects.get(person=aigul).queue == settled.queue
    dana = set(RoleGrant.objects.filter(person__login="dana").values_list("role", "unit"))
    assert dana == {("clerk", settled.group.pk), ("director", None)}
    assert told(aigul).payload["source"] == "import"


def test_the_same_table_again_changes_nothing(settled: Stage) -> None:
    settled.confirm("people", settled.upload("people", PEOPLE))
    again = preview(settled.upload("people", PEOPLE))
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, 2)


@pytest.mark.parametrize("slug", list(IMPORTERS))
def test_what_the_template_gives_of_today_comes_back_unchanged(settled: Stage, slug: str) -> None:
    centre.topic("yard", queue=settled.queue, department=settled.group)
    QueueMember.objects.create(queue=settled.queue, person=settled.operator, added_at=cast.NOW)
    PersonSkill.objects.create(person=settled.operator, skill=settled.skill, level=2)
    table = settled.get(f"{slug}/import/template/", rows="1").content
    answer = preview(settled.upload(slug, table))
    assert (answer["wrong"], answer["new"], answer["changed"]) == (0, 0, 0), answer["planned"]
    assert answer["unchanged"]


@pytest.mark.parametrize("slug", list(IMPORTERS))
def test_the_example_of_the_template_has_the_columns_it_should(settled: Stage, slug: str) -> None:
    answer = settled.upload(slug, settled.get(f"{slug}/import/template/").content)
    assert answer.status_code in {200, 422}
    assert len(IMPORTERS[slug].example) == len(IMPORTERS[slug].columns)
    assert not preview(answer)["unknown"]


def test_an_empty_cell_leaves_and_a_dash_empties(settled: Stage) -> None:
    Person.objects.filter(login="assel").update(email="a@b.kz", contacts_at_once=3)
    PersonSkill.objects.create(person=settled.operator, skill=settled.skill, level=2)
    rows = [["login", "family_name", "email", "contacts_at_once", "skills"], ["assel", "", "", "-", "-"]]
    answer = settled.upload("people", rows)
    assert preview(answer)["changed"] == 1
    settled.confirm("people", answer)
    kept = Person.objects.get(login="assel")
    assert (kept.email, kept.contacts_at_once, kept.family_name) == ("a@b.kz", None, "Нұрланқызы")
    assert not PersonSkill.objects.exists()


def test_one_wrong_row_keeps_all_out_and_says_row_cell_and_reason(settled: Stage) -> None:
    rows = [
        ["login", "family_name", "unit", "roles", "skills", "languages"],
        ["good", "Жақсы", "city-group", "operator", "payments:3", "kk"],
        ["Bad Login", "Х", "nowhere", "king", "payments:9", "xx:2"],
        ["good", "Again", "", "", "", ""],
    ]
    answer = settled.upload("people", rows)
    assert answer.status_code == 422
    with translation.override("en"):
        found = {(row["line"], str(column)) for row in preview(answer)["planned"] for column, _text in row["faults"]}
    wrong = {(3, column) for column in ("Login", "Unit", "Roles", "Skills", "Languages")}
    assert found == wrong | {(4, "Login")}
    assert settled.confirm("people", answer).status_code == 422
    assert not Person.objects.filter(login="good").exists()


def test_what_to_do_with_a_long_table_stands_above_its_rows(settled: Stage) -> None:
    good = settled.upload("people", PEOPLE).content.decode()
    assert good.index("/people/import/confirm/") < good.index("<tbody>")
    wrong = settled.upload("people", [["login", "family_name", "unit"], ["Bad Login", "Х", "nowhere"]]).content.decode()
    assert "/people/import/confirm/" not in wrong
    assert wrong.index('class="set-inset"') < wrong.index("<tbody>")


def test_units_of_one_table_may_stand_below_each_other_in_any_order(settled: Stage) -> None:
    rows = [
        ["code", "name_kk", "name_ru", "name_en", "parent"],
        ["leaf", "Жапырақ", "Лист", "Leaf", "branch"],
        ["branch", "Бұтақ", "Ветка", "Branch", "city-group"],
    ]
    settled.confirm("units", settled.upload("units", rows))
    branch, leaf = Unit.objects.get(code="branch"), Unit.objects.get(code="leaf")
    assert leaf.path == f"{settled.group.path}{branch.pk}/{leaf.pk}/"


def test_units_in_a_circle_are_wrong(settled: Stage) -> None:
    rows = [
        ["code", "name_kk", "name_ru", "name_en", "parent"],
        ["a", "А", "А", "A", "b"],
        ["b", "Б", "Б", "B", "a"],
        ["centre", "", "", "", "city-group"],
    ]
    answer = settled.upload("units", rows)
    assert preview(answer)["wrong"] == 3


def test_topics_come_in_from_a_cp1251_table_with_semicolons_and_decimal_commas(settled: Stage) -> None:
    text = (
        "Список тем\n\nКод;Название на казахском;Название на русском;Название на английском;Обещание, рабочих минут\n"
    )
    text += "yard;Аула;Двор;Yard;480,0\n"
    answer = settled.upload("topics", text.encode("kz1048"))
    assert preview(answer)["new"] == 1
    settled.confirm("topics", answer)
    assert Topic.objects.get(code="yard").promise_minutes == 480


def test_members_come_and_go_by_table(settled: Stage) -> None:
    other = cast.person(Role.OPERATOR, login="dana", unit=settled.group)
    QueueMember.objects.create(queue=settled.queue, person=settled.operator, added_at=cast.NOW)
    rows = [
        ["queue", "login", "first_line", "member"],
        ["city-services", "assel", "", "нет"],
        ["city-services", "dana", "жоқ", ""],
    ]
    settled.confirm("members", settled.upload("members", rows))
    assert list(QueueMember.objects.values_list("person", "first_line")) == [(other.pk, False)]


@pytest.mark.parametrize(
    "table",
    [b"", b"\x89PNG\r\n\x1a\n\0", b"PK\x03\x04broken", b"a;b\n1;2\n", b"x" * (11 * 1024 * 1024), b"login\nassel\n"],
)
def test_a_file_that_is_no_such_table_is_refused_in_words(settled: Stage, table: bytes) -> None:
    answer = settled.upload("people", table)
    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert "preview" not in answer.context


def test_a_preview_belongs_to_one_person_and_one_kind(settled: Stage) -> None:
    answer = settled.upload("skills", [["code", "name_kk", "name_ru", "name_en"], ["x", "a", "b", "c"]])
    sealed = preview(answer)["sealed"]
    assert settled.post("units/import/confirm/", table=sealed).status_code == 422
    other = Client()
    other.force_login(cast.person(Role.SYSADMIN, login="other", whole_centre=True))
    assert other.post("/settings/skills/import/confirm/", {"table": sealed}).status_code == 422
    assert settled.post("skills/import/confirm/", table=sealed + "x").status_code == 422
    assert Skill.objects.count() == 1


def test_a_double_click_imports_once_and_the_second_is_shown_the_preview_again(settled: Stage) -> None:
    answer = settled.upload("skills", [["code", "name_kk", "name_ru", "name_en"], ["x", "a", "b", "c"]])
    assert settled.confirm("skills", answer).status_code == 302
    assert settled.confirm("skills", answer).status_code == 422
    assert Skill.objects.count() == 2


def test_a_table_in_which_the_last_administrator_loses_the_role_imports_nothing(settled: Stage) -> None:
    rows = [["login", "family_name", "roles"], ["newcomer", "Жаңа", "operator"], ["ruslan", "", "operator@centre"]]
    answer = settled.upload("people", rows)
    refused = settled.confirm("people", answer)
    assert refused.status_code == 422
    assert "last system administrator" in refused.content.decode()
    assert not Person.objects.filter(login="newcomer").exists()


@pytest.mark.django_db(transaction=True)
def test_two_tables_of_a_thousand_rows_at_once_come_in_whole_or_not_at_all(settings: Any) -> None:
    settings.SECOND_FACTOR = False
    settled = stage()
    head = ["login", "family_name", "roles", "unit"]
    tables = [
        workbook([head, *([f"p{number + shift:04}", "Көп", "operator", "city-group"] for number in range(1000))])
        for shift in (0, 500)
    ]
    answers = [settled.upload("people", table) for table in tables]
    outcomes: list[int] = []

    def confirm(answer: Any) -> None:
        browser = Client()
        browser.force_login(settled.administrator)
        try:
            sealed = preview(answer)["sealed"]
            outcomes.append(browser.post("/settings/people/import/confirm/", {"table": sealed}).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=confirm, args=[answer]) for answer in answers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [302, 422], "the second saw a table that had changed under it"
    there = Person.objects.filter(login__startswith="p0", family_name="Көп").count()
    there += Person.objects.filter(login__startswith="p1", family_name="Көп").count()
    assert there == 1000
    assert RoleGrant.objects.filter(person__family_name="Көп").count() == 1000


def test_the_example_names_what_this_centre_has_and_can_be_taken_in_as_it_is(settled: Stage) -> None:
    Unit.objects.filter(pk=settled.group.pk).update(code="north")
    Queue.objects.update(code="streets")
    Skill.objects.update(code="taxes")
    table = settled.get("people/import/template/").content
    answer = preview(settled.upload("people", table))
    assert (answer["wrong"], answer["new"]) == (0, 1), answer["planned"]


def test_an_empty_login_is_said_once(settled: Stage) -> None:
    answer = settled.upload("people", [["login", "family_name"], ["", "Серікова"], ["Bad Login", "Х"]])
    with translation.override("en"):
        for row in preview(answer)["planned"]:
            assert [str(column) for column, _text in row["faults"]] == ["Login"]


@pytest.mark.parametrize("head", ["Тіл", "Язык", "Language", "Экран тілі"])
def test_the_language_of_the_screens_is_known_by_its_short_name_too(settled: Stage, head: str) -> None:
    rows = [["login", "family_name", head], ["assel", "", "en"]]
    answer = settled.upload("people", rows)
    assert preview(answer)["unknown"] == []
    settled.confirm("people", answer)
    assert Person.objects.get(login="assel").language == "en"
