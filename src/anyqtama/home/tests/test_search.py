from decimal import Decimal
from typing import Any

import pytest
from django.test import Client as Browser

from anyqtama.cases import editing, registering
from anyqtama.cases.models import Case
from anyqtama.cases.tests.world import only_for_leads
from anyqtama.clients import identifying
from anyqtama.clients.models import IdentityKind
from anyqtama.kernel import shipped_data
from anyqtama.knowledge import cataloguing, directing, publishing
from anyqtama.knowledge.cataloguing import Content
from anyqtama.people.models import Person
from anyqtama.people.roles import Role
from tests import cast, centre
from tests.cast import NOW

pytestmark = pytest.mark.django_db
XSS = "<script>alert(1)</script>"


def world() -> Case:
    shipped_data.load()
    client = identifying.find_or_make(
        kind=IdentityKind.PHONE, value="87015552148", language="kk", at=NOW, name="Жүнісова Айгерім"
    )
    publishing.publish(code="yard", texts={"kk": ("Аула жарығы", "Шам туралы")}, tags=[], by=None, at=NOW)
    return registering.register(
        client=client, contact=None, topic=centre.topic(promise_minutes=60), subject=f"Шам жанбайды {XSS}", details="",
        by=centre.operator(), at=NOW,
    )  # fmt: skip


def found(person: Person, words: str) -> Any:
    browser = Browser()
    browser.force_login(person)
    answer = browser.get("/search/", {"q": words, "fragment": "1"})
    assert answer.status_code == 200
    return [[one.url for one in group.found] for group in answer.context["groups"]], answer.content.decode()


def test_one_box_finds_cases_clients_and_articles() -> None:
    case = world()
    operator = centre.operator()
    by_word, _said = found(operator, "шам")
    assert by_word == [[f"/cases/{case.number}/"], ["/knowledge/yard/"]]
    for words in ("жүнісова", "+7 701 555 21 48"):
        assert [f"/clients/{case.client_id}/"] in found(operator, words)[0]


def test_what_is_offered_and_who_answers_for_it_are_found_by_those_who_read_knowledge() -> None:
    content = Content("product", {"kk": "Көлік картасы"}, prices=[(NOW.date(), Decimal(500))])
    cataloguing.save(code="card", content=content, by=None, at=NOW)
    directing.save(
        code="office", names={"kk": "Көлік орталығы"}, texts={"phones": {"kk": "55 00 14"}}, email="", site="", by=None,
        at=NOW,
    )  # fmt: skip
    urls, said = found(centre.operator(), "көлік")
    assert urls == [["/knowledge/catalogue/card/", "/knowledge/directory/office/"]]
    assert "500\N{NO-BREAK SPACE}₸" in said
    assert "55 00 14" in said
    assert found(cast.person(), "көлік")[0] == []


def test_the_case_with_the_number_stands_first_and_only_once() -> None:
    case = world()
    urls, said = found(centre.operator(), case.number)
    assert urls[0] == [f"/cases/{case.number}/"]
    assert sum(f"/cases/{case.number}/" in group for group in urls) == 1
    assert 'class="aq-menu-item"' in said
    assert "<html" not in said
    assert "<script>alert" not in said


@pytest.mark.parametrize("role", [Role.SUPPORT_ANALYST, Role.SYSADMIN])
def test_it_finds_nothing_that_ones_rights_do_not_reach(role: Role) -> None:
    case = world()
    person = cast.person(role, whole_centre=True)
    assert found(person, case.number)[0] == []
    assert found(person, "жүнісова")[0] == []
    assert found(person, "шам")[0] == [["/knowledge/yard/"]]


def test_a_stranger_finds_nothing_at_all() -> None:
    case = world()
    assert all(found(cast.person(), words)[0] == [] for words in (case.number, "шам", "жүнісова", ""))


