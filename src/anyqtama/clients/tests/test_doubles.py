"""Two cards of one client: found in any spelling, merged by a pointer, parted again without a loss."""

from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anyqtama.clients import doubles, finding, identifying, merging, naming
from anyqtama.clients.matching import keys, scoring
from anyqtama.clients.matching.scoring import Card
from anyqtama.clients.matching.spelling import distance, folded, name_words
from anyqtama.clients.models import Client, IdentityKind, Likeness, Merge
from anyqtama.clients.records import judging
from anyqtama.clients.tests.test_pages import signed_in
from anyqtama.people.models import Person
from anyqtama.people.roles import Role
from tests import cast, centre
from tests.centre import NOW

BY = centre.VISITOR


@pytest.mark.parametrize(
    "spellings",
    [
        ("Айгерім", "Айгерим", "Aigerim", "Aygerim", "Aıgerım", "AIGERIM"),
        ("Жүнісова", "Жунісова", "Zhunisova", "Junisova", "Jünisova"),
        ("Қуаныш", "Куаныш", "Quanysh", "Kuanysh", "Quanyş"),
        ("Шыңғыс", "Шынгыс", "Shyngys", "Şyñğys"),
        ("Юлия", "Yuliya", "Iulia"),
        ("Дмитрий", "Dmitriy", "Dmitry", "Dmitrii"),
        ("Хасанова", "Khasanova", "Hasanova"),
        ("Цой", "Coy", "Tsoy", "Tsoi"),
        ("Кузнецов", "Kuznecov", "Kuznetsov"),
    ],
)
def test_one_name_has_one_spelling(spellings: tuple[str, ...]) -> None:
    assert len({folded(each) for each in spellings}) == 1, {each: folded(each) for each in spellings}


def test_a_patronymic_is_the_fathers_name_however_it_is_written() -> None:
    written = ("Бауыржанқызы", "Бауыржан қызы", "Bauyrzhankyzy", "Бауыржановна")
    assert {name_words(each)[-1] for each in written} == {name_words(written[0])[-1]}


@pytest.mark.parametrize(
    ("name", "other"), [("Әшімұлы Мәдина Талғатқызы", "Madina Ashimuly"), ("Ахметұлы Ерлан", "ахметулы ерлн")]
)
def test_a_family_name_made_of_a_father_s_is_met_by_too(name: str, other: str) -> None:
    assert set(keys.meeting(Card(name))) & set(keys.meeting(Card(other)))
    assert not set(keys.meeting(Card("Жүнісова Мәдина Талғатқызы"))) & set(keys.meeting(Card("Мәдина Талғатқызы")))


@given(st.text("abcdeg", max_size=7), st.text("abcdeg", max_size=7))
def test_distance_is_symmetric_and_no_more_than_the_longer_word(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one) <= max(len(one), len(other))
    assert (distance(one, other) == 0) == (one == other)


def likeness(one: Card, other: Card) -> int:
    there, back = (
        scoring.compare(*pair, cards=20_000, rarity=lambda _: 0.005) for pair in ((one, other), (other, one))
    )
    assert there == back
    return there.score


def test_relatives_in_one_flat_are_two_clients() -> None:
    mother = Card("Жүнісова Айгерім Бауыржанқызы", "Абай 4-12", phones=["7015552148"])
    assert likeness(mother, Card("Жүнісова Сәуле Бауыржанқызы", "Абай 4-12", phones=["7015552149"])) < 10
    assert likeness(mother, Card("Zhunisova Aigerim", "ул. Абая д. 4 кв. 12")) > 90
    assert likeness(mother, Card("Жүнісова Айгерім Бауыржанқызы", "Абай 4-12", organisation=True)) == 0


def test_a_year_of_birth_in_a_mail_says_less_than_a_number_that_is_none() -> None:
    def written(head: str) -> tuple[Card, Card]:
        return Card("Попова Наталья", mails=[f"{head}@mail.kz"]), Card("Popova Natalya", mails=[f"{head}@bk.ru"])

    assert likeness(*written("natalyapopova1953")) < likeness(*written("natalyapopova7153"))


def test_a_number_next_to_it_carries_a_badly_misspelt_name_but_no_other_given_name() -> None:
    one = Card("Құрманулы Бекзат", "Жамбыл 60-78", phones=["7022022230"])
    assert likeness(one, Card("Бекзат Курмаулы", "Сарыарка 41-78", phones=["7022022203"])) >= scoring.THRESHOLD
    assert likeness(one, Card("Құрманулы Серік", "Сарыарка 41-78", phones=["7022022203"])) < 10


@pytest.fixture
def operator(db: None) -> Person:
    return cast.person(Role.OPERATOR)


def card(name: str, phone: str = "", **fields: Any) -> Client:
    made = centre.client("?")
    if phone:
        identifying.add(client=made, kind=IdentityKind.PHONE, value=phone, at=NOW)
    return naming.change(client=made, by=BY, at=NOW, name=name, **fields)


