from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser

from anyqtama.kernel.models import Entry
from anyqtama.knowledge import announcing, cataloguing, directing, finding, offering_words
from anyqtama.knowledge.announcing import Told
from anyqtama.knowledge.cataloguing import Content
from anyqtama.knowledge.models import Change, Offering, Situation
from anyqtama.people.models import Person
from anyqtama.people.roles import Role
from tests import cast, centre
from tests.cast import NOW
from tests.centre import later

pytestmark = pytest.mark.django_db
PRICES = ((date(2026, 1, 1), Decimal(500)), (date(2027, 1, 1), Decimal(600)))


@pytest.fixture(autouse=True)
def stage(db: None) -> Iterator[None]:
    with time_machine.travel(later(60), tick=False):
        yield


@pytest.fixture
def lead() -> Person:
    return cast.person(Role.TEAM_LEAD, language="en")


def browser(person: Person) -> Browser:
    made = Browser()
    made.force_login(person)
    return made


def content(name: str = "Көлік картасы", **facts: Any) -> Content:
    return Content("product", {"kk": name, "ru": "Транспортная карта"}, **facts)


def save(code: str = "card", *, seconds: int = 0, seen: int | None = None, **facts: Any) -> Offering:
    return cataloguing.save(code=code, content=content(**facts), by=None, at=later(seconds), seen=seen)


