from collections.abc import Iterator
from threading import Barrier, Thread
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from anyqtama.cases import finding
from anyqtama.cases.bulk import registering_many, rows
from anyqtama.cases.kinds import shipped
from anyqtama.cases.models import BulkRegistration, Case, CaseKind, IndexedWord
from anyqtama.cases.tests.world import signed_in
from anyqtama.clients import identifying
from anyqtama.clients.meeting_many import Cards
from anyqtama.clients.models import Client, Identity, IdentityKind, MatchKey
from anyqtama.kernel import shipped_data, tables_in
from anyqtama.kernel.importing.planning import read_head
from anyqtama.kernel.models import Entry, SearchVector
from anyqtama.kernel.tables_in import Line
from anyqtama.people.models import Person
from tests import centre
from tests.centre import NOW

HEAD = "topic;subject;name;reached_by;received_on"


@pytest.fixture
def stage(db: None) -> Iterator[None]:
    shipped_data.load()
    shipped.load()
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def operator(stage: None) -> Person:
    centre.topic("water", promise_minutes=60)
    return centre.operator(language="en")


def planned(text: str, kind: CaseKind | None = None) -> tuple[list[Any], list[Line]]:
    lines = tables_in.read(text.encode(), plain=True)
    importer = rows.importer(kind or shipped.usual())
    return importer.plan(read_head(importer, lines)[0]), lines


def table(number: int, *, name: str = "Су жоқ") -> str:
    body = (f"water;{name} {one};Ким Сергей;+7701{one:07};12.11.2026" for one in range(number))
    return "\n".join([HEAD, *body])


def register(text: str, by: Person) -> BulkRegistration:
    plan, lines = planned(text)
    return registering_many.register(plan=plan, lines=lines, name="t.csv", by=by, at=NOW)


def faults(text: str, kind: CaseKind | None = None) -> dict[int, list[str]]:
    return {one.line: [fault.column for fault in one.faults] for one in planned(text, kind)[0] if one.faults}


def test_every_row_becomes_a_case_with_numbers_in_a_row(operator: Person) -> None:
    made = register(f"{HEAD}\nwater;Су жоқ;Ким Сергей;87015552148;12.11.2026\nwater (ru);Лифт;Ли Анна;;\n", operator)
    first, second = Case.objects.order_by("pk")
    assert (made.first, made.last, made.number) == (first.number, second.number, 2)
    assert timezone.localdate(first.began_at).isoformat() == "2026-11-12"
    assert first.due_at < second.due_at
    assert second.received_at is None
    assert Entry.objects.get(kind="cases.registered_in_bulk").payload["number"] == 2


def test_each_wrong_row_says_its_columns_and_nothing_is_registered(operator: Person) -> None:
    text = "\n".join([
        f"{HEAD};language;urgency;district",
        "water;Су жоқ;Ким;87015552148;12.11.2026;kk;normal;",
        "nothing;;;12;99.99.2026;fr;soon;nowhere",
        "water;Су жоқ;Ким;87015552148;12.11.2026;kk;normal;",
        "water;Су жоқ;Ким;;2027-01-01;;;",
    ])  # fmt: skip
    assert faults(text) == {
        3: ["subject", "topic", "district", "urgency", "language", "reached_by", "received_on"],
        4: ["subject"],
        5: ["received_on"],
    }
    with pytest.raises(registering_many.RowsWrong):
        register(text, operator)
    assert not Case.objects.exists()


def test_the_kinds_own_fields_are_columns_and_checked_as_a_person_is(operator: Person) -> None:
    kind = CaseKind.objects.get(code="complaint")
    head = "topic;subject;name;field.about;field.severity"
    assert faults(f"{head}\nwater;Су лай;Ким;time;high", kind) == {}
    assert faults(f"{head}\nwater;Су лай;Ким;Мерзім;Ауыр", kind) == {}
    assert faults(f"{head}\nwater;Су лай;Ким;nothing;high", kind) == {2: ["field.about"]}
    assert faults(f"{head}\nwater;Су лай;Ким;;high", kind) == {2: [""]}


def test_one_row_that_is_refused_takes_all_back(operator: Person) -> None:
    plan, lines = planned(table(3))

    def refused(cards: Any, by: Person, at: Any) -> Any:
        raise registering_many.RowsWrong

    plan[2].act = refused
    with pytest.raises(registering_many.RowRefused) as failure:
        registering_many.register(plan=plan, lines=lines, name="t.csv", by=operator, at=NOW)
    assert failure.value.args == (4,)
    assert not Case.objects.exists()
    assert not BulkRegistration.objects.exists()


def test_the_same_table_is_never_registered_twice(operator: Person) -> None:
    made = register(f"{HEAD}\nwater;Су жоқ;Ким;;\n", operator)
    with pytest.raises(registering_many.RegisteredAlready) as failure:
        register(f"{HEAD}\nwater;Су жоқ;Ким;;\n", operator)
    assert made.first in failure.value.message
    assert Case.objects.count() == 1