@pytest.fixture
def pair(operator: Person) -> tuple[Client, Client]:
    letters = Random(1)
    for _ in range(40):  # so that a name is rare
        card(" ".join("".join(letters.choices("бвгдклмнорст", k=8)).capitalize() for _ in range(2)))
    first = card("Жүнісова Айгерім Бауыржанқызы", "87015552148", address="Мәңгілік Ел 47-12")
    second = card("Zhunisova Aigerim", "87015552184", address="ул. Мангилик Ел, д. 47, кв. 12", notes="Кешке")
    return first, second


def test_doubles_are_found_with_reasons_and_only_once(pair: tuple[Client, Client]) -> None:
    while judging.sweep(at=NOW):
        pass
    found = Likeness.objects.get()
    assert (found.first, found.second) == pair
    assert found.score > 95
    assert {what for what, _bits in found.reasons} >= {"name_spelt", "phone_near", "address"}


def test_a_pair_judged_different_is_not_shown_again(pair: tuple[Client, Client], operator: Person) -> None:
    doubles.look(client=pair[0], at=NOW)
    doubles.differ(likeness=Likeness.objects.get(), by=operator, at=NOW)
    doubles.look(client=pair[0], at=NOW)
    assert not doubles.open_pairs().exists()


@pytest.mark.parametrize("act", ["", "different/"])
def test_whoever_goes_through_the_list_comes_back_to_it(
    pair: tuple[Client, Client], operator: Person, act: str
) -> None:
    doubles.look(client=pair[0], at=NOW)
    browser = signed_in(operator)
    first, second = sorted(each.pk for each in pair)
    address = f"/clients/{first}/compare/{second}/{act}"
    assert f"/clients/{first}/compare/{second}/?from=list" in browser.get("/clients/doubles/").content.decode()
    assert browser.post(f"{address}?from=list").headers["Location"] == "/clients/doubles/"
    assert not doubles.open_pairs().exists()


def test_a_pair_that_is_no_longer_alike_goes(pair: tuple[Client, Client]) -> None:
    doubles.look(client=pair[0], at=NOW)
    changed = naming.change(client=pair[1], by=BY, at=NOW, name="Петров Иван", address="Достық 1")
    doubles.look(client=changed, at=NOW)
    assert not Likeness.objects.exists()


def test_a_merge_moves_nothing_and_is_taken_back_whole(pair: tuple[Client, Client], operator: Person) -> None:
    first, second = pair
    before = [naming.values_of(each) for each in pair]
    owners = list(Client.objects.order_by("pk").values_list("identities__pk", "pk"))
    made = merging.merge(kept=first, folded=second, take=["address"], by=operator, at=NOW)
    first.refresh_from_db()
    assert (first.address, first.notes) == (second.address, "Кешке")
    assert identifying.find(kind=IdentityKind.PHONE, value="87015552184") == first
    assert list(finding.search(operator, "Zhunisova")) == [first]
    assert list(Client.objects.order_by("pk").values_list("identities__pk", "pk")) == owners
    merging.unmerge(merge=made, by=operator, at=NOW)
    assert [naming.values_of(Client.objects.get(pk=each.pk)) for each in pair] == before
    assert identifying.find(kind=IdentityKind.PHONE, value="87015552184") == second
    with pytest.raises(merging.UndoneAlready):
        merging.unmerge(merge=made, by=operator, at=NOW)


def test_what_was_changed_after_the_merge_stays_when_it_is_taken_back(
    pair: tuple[Client, Client], operator: Person
) -> None:
    made = merging.merge(kept=pair[0], folded=pair[1], take=["name"], by=operator, at=NOW)
    naming.change(client=pair[0], by=BY, at=NOW, name="Жүнісова А.")
    merging.unmerge(merge=made, by=operator, at=NOW)
    assert Client.objects.get(pk=pair[0].pk).name == "Жүнісова А."


def test_a_chain_of_merges_points_to_one_card_and_parts_in_any_order(operator: Person) -> None:
    one, two, three = (card(f"Ким {name}") for name in ("Анна", "Яна", "Инна"))
    inner = merging.merge(kept=two, folded=three, take=[], by=operator, at=NOW)
    outer = merging.merge(kept=one, folded=two, take=[], by=operator, at=NOW)
    assert set(one.family()) == {one.pk, two.pk, three.pk}
    with pytest.raises(merging.MergedAlready):
        merging.merge(kept=one, folded=three, take=[], by=operator, at=NOW)
    merging.unmerge(merge=outer, by=operator, at=NOW)
    assert set(two.family()) == {two.pk, three.pk}
    merging.merge(kept=one, folded=two, take=[], by=operator, at=NOW)
    merging.unmerge(merge=Merge.objects.get(pk=inner.pk), by=operator, at=NOW)
    assert set(one.family()) == {one.pk, two.pk}
    assert Client.objects.get(pk=three.pk).merged_into is None


def test_a_person_and_an_organisation_are_never_one(operator: Person) -> None:
    with pytest.raises(merging.OfTwoKinds):
        merging.merge(
            kept=centre.client(), folded=centre.client("ЖШС", kind="organisation"), take=[], by=operator, at=NOW
        )


@pytest.mark.parametrize("words", ["Zhunisova", "жүнісова", "Junisova", "Жунисова айгерим", "87015552148"])
def test_a_client_is_found_in_any_spelling(pair: tuple[Client, Client], operator: Person, words: str) -> None:
    assert pair[0] in finding.search(operator, words)
