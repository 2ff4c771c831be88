"""Clients by the words of their names, against a plain look through every card."""

import random
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from anyqtama.cases.models import Case
from anyqtama.clients import erasing, finding, identifying, meeting, merging, naming
from anyqtama.clients.matching import indexing
from anyqtama.clients.matching.spelling import SUFFIXES, folded, name_words
from anyqtama.clients.models import Client, IdentityKind, IndexedWord, MatchKey
from anyqtama.clients.records import correcting, judging
from anyqtama.people.models import Person
from anyqtama.people.roles import Role
from anyqtama.science import text
from tests import cast, centre
from tests.centre import NOW

pytestmark = pytest.mark.django_db
VOCABULARY = (
    "Жүнісова", "Zhunisova", "Жұмабек", "Әбдірахманұлы", "Айгерім", "Ай", "ЖШС", "Қуат-Су", "24", "Ковалёв", "Kovalev",
    "Нұрлан", "Нурлан", "қызы",
)  # fmt: skip


@pytest.fixture
def operator() -> Person:
    return centre.operator(language="en")


def card(name: str) -> Client:
    return meeting.meet(name=name, language="kk", by=centre.VISITOR, at=NOW)


def found(person: Person, said: str) -> list[Client]:
    return list(finding.search(person, said).order_by("pk"))


def plainly(said: str) -> list[int]:
    """A second witness: every card, every word."""
    asked = [word for word in text.names(said) if folded(word) not in SUFFIXES] or text.names(said)
    roots = set()
    for each in Client.objects.filter(erased_at=None):
        has = text.names(each.name)
        spelt = {word.text for word in name_words(each.name)}
        if asked and all(
            any(word.startswith(one) for word in has) or spelt & {word.text for word in name_words(one)}
            for one in asked
        ):
            roots.add(each.merged_into_id or each.pk)
    return sorted(roots, reverse=True)