def test_a_price_is_the_one_of_that_day_and_says_what_comes() -> None:
    made = save(prices=PRICES, texts={"price_unit": {"ru": "в месяц", "kk": "айына"}})
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1)]
    assert [made.price_on(day) for day in days] == [None, 500, 500, 600]
    told = offering_words.sections(made, language="ru", day=date(2026, 11, 16))
    said = [(part.name, part.said.replace("\N{NO-BREAK SPACE}", " ")) for part in told]
    assert said == [("price", "500 ₸ в месяц; с 1 января 2027 600 ₸")]
    assert offering_words.money(Decimal("1234567.50")).replace("\N{NO-BREAK SPACE}", " ") == "1 234 567,50 ₸"


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"prices": ((date(2026, 1, 1), Decimal(-3)),)}, cataloguing.PriceWrong),
        ({"prices": (PRICES[0], PRICES[0])}, cataloguing.PriceWrong),
        ({"alternatives": ["card"]}, cataloguing.LinksToItself),
        ({"asked_next": ["nowhere"]}, cataloguing.NoSuchOffering),
        ({"discounts": [{"percent": 120, "names": {"kk": "Зейнеткерлерге"}}]}, cataloguing.DiscountWrong),
        ({"discounts": [{"percent": 20, "names": {"kk": " "}}]}, cataloguing.DiscountWrong),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(facts: dict[str, Any], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        save(**facts)
    assert not Offering.objects.exists()


def test_each_change_is_a_version_and_none_without_a_change() -> None:
    save(prices=PRICES)
    save(prices=PRICES, seconds=5)
    save(prices=PRICES[:1], seconds=9)
    made = Offering.objects.get()
    assert [version.number for version in made.versions.order_by("number")] == [1, 2]
    assert Entry.objects.filter(kind="offering.saved").latest("pk").payload["changed"] == ["prices"]
    with pytest.raises(cataloguing.ChangedMeanwhile):
        save(name="Басқа", seen=1)


def test_the_catalogue_is_found_and_what_is_no_longer_offered_is_not(lead: Person) -> None:
    made = save(texts={"about": {"kk": "Автобуста төлейді"}})
    operator = cast.person(Role.OPERATOR)
    assert finding.offerings(person=operator, query="автобус", language="kk") == [made]
    cataloguing.retire(offering=made, by=lead, at=later(1))
    assert finding.offerings(person=operator, query="автобус", language="kk") == []
    assert browser(operator).get("/knowledge/catalogue/card/").status_code == 404
    save(seconds=9)
    assert browser(operator).get("/knowledge/catalogue/card/").status_code == 200


def test_alternatives_stand_side_by_side() -> None:
    save(texts={"characteristics": {"kk": "Сапар: 100 ₸\nАтаулы: жоқ"}}, prices=PRICES[:1])
    save("pass", name="Жолақы", texts={"characteristics": {"kk": "Сапар: шексіз"}}, alternatives=["card"])
    page = browser(cast.person(Role.OPERATOR)).get("/knowledge/catalogue/compare/?codes=pass,card,nothing,card")
    assert [each.code for each in page.context["offerings"]] == ["pass", "card"]
    rows = {what: [(each.code, said) for each, said in cells] for what, cells in page.context["rows"]}
    assert rows["Сапар"] == [("pass", "шексіз"), ("card", "100 ₸")]
    assert rows["Атаулы"] == [("pass", "–"), ("card", "жоқ")]


def form(**said: Any) -> dict[str, Any]:
    return {
        "code": "card",
        "kind": "product",
        "name_kk": "Карта",
        "prices": "01.01.2026 500\n2027-01-01 1 600,50",
    } | said


def test_a_lead_writes_an_offering_and_the_line_is_told(lead: Person) -> None:
    assert browser(lead).post("/knowledge/catalogue/new/", form(tell="read")).status_code == 302
    assert [price.amount for price in Offering.objects.get().prices.order_by("valid_from")] == [500, Decimal("1600.50")]
    assert Change.objects.get().must_read
    refused = browser(lead).post("/knowledge/catalogue/card/edit/", form(version=1, prices="ертең 500"))
    assert refused.status_code == 422
    assert "ертең 500" in refused.content.decode()
    refused = browser(lead).post("/knowledge/catalogue/card/edit/", form(version=1, prices="01.01.2026 -3"))
    assert refused.status_code == 409


def test_topics_and_links_are_chosen_and_what_is_out_of_use_stays_until_taken_away(lead: Person) -> None:
    centre.topic("bus")
    save("pass", name="Жолақы")
    said = form(
        topics=["bus"], asked_after=["bus"], asked_next=["pass"], receiving=["delivery"],
        discounts="50 %; Зейнеткерлерге; Пенсионерам",
    )  # fmt: skip
    assert browser(lead).post("/knowledge/catalogue/new/", said).status_code == 302
    made = Offering.objects.get(code="card")
    assert (made.topics, made.asked_after, made.receiving) == (["bus"], ["bus"], ["delivery"])
    assert made.discounts == [{"percent": 50, "names": {"kk": "Зейнеткерлерге", "ru": "Пенсионерам"}}]
    page = browser(lead).get("/knowledge/catalogue/card/edit/").content.decode()
    assert '<option value="bus" selected>' in page
    cataloguing.retire(offering=Offering.objects.get(code="pass"), by=lead, at=later(5))
    again = browser(lead).post("/knowledge/catalogue/card/edit/", said | {"version": 1, "name_kk": "Көлік картасы"})
    assert again.status_code == 302
    for wrong in ({"topics": ["nowhere"]}, {"asked_next": ["card"]}, {"discounts": "120; Бәріне"}, {"discounts": "5"}):
        assert browser(lead).post("/knowledge/catalogue/card/edit/", said | {"version": 2} | wrong).status_code == 422


def upload(person: Person, table: str, encoding: str = "utf-8") -> Any:
    file = SimpleUploadedFile("t.csv", table.encode(encoding))
    return browser(person).post("/knowledge/catalogue/import/", {"table": file})


def test_a_table_that_goes_out_and_comes_in_again_changes_nothing(lead: Person) -> None:
    """Not even numbers that files about clients cover: dots would overwrite them."""
    save(name="Шот 4400 4301 2345 6789", prices=PRICES)
    made: Any = browser(lead).get("/knowledge/catalogue/table/?as=csv")
    page = upload(lead, b"".join(made).decode())
    assert [(one.code, one.status) for one in page.context["planned"]] == [("card", "unchanged")]


def test_a_table_goes_in_whole_after_it_was_looked_at(lead: Person) -> None:
    save(prices=PRICES)
    table = "code;name_kk;prices;alternatives\ncard;Жаңа карта;;\npass;Жолақы;01.01.2026 6000;qr\nqr;QR;;pass\n"
    page = upload(lead, table)
    assert [(one.code, one.status) for one in page.context["planned"]] == [
        ("card", "changed"), ("pass", "new"), ("qr", "new"),
    ]  # fmt: skip
    assert Offering.objects.count() == 1
    done = browser(lead).post("/knowledge/catalogue/import/", {"sealed": page.context["sealed"]})
    assert done.status_code == 302
    assert Offering.objects.get(code="card").names["kk"] == "Жаңа карта"
    assert Offering.objects.get(code="qr").links.get().other.code == "pass"


@pytest.mark.parametrize(
    "table",
    ["code;name_kk\ncard;Карта\ncard;Карта\n", "code;name_kk\n;Карта\n", "code;name_kk;prices\na;А;минус үш\n",
     "code;name_kk\nonly-code;\n", "title;x\nКарта;1\n", "code;name_kk;kind\na;А;planet\n"],
)  # fmt: skip
def test_a_table_with_one_wrong_row_changes_nothing(lead: Person, table: str) -> None:
    assert upload(lead, table).status_code == 422
    assert not Offering.objects.exists()


def test_a_wrong_cell_is_named_as_the_page_names_its_field(lead: Person) -> None:
    page = upload(lead, f"code,kind,name_kk\nbus,boat,{'ә' * 201}")
    said = [fault.partition(":")[0] for one in page.context["planned"] for fault in one.faults]
    assert sorted(said) == ["Kind (kind)", "Name, Қазақша (name_kk)"]


def test_what_goes_out_comes_in_again_without_a_change(lead: Person) -> None:
    centre.topic("bus")
    less = [{"percent": 50, "names": {"kk": "Зейнеткерлерге", "ru": "Пенсионерам"}}]
    save(
        prices=PRICES, payment_forms=["cash", "qr"], receiving=["office", "post"], topics=["bus"], discounts=less,
        texts={"about": {"kk": "Бір\nЕкі", "ru": "Раз"}},
    )  # fmt: skip
    save("pass", name="Жолақы", alternatives=["card"])
    answer: Any = browser(lead).get("/knowledge/catalogue/table/?as=csv")
    table = b"".join(answer.streaming_content)
    page = browser(lead).post("/knowledge/catalogue/import/", {"table": SimpleUploadedFile("t.csv", table)})
    assert [(one.code, one.status, one.faults) for one in page.context["planned"]] == [
        ("card", "unchanged", []), ("pass", "unchanged", []),
    ]  # fmt: skip


def test_a_body_that_provides_something_stays_in_the_directory(lead: Person) -> None:
    body = directing.save(
        code="office",
        names={"kk": "Қалакөлік"},
        texts={"phones": {"kk": "55 00 14"}},
        email="",
        site="",
        by=None,
        at=NOW,
    )
    save(provider="office")
    assert finding.bodies(person=lead, query="қалакөлік", language="kk") == [body]
    with pytest.raises(directing.StillOffers):
        directing.retire(body=body, by=lead, at=later(1))
    cataloguing.retire(offering=Offering.objects.get(), by=lead, at=later(2))
    directing.retire(body=body, by=lead, at=later(3))
    assert finding.bodies(person=lead, query="қалакөлік", language="kk") == []


def situation(**facts: Any) -> Situation:
    plain: dict[str, Any] = {
        "kind": "water",
        "names": {"kk": "Су жоқ"},
        "texts": {"kk": "Кешке беріледі"},
        "began_at": NOW,
    }
    told = Told(**plain | facts)
    return announcing.tell(told=told, by=None, at=NOW)


def test_what_happens_runs_from_its_beginning_until_it_is_over(lead: Person) -> None:
    made = situation(began_at=later(10), streets=["Абай", " "])
    assert not Situation.objects.now(later(9)).exists()
    assert made.touches("абай көшесі, 12-үй")
    assert not made.touches("Достық көшесі, 5")
    announcing.end(situation=made, by=lead, at=later(30))
    announcing.end(situation=made, by=lead, at=later(40))
    assert [Situation.objects.now(later(second)).exists() for second in (10, 29, 30)] == [True, True, False]
    assert [entry.payload["step"] for entry in Entry.objects.filter(kind="happening.told")] == ["begun", "ended"]


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"texts": {"kk": " "}}, announcing.WordsNeeded),
        ({"expected_until": NOW - timedelta(minutes=1)}, announcing.EndsBeforeItBegins),
    ],
)
def test_a_situation_without_words_or_with_its_end_first_is_refused(
    facts: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        situation(**facts)


def test_the_board_is_read_by_all_and_written_by_leads(lead: Person) -> None:
    situation(expected_until=later(30))
    reader = cast.person(Role.OPERATOR)
    assert browser(reader).get("/knowledge/now/").context["rows"][0][2]  # late against its promise
    assert browser(reader).post("/knowledge/now/1/end/").status_code == 403
    page = browser(lead).post(
        "/knowledge/now/new/", {"kind": "gas", "name_kk": "Газ", "text_kk": "", "began_at": "2026-11-16T10:00"}
    )
    assert page.status_code == 409
