from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from anyqtama.clients import blocking, consenting, exporting, identifying
from anyqtama.clients.models import Client, Identity, IdentityKind, Look, Notice
from anyqtama.kernel.models import Entry
from anyqtama.people.models import Person
from anyqtama.people.roles import Role
from tests import cast, centre
from tests.centre import NOW

pytestmark = pytest.mark.django_db
XSS = '<script>alert(1)</script><img src=x onerror="alert(2)">'


@pytest.fixture(autouse=True)
def stage(db: None) -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def operator() -> Person:
    return centre.operator(language="en")


@pytest.fixture
def card() -> Client:
    return identifying.find_or_make(
        kind=IdentityKind.PHONE, value="87015552148", language="kk", at=NOW, name="Жүнісова Айгерім"
    )


def signed_in(person: Person) -> Browser:
    browser = Browser()
    browser.force_login(person)
    return browser


def post(person: Person, card: Client, act: str, /, **fields: Any) -> Any:
    return signed_in(person).post(f"/clients/{card.pk}/{act}/", fields)


def test_the_list_finds_by_part_of_a_name_and_by_the_whole_number_only(operator: Person, card: Client) -> None:
    centre.client("Petrova Natalya")
    browser = signed_in(operator)
    found = {
        q: [one.pk for one in browser.get("/clients/", {"q": q}).context["page"]]
        for q in ("жүнісова", "+77015552148", "55521")
    }
    assert found == {"жүнісова": [card.pk], "+77015552148": [card.pk], "55521": []}
    said = browser.get("/clients/").content.decode()
    assert "+7 701 ··· 21 48" in said
    assert "77015552148" not in said


def test_the_list_asks_no_more_for_more_rows(operator: Person) -> None:
    browser = signed_in(operator)

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            browser.get("/clients/")
        return len(captured)

    centre.client()
    asked()
    few = asked()
    for _ in range(60):
        centre.client()
    assert asked() == few


def test_every_opening_of_a_card_is_kept_in_the_access_log_and_not_in_the_journal(
    operator: Person, card: Client
) -> None:
    entries = Entry.objects.count()
    assert signed_in(operator).get(f"/clients/{card.pk}/").status_code == 200
    look = Look.objects.get()
    assert (look.person, look.client, look.why, look.at) == (operator, card, Look.Why.CARD, NOW)
    assert Entry.objects.count() == entries


def test_leads_see_who_looked_and_operators_do_not(operator: Person, card: Client) -> None:
    assert not signed_in(operator).get(f"/clients/{card.pk}/").context["watches"]
    lead = cast.person(Role.TEAM_LEAD, language="en")
    page = signed_in(lead).get(f"/clients/{card.pk}/")
    assert {look.person for look, _why in page.context["looks"]} == {lead, operator}
    assert str(operator) in page.content.decode()


def test_a_number_is_shown_in_full_once_and_noted_in_the_journal(operator: Person, card: Client) -> None:
    identity = Identity.objects.get()
    answer = post(operator, card, f"identities/{identity.pk}")
    assert "+7 701 555 21 48" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert Entry.objects.filter(kind="client.revealed").count() == 1
    assert "555 21 48" not in signed_in(operator).get(f"/clients/{card.pk}/").content.decode()


def test_an_identity_of_another_card_is_not_shown_through_this_one(operator: Person, card: Client) -> None:
    other = centre.client()
    assert post(operator, other, f"identities/{Identity.objects.get().pk}").status_code == 404


def test_the_card_is_changed_and_the_journal_keeps_what_it_was(operator: Person, card: Client) -> None:
    assert (
        post(operator, card, "card", name="Жүнісова А.", language="ru", address="Абай 47", notes="").status_code == 302
    )
    card.refresh_from_db()
    assert (card.name, card.language, card.address) == ("Жүнісова А.", "ru", "Абай 47")
    assert Entry.objects.get(kind="client.changed").personal["before"]["name"] == "Жүнісова Айгерім"  # type: ignore[index]
    assert post(operator, card, "card", name="x" * 201, language="ru").status_code == 422