@pytest.mark.parametrize("near", [2, 4000])
def test_it_finds_what_a_look_through_every_card_finds(
    operator: Person, near: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`near` 2: more cards have the words than are looked at first."""
    monkeypatch.setattr(finding, "NEAR", near)
    chance = random.Random(near)
    cards = [card(" ".join(chance.choices(VOCABULARY, k=chance.randint(1, 3)))) for _ in range(30)]
    for kept, folded_card in zip(cards[:5], cards[20:25], strict=True):
        merging.merge(kept=kept, folded=folded_card, take=[], by=operator, at=NOW)
    everybody = Client.objects.known()
    for _ in range(80):
        said = " ".join(
            word[: chance.randint(1, 14)].upper() for word in chance.choices(VOCABULARY, k=chance.randint(1, 3))
        )
        assert list(finding.newest(everybody, said)) == plainly(said), said
        few = finding.newest(everybody, said, most=2)  # the newest that have the words may be merged into older cards
        assert set(few) <= set(plainly(said)), said
        assert len(few) == min(2, len(plainly(said))), said
    assert finding.newest(everybody, "—?") == []


@pytest.mark.parametrize("said", ["жүніс", "ЖҮНІСОВА айг", "Айгерім Жүнісова", "бауыр жүн", "Zhunisova", "жұлдыз серв"])
def test_beginnings_in_any_order_and_any_case(operator: Person, said: str) -> None:
    person, organisation = card("Жүнісова Айгерім Бауыржанқызы"), card("ЖШС «Жұлдыз-Сервис»")
    assert found(operator, said) == [organisation if "жұлдыз" in said else person]
    assert found(operator, f"{said} Петров") == []


def test_a_father_s_name_is_found_written_together_and_apart(operator: Person) -> None:
    together, apart = card("Ахметов Серік Нұрланұлы"), card("Ахметов Ерлан Нұрлан ұлы")
    assert found(operator, "Нұрлан ұлы") == [together, apart]


def test_a_renamed_card_is_found_by_its_new_name_only(operator: Person) -> None:
    made = card("Ахметов Ерлан")
    naming.change(client=made, by=operator.principal, at=NOW, name="Серікұлы Ерлан")
    assert [found(operator, said) for said in ("Ахметов", "Серік", "ерлан")] == [[], [made], [made]]
    done = correcting.correct(
        cards=Client.objects.all(), field="name", wrong="Ерлан", right="Арман", by=operator, at=NOW
    )
    assert [found(operator, said) for said in ("ерлан", "арман")] == [[], [made]]
    correcting.undo(correction=done, by=operator, at=NOW)
    assert [found(operator, said) for said in ("ерлан", "арман")] == [[made], []]


def test_a_merged_card_leads_to_the_one_card_until_it_is_taken_back(operator: Person) -> None:
    kept, folded_card = card("Ахметов Ерлан"), card("Сейтқали Нұрсұлтан")
    merge = merging.merge(kept=kept, folded=folded_card, take=[], by=operator, at=NOW)
    assert [found(operator, said) for said in ("ахмет", "сейтқ", "ахмет сейтқ")] == [[kept], [kept], []]
    merging.unmerge(merge=merge, by=operator, at=NOW)
    assert [found(operator, said) for said in ("ахмет", "сейтқ")] == [[kept], [folded_card]]


def test_a_name_taken_in_a_merge_is_found_in_clients_and_in_their_cases_and_returns(operator: Person) -> None:
    from anyqtama.cases import indexed_words as words_of_cases
    from anyqtama.cases.seeing import Seeing
    from anyqtama.cases.tests.world import case
    from anyqtama.kernel import shipped_data

    shipped_data.load()
    kept, folded_card = card("Ахметов Ерлан"), card("Сейтқали Нұрсұлтан")
    made = case(operator, topic=centre.topic(promise_minutes=960), client=kept)

    def of_cases(said: str) -> list[int]:
        return list(words_of_cases.newest(Case.objects.all(), said, Seeing({})))

    merge = merging.merge(kept=kept, folded=folded_card, take=["name"], by=operator, at=NOW)
    assert [found(operator, said) for said in ("ахмет", "сейтқ")] == [[], [kept]]
    assert [of_cases(said) for said in ("ахмет", "сейтқ")] == [[], [made.pk]]
    merging.unmerge(merge=merge, by=operator, at=NOW)
    assert [found(operator, said) for said in ("ахмет", "сейтқ")] == [[kept], [folded_card]]
    assert [of_cases(said) for said in ("ахмет", "сейтқ")] == [[made.pk], []]


def test_an_erased_client_leaves_no_word(operator: Person) -> None:
    kept, folded_card = card("Ахметов Ерлан"), card("Сейтқали Нұрсұлтан")
    merging.merge(kept=kept, folded=folded_card, take=[], by=operator, at=NOW)
    erasing.erase(client=kept, ground="request", by=cast.person(Role.HEAD, whole_centre=True), at=NOW)
    assert found(operator, "ахмет") == found(operator, "сейтқ") == []
    assert not IndexedWord.objects.exists()
    indexing.renew(Client.objects.get(pk=kept.pk))
    assert not IndexedWord.objects.exists()


def test_who_comes_by_a_number_or_as_a_row_is_found(operator: Person) -> None:
    """A table of clients and the first contact make cards by their number; rows get their words with their keys."""
    come = identifying.find_or_make(kind=IdentityKind.PHONE, value="87015552148", language="kk", at=NOW, name="Өтеген")
    assert found(operator, "өтег") == [come]
    row = Client.objects.create(name="Мұқанова", created_at=NOW)
    indexing.renew(row)
    assert found(operator, "мұқ") == [row]


def test_the_migration_indexes_the_names_that_are_there(operator: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    migration = import_module("anyqtama.clients.migrations.0007_indexed_words")
    monkeypatch.setattr(migration, "BATCH", 2)
    cards = [card(name) for name in ("Ахметов Ерлан", "", "Өтеген Ерлан", "Ким Ян", "Ұлы дала ЖШС")]
    IndexedWord.objects.all().delete()
    MatchKey.objects.all().delete()
    migration.index(apps, None)
    assert found(operator, "ерл") == [cards[0], cards[2]]
    assert {bytes(row.word) for each in cards for row in each.indexed_words.all()} == {
        word.encode() for each in cards for word in text.names(each.name)
    }


def test_the_list_says_that_older_ones_may_have_the_words_too(
    operator: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "MOST", 2)
    monkeypatch.setattr(finding.search, "__kwdefaults__", {"most": 2})
    cards = [card(f"Ахметов {number}") for number in range(3)]
    browser = Browser()
    browser.force_login(operator)
    page = browser.get("/clients/?q=ахмет&sort=name")
    assert list(page.context["page"]) == cards[1:]
    assert "Only the newest 2 clients" in page.content.decode()
    assert "Only the newest" not in browser.get("/clients/").content.decode()
    assert len(finding.search(operator, "ахмет", most=3)) == 3


def test_who_sees_no_clients_finds_none() -> None:
    card("Ахметов Ерлан")
    assert not finding.search(cast.person(Role.ECONOMIST, whole_centre=True), "ахметов").exists()


def test_the_words_are_asked_no_more_for_more_clients(operator: Person) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            list(finding.search(operator, "ахмет ер").prefetch_related("identities"))
        return len(captured)

    identifying.find_or_make(kind=IdentityKind.PHONE, value="87015552148", language="kk", at=NOW, name="Ахметов Ерлан")
    asked()
    few = asked()
    for number in range(20):
        naming.change(client=card("x"), by=operator.principal, at=NOW + timedelta(1), name=f"Ахметов Ерлан {number}")
    assert asked() == few


def test_a_family_name_of_one_letter_finds_and_a_beginning_is_no_roman_number(operator: Person) -> None:
    one, other, _third = card("Ю Елена"), card("Victor Ivanov"), card("Ли Елена")
    assert found(operator, "Ю") == found(operator, "елена ю") == [one]
    assert found(operator, "vi") == found(operator, "iv") == [other]


def test_who_was_erased_while_the_sweep_went_round_is_not_written_anew(
    operator: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = card("Ахметов Ерлан"), card("Өтеген Дәулет")
    Client.objects.update(judged_at=None)
    renew = indexing.renew

    def renewed(client: Client) -> None:
        if client.pk == second.pk:  # the newest goes first; both were read by now
            erasing.erase(client=first, ground="request", by=operator, at=NOW)
        renew(client)

    monkeypatch.setattr(indexing, "renew", renewed)
    judging.sweep(at=NOW)
    assert not IndexedWord.objects.filter(client=first).exists()
    assert not MatchKey.objects.filter(client=first).exists()
