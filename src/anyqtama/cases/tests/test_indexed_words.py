"""Cases by all the words somebody types, against a plain look through every case."""

import random
from collections.abc import Sequence

import pytest

from anyqtama.cases import editing, finding, indexed_words
from anyqtama.cases.forgetting import KEEPER
from anyqtama.cases.models import Case, IndexedWord
from anyqtama.cases.seeing import Seeing
from anyqtama.cases.tests.world import case, signed_in
from anyqtama.clients import naming
from anyqtama.clients.models import DataClass, RecordField
from anyqtama.clients.records.telling import Fact
from anyqtama.kernel import shipped_data
from anyqtama.people.models import Person
from anyqtama.science import text
from tests import centre
from tests.centre import later

pytestmark = pytest.mark.django_db
ALL = Seeing({})
VOCABULARY = ("жарық", "жарықсыз", "Су", "құбыры", "лифт", "Лифтіде", "яма", "12", "123", "Әуезов", "ёлка", "zhol")


@pytest.fixture(autouse=True)
def stage(db: None) -> None:
    shipped_data.load()


@pytest.fixture
def operator() -> Person:
    return centre.operator(language="en")


def without(*hidden: str) -> Seeing:
    row = RecordField(data_class=DataClass())
    return Seeing({name: Fact(row, seen=False, told=True) for name in hidden})


def plainly(said: str, *hidden: str) -> list[int]:
    """A second witness: every case, every word of what is not hidden."""
    asked = text.words(said)
    found = []
    for each in Case.objects.select_related("client").order_by("-pk"):
        says = {"subject": each.subject, "address": each.address, "client": each.client.name}
        has = text.words(" ".join(said for name, said in says.items() if name not in hidden))
        if asked and all(any(word.startswith(one) for word in has) for one in asked):
            found.append(each.pk)
    return found


def numbers(said: str) -> Sequence[str]:
    return list(
        Case.objects.filter(pk__in=indexed_words.newest(Case.objects.all(), said, ALL)).values_list("number", flat=True)
    )


@pytest.mark.parametrize("near", [1, 3, 4000])
def test_it_finds_what_a_look_through_every_case_finds(
    operator: Person, near: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`near` 1: more cases have the words than are looked at first."""
    monkeypatch.setattr(indexed_words, "NEAR", near)
    chance, topic = random.Random(near), centre.topic(promise_minutes=960)
    for number in range(30):
        subject, name = (" ".join(chance.choices(VOCABULARY, k=3)) for _ in range(2))
        made = case(operator, topic=topic, subject=subject, client=centre.client(f"{name} {number}"))
        seen = editing.values(made)
        editing.change(
            case=made, seen=seen, said=seen | {"address": " ".join(chance.choices(VOCABULARY, k=2))}, by=operator,
            at=later(1),
        )  # fmt: skip
    for _ in range(60):
        said = " ".join(
            word[: chance.randint(1, 9)].upper() for word in chance.choices(VOCABULARY, k=chance.randint(1, 3))
        )
        for narrowed in (False, True):
            for hidden in ([], ["subject"], ["address"], ["subject", "address", "details"]):
                found = indexed_words.newest(Case.objects.all(), said, without(*hidden), narrowed=narrowed)
                assert list(found) == plainly(said, *hidden), (said, hidden)
    assert indexed_words.newest(Case.objects.all(), "—?", ALL) == []


def test_as_many_as_it_finds_are_the_newest_and_other_filters_come_first(
    operator: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexed_words, "MOST", 2)
    made = [case(operator, subject="Жарық жоқ") for _ in range(4)]
    assert indexed_words.newest(Case.objects.all(), "жарық", ALL) == [made[3].pk, made[2].pk]
    Case.objects.filter(pk=made[0].pk).update(state="closed")
    assert indexed_words.newest(Case.objects.filter(state="closed"), "жарық", ALL) == [made[0].pk]
    page = signed_in(operator).get("/cases/?view=all&words=жарық")
    assert [row.case.pk for row in page.context["rows"]] == [made[3].pk, made[2].pk]
    assert "newest" in page.content.decode()


def test_a_changed_subject_a_new_name_and_an_erasure_are_followed(operator: Person) -> None:
    client = centre.client("Ахметов Ерлан")
    made = case(operator, subject="Шам сөніп қалды", client=client)
    assert numbers("шам ахмет") == [made.number]
    seen = editing.values(made)
    said = seen | {"subject": "Тротуар қазылды", "address": "Абай көшесі 5"}
    editing.change(case=made, seen=seen, said=said, by=operator, at=later(5))
    naming.change(client=client, by=operator.principal, at=later(6), name="Серікұлы Ерлан")
    assert [numbers(words) for words in ("шам", "ахмет", "абай серік тротуар")] == [[], [], [made.number]]
    KEEPER.erase([client.pk], later(7))
    assert not IndexedWord.objects.exists()


def test_a_word_indexed_before_its_field_was_kept_is_found_only_by_who_sees_all(operator: Person) -> None:
    made = case(operator, subject="Жарық жоқ")
    IndexedWord.objects.update(fields=0)
    assert list(indexed_words.newest(Case.objects.all(), "жарық", ALL)) == [made.pk]
    assert indexed_words.newest(Case.objects.all(), "жарық", without("address")) == []
    finding.index_anew([str(made.pk)], later(2))
    assert list(indexed_words.newest(Case.objects.all(), "жарық", without("address"))) == [made.pk]


def test_nobody_finds_a_card_or_an_iin_piece_by_piece(operator: Person) -> None:
    made = case(operator, subject="Карта 4400 4301 2345 6789 өтпеді", details="ЖСН 880214400001, есеп 1234")
    for said in ("4400", "4301 2345", "880214400001", "8802144"):
        assert numbers(said) == []
        assert finding.by_words(operator, said, language="kk") == []
    assert numbers("карта өтпеді") == [made.number]
    assert finding.by_words(operator, "есеп 1234", language="kk") == [made]
