"""Templates of answers: an unknown field is refused in words, a real case shows what would be sent."""

import pytest
from django.test import Client as Browser

from anyqtama.cases.answers import shipped
from anyqtama.cases.kinds import shipped as shipped_kinds
from anyqtama.cases.models import AnswerTemplate, CaseKind
from anyqtama.cases.tests.world import case
from anyqtama.kernel import shipped_data
from anyqtama.people.roles import Role
from tests import cast, centre

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(db: None) -> Browser:
    shipped_data.load()
    shipped_kinds.load()
    shipped.load()
    signed_in = Browser()
    signed_in.force_login(cast.person(Role.SYSADMIN, login="sysadmin", whole_centre=True, language="en"))
    return signed_in


def test_a_template_with_an_unknown_field_is_refused(browser: Browser) -> None:
    row = AnswerTemplate.objects.get(code="solved")
    said = {"names_0": "А", "names_1": "А", "names_2": "A", "order": "1", "kind": ""}
    texts = {"texts_0": "{number}", "texts_1": "{nomer}", "texts_2": "{number} {"}
    page = browser.post(f"/settings/answer-templates/{row.pk}/", said | texts)
    assert page.status_code == 422
    assert "{nomer}" in page.content.decode()
    texts |= {"texts_1": "{number}", "texts_2": "{number}"}
    assert browser.post(f"/settings/answer-templates/{row.pk}/", said | texts).status_code == 302
    row.refresh_from_db()
    assert row.texts == {"kk": "{number}", "ru": "{number}", "en": "{number}"}


def test_a_changed_text_shows_its_difference_in_each_language_and_one_goes_back(browser: Browser) -> None:
    row = AnswerTemplate.objects.get(code="solved")
    before = dict(row.texts)
    said = {f"names_{at}": row.names[code] for at, code in enumerate(("kk", "ru", "en"))}
    said |= {f"texts_{at}": row.texts[code] for at, code in enumerate(("kk", "ru", "en"))}
    said |= {"texts_1": "Дело {number}", "order": str(row.order), "kind": ""}
    url = f"/settings/answer-templates/{row.pk}/"
    assert browser.post(url, said).status_code == 302
    change = browser.get(url).context["changes"][0]
    assert "Русский" in " ".join(each.field for each in change.changes)
    assert "Дело {number}" in [each.new for each in change.changes]
    assert browser.post(f"{url}back/", {"version": "0"}).status_code == 404
    assert browser.post(f"{url}back/", {"version": change.back}).status_code == 302
    row.refresh_from_db()
    assert row.texts == before


def test_a_real_case_shows_the_text_without_the_clients_name(browser: Browser) -> None:
    made = case(centre.operator(), client=centre.client("Құпия Есім"))
    row = AnswerTemplate.objects.get(code="solved")
    page = browser.get(f"/settings/answer-templates/{row.pk}/?case={made.number}").content.decode()
    assert made.number in page
    assert "Құпия Есім" not in page
    assert "There is no case" in browser.get(f"/settings/answer-templates/{row.pk}/?case=AQ-1").content.decode()


def test_who_agrees_and_who_signs_is_edited_on_the_kind(browser: Browser) -> None:
    kind = CaseKind.objects.get(code="inquiry")
    said = {"first": "team_lead", "second": "", "sign": "director", "four_eyes": "on", "confirm_days": "7"}
    address = f"/settings/case-kinds/{kind.pk}/answering/"
    assert browser.get(address).status_code == 200
    assert browser.post(address, said | {"confirm_days": "-1"}).status_code == 422
    assert browser.post(address, said | {"first": "sysadmin"}).status_code == 422
    assert browser.post(address, said).status_code == 302
    kind.refresh_from_db()
    assert kind.answering == {"agree": ["team_lead"], "sign": "director", "four_eyes": True, "confirm_days": 7}