def test_one_more_number_is_added_and_a_foreign_one_stays_where_it_is(operator: Person, card: Client) -> None:
    assert post(operator, card, "identities", value="a@mail.kz").status_code == 302
    assert post(operator, card, "identities", value="neither").status_code == 422
    other = centre.client()
    assert post(operator, other, "identities", value="+77015552148").status_code == 409
    assert other.identities.count() == 0


def test_a_consent_is_withdrawn_on_the_card(operator: Person, card: Client) -> None:
    notice = Notice.objects.create(version=901, points={}, texts={}, valid_from=NOW)
    given = consenting.consent(client=card, notice=notice, language="kk", how="widget", by=centre.VISITOR, at=NOW)
    other = centre.client()
    assert post(operator, other, f"consents/{given.pk}/withdrawal").status_code == 404
    assert post(operator, card, f"consents/{given.pk}/withdrawal").status_code == 302
    given.refresh_from_db()
    assert given.withdrawn_at == NOW


def test_a_lead_blocks_with_a_reason_and_lifts(operator: Person, card: Client) -> None:
    lead = cast.person(Role.TEAM_LEAD, language="en")
    assert post(operator, card, "block", reason="Қорлау", hours="24").status_code == 403
    assert post(lead, card, "block", reason="", hours="24").status_code == 422
    assert post(lead, card, "block", reason="Қорлау", hours="24").status_code == 302
    card.refresh_from_db()
    assert card.blocked_until == NOW + timedelta(hours=24)
    assert "Қорлау" in signed_in(operator).get(f"/clients/{card.pk}/").content.decode()
    assert post(lead, card, "block/lifting").status_code == 302
    card.refresh_from_db()
    assert card.blocked_until is None


def test_that_a_client_was_blocked_is_told_with_their_data(operator: Person, card: Client) -> None:
    head, until = cast.person(Role.HEAD, whole_centre=True, language="en"), NOW + timedelta(hours=24)
    assert post(head, card, "export", form="json").json()["blocks"] == []
    blocking.block(client=card, by=operator, reason="Қорлау", until=until, at=NOW)
    told = {"at": NOW, "reason": "Қорлау", "until": until, "lifted_at": None}
    assert exporting.export(client=card, form="json", by=head, at=NOW)["blocks"] == [told]
    blocking.lift(client=card, by=operator, at=NOW)
    assert exporting.export(client=card, form="json", by=head, at=NOW)["blocks"] == [told | {"lifted_at": NOW}]
    page = post(head, card, "export", form="page").content.decode()
    assert "Қорлау. Blocked until " in page
    assert "lifted " in page
    assert "<ul></ul>" not in page
    assert "<h2>Representatives</h2><p>Nothing is kept.</p>" in page


def test_contacts_and_cases_stand_beside_as_far_as_one_may_see(operator: Person, card: Client) -> None:
    queue = centre.queue()
    owner = centre.operator(queue)
    centre.running(queue, owner, client=card)
    assert signed_in(owner).get(f"/clients/{card.pk}/").context["contacts"].count == 1
    assert signed_in(operator).get(f"/clients/{card.pk}/").context["contacts"].count == 0


def test_names_and_notes_never_run(operator: Person) -> None:
    card = centre.client(XSS, notes=XSS, address=XSS)
    blocking.block(client=card, by=operator, reason=XSS, until=NOW + timedelta(days=1), at=NOW)
    for url in ("/clients/", f"/clients/{card.pk}/", "/clients/?q=%3Cscript%3Ealert"):
        said = signed_in(operator).get(url).content.decode()
        assert "<script>alert" not in said
        assert 'onerror="' not in said


@pytest.mark.parametrize("role", [Role.SUPPORT_ANALYST, Role.ECONOMIST, Role.SYSADMIN, None])
def test_planners_the_system_administrator_and_strangers_see_no_client(role: Role | None, card: Client) -> None:
    browser = signed_in(cast.person(*([role] if role else []), whole_centre=True))
    assert [browser.get(url).status_code for url in ("/clients/", f"/clients/{card.pk}/")] == [403, 403]
    assert not Look.objects.exists()