def test_the_whole_page_also_leads_to_places() -> None:
    world()
    browser = Browser()
    browser.force_login(centre.operator(language="en"))
    answer = browser.get("/search/", {"q": "case"})
    assert "/cases/" in [one.url for group in answer.context["groups"] for one in group.found]
    assert browser.get("/search/").status_code == 200


def test_a_lead_finds_the_people_they_lead() -> None:
    world()
    unit = cast.unit()
    cast.person(Role.OPERATOR, unit=unit, family_name="Байжанов", given_name="Қуаныш")
    cast.person(Role.OPERATOR, unit=cast.unit(), family_name="Байжанова", given_name="Сәуле")
    lead = cast.person(Role.TEAM_LEAD, unit=unit)
    assert found(lead, "байжанов")[0] == [["/people/"]]
    assert found(centre.operator(), "байжанов")[0] == []


def test_the_words_are_marked_in_titles_and_in_the_piece_that_has_them() -> None:
    world()
    said = found(centre.operator(), "шамның")[1]
    assert "<mark>Шам</mark> жанбайды" in said
    assert "<mark>Шам</mark> туралы" in said


def test_results_narrow_to_one_kind_and_only_kinds_of_ones_rights_are_offered() -> None:
    case = world()
    browser = Browser()
    browser.force_login(centre.operator())
    answer = browser.get("/search/", {"q": "шам", "kind": "cases"})
    assert [[one.url for one in group.found] for group in answer.context["groups"]] == [[f"/cases/{case.number}/"]]
    assert [tab["current"] for tab in answer.context["tabs"]].index(True) > 0
    assert browser.get("/search/", {"q": "шам", "kind": "nonsense"}).context["kind"] == ""
    browser.force_login(cast.person(Role.SYSADMIN, whole_centre=True))
    answer = browser.get("/search/", {"q": "шам", "kind": "cases"})
    assert not answer.context["groups"]
    assert not [tab for tab in answer.context["tabs"] if "kind=cases" in tab["url"]]


def test_a_word_half_typed_finds_already() -> None:
    world()
    assert ["/knowledge/yard/"] in found(centre.operator(), "жарығ")[0]
    assert ["/knowledge/yard/"] in found(centre.operator(), "аул")[0]


def test_who_keeps_the_settings_finds_people_and_queues_there_and_nobody_else_does() -> None:
    shipped_data.load()
    queue = centre.queue("heat")
    sought = cast.person(Role.OPERATOR, family_name="Абенова", given_name="Нұргүл")
    keeper = cast.person(Role.SYSADMIN, language="kk")
    [urls], _page = found(keeper, "абенова")
    assert urls == [f"/settings/people/{sought.pk}/"]
    [urls], _page = found(keeper, "heat")
    assert f"/settings/queues/{queue.pk}/" in urls
    groups, _page = found(cast.person(Role.OPERATOR), "абенова")
    assert groups == []


def test_nobody_finds_a_case_by_words_that_are_not_for_their_role_nor_reads_them_in_what_is_found() -> None:
    case, operator = world(), centre.operator(language="en")
    editing.change(
        case=case, seen=(seen := editing.values(case)),
        said=seen | {"details": "Бағана қисайған", "address": "Абай 47"}, by=operator, at=NOW,
    )  # fmt: skip
    address = f"/cases/{case.number}/"

    def finds(words: str) -> bool:
        return any(address in group for group in found(operator, words)[0])

    assert [words for words in ("жанбайды", "шамның", "бағана", "абай", case.number) if not finds(words)] == []
    lead = cast.person(Role.TEAM_LEAD, whole_centre=True)
    only_for_leads("subject", "details")
    assert [words for words in ("жанбайды", "шамның", "жанб", "бағана", "қисайған") if finds(words)] == []
    for words in ("абай", case.number):
        assert finds(words)
        shown = found(operator, words)[1]
        assert "not for your role" in shown
        assert "жанбайды" not in shown
    assert [address] in found(lead, "бағананың")[0]