def test_the_page_looks_first_then_registers_all(operator: Person) -> None:
    browser = signed_in(operator)
    upload = SimpleUploadedFile("өтініштер.csv", f"{HEAD}\nwater;Су жоқ;Ким Сергей;;\n".encode("utf-16"))
    page = browser.post("/cases/table/", {"kind": "inquiry", "table": upload})
    assert page.status_code == 200
    assert not Case.objects.exists()
    assert "Су жоқ" in page.content.decode()  # as it was read, before anything is registered
    sealed = page.context["preview"]["sealed"]
    assert browser.post("/cases/table/", {"kind": "inquiry", "sealed": sealed}).status_code == 302
    assert Case.objects.get().subject == "Су жоқ"
    again = browser.post("/cases/table/", {"kind": "inquiry", "sealed": sealed})
    assert again.status_code == 409
    assert "registered on" in again.content.decode()
    assert browser.get("/cases/table/template/?kind=complaint&as=csv").status_code == 200


def test_a_formula_is_refused_with_its_cell_on_the_page(operator: Person) -> None:
    upload = SimpleUploadedFile("t.csv", f"{HEAD}\nwater;=1+1;Ким;;\n".encode())
    page = signed_in(operator).post("/cases/table/", {"kind": "inquiry", "table": upload})
    assert page.status_code == 422
    assert "B2" in page.content.decode()


def test_others_wait_for_few_statements_however_many_rows(operator: Person) -> None:
    """All is found out before the transaction begins: SQLite's one writer is held for a moment."""
    counts = []
    for number, name in ((2, "Лифт"), (80, "Жарық")):
        with CaptureQueriesContext(connection) as seen:
            register(table(number, name=name), operator)
        said = [query["sql"] for query in seen]
        begun = next(at for at, sql in enumerate(said) if "INSERT" in sql and "bulkregistration" in sql)
        counts.append(len(said) - begun)
    assert counts[1] - counts[0] < 12, counts  # a statement takes a bounded number of rows
    assert IndexedWord.objects.values("case").distinct().count() == 82
    assert SearchVector.objects.filter(source="case").count() == 82
    newest = Case.objects.order_by("pk").last()
    assert newest is not None
    assert finding.by_words(operator, newest.number, language="kk")[:1] == [newest]
    assert {client.pk for client in Client.objects.all()} == set(MatchKey.objects.values_list("client", flat=True))


def test_a_number_that_somebody_else_brings_meanwhile_leads_to_their_card(
    operator: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Cards.store
    brought: list[Client] = []

    def store(cards: Cards) -> None:
        if not brought:
            brought.append(
                identifying.find_or_make(kind=IdentityKind.PHONE, value="+77010000001", language="ru", at=NOW)
            )
        real(cards)

    monkeypatch.setattr(Cards, "store", store)
    register(table(3), operator)
    assert Case.objects.count() == 3
    assert Identity.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_two_tables_of_a_thousand_at_once_are_each_whole_or_not_at_all() -> None:
    """One table is sent twice at once, another beside it: two thousand cases, numbers without a gap."""
    shipped_data.load()
    centre.topic("water", promise_minutes=60)
    by = centre.operator(language="en")
    texts = [table(1000), table(1000), table(1000, name="Лифт")]
    plans = [planned(text) for text in texts]
    barrier, refused = Barrier(3), []

    def work(plan: Any, lines: list[Line]) -> None:
        barrier.wait()
        try:
            registering_many.register(plan=plan, lines=lines, name="t.csv", by=by, at=NOW)
        except registering_many.RegisteredAlready as refusal:
            refused.append(refusal)
        connection.close()

    threads = [Thread(target=work, args=given) for given in plans]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    numbers = sorted(Case.objects.values_list("number", flat=True))
    assert numbers == [f"AQ-2026-{n:06}" for n in range(1, 2001)]
    spans = BulkRegistration.objects.order_by("first").values_list("first", "last")
    assert list(spans) == [("AQ-2026-000001", "AQ-2026-001000"), ("AQ-2026-001001", "AQ-2026-002000")]


def test_an_address_comes_in_one_column_or_in_its_parts(operator: Person) -> None:
    head = "topic;subject;name;address;street;house;flat"
    register(f"{head}\nwater;Бір;Ким;Абай 47, кв 5;;;\nwater;Екі;Ким;екінші кіреберіс;Абай;47;6", operator)
    said = Case.objects.order_by("pk").values_list("address", "place__street", "place__house", "place__flat")
    assert list(said) == [("Абай 47, кв 5", "Абай", "47", "5"), ("Абай, 47-6, екінші кіреберіс", "Абай", "47", "6")]
    plan, _lines = planned(f"{head}\nwater;Бір;Ким;;Абай;;6")
    assert [fault.column for fault in plan[0].faults] == ["flat"]
