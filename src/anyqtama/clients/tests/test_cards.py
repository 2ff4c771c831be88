"""What a card holds and how it changes: numbers with check digits, two editors, representatives."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anyqtama.clients import identifying, meeting, naming, national_numbers, representing
from anyqtama.clients.models import Client, IdentityKind, Representation
from anyqtama.kernel.models import Entry
from anyqtama.people.roles import Role
from tests import cast, centre
from tests.centre import NOW

BY = centre.VISITOR


def iin(start: int) -> str:
    """The first IIN from `start` on whose check digit is right, found without the code under test."""
    for number in range(start, start + 100):
        digits = [int(digit) for digit in str(number)]
        rest = sum(d * w for d, w in zip(digits, range(1, 12), strict=False)) % 11
        if rest == 10:
            rest = sum(d * w for d, w in zip(digits, [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2], strict=False)) % 11
        if rest == digits[11]:
            return str(number)
    raise AssertionError


@given(st.integers(880214400000, 880214499900), st.integers(1, 9))
def test_a_wrong_check_digit_is_always_noticed(start: int, more: int) -> None:
    right = iin(start)
    assert national_numbers.is_checked(right)
    assert not national_numbers.is_checked(right[:11] + str((int(right[11]) + more) % 10))


def test_nearly_every_other_mistyped_digit_is_noticed_too() -> None:
    right = iin(880214400000)
    wrong = [
        right[:at] + str((int(right[at]) + more) % 10) + right[at + 1 :] for at in range(11) for more in range(1, 10)
    ]
    assert sum(map(national_numbers.is_checked, wrong)) <= 15  # the second row of weights lets some through


def test_a_wrong_iin_is_refused_with_what_is_wrong() -> None:
    right = iin(880214400000)
    wrong = right[:11] + str((int(right[11]) + 1) % 10)
    for value, refusal in (
        (wrong, identifying.WrongCheckDigit),
        (right[:11], identifying.NotTwelveDigits),
        ("881314400012", identifying.NoSuchDate),
        ("880230400012", identifying.NoSuchDate),
    ):
        with pytest.raises(refusal):
            identifying.normal(IdentityKind.IIN, value)
    assert identifying.normal(IdentityKind.IIN, f"{right[:6]} {right[6:]}") == right


@pytest.mark.parametrize("place", [3, 4, 5, 11])
def test_an_iin_of_the_eighties_with_a_digit_missing_is_no_telephone(place: int) -> None:
    right = iin(850214400000)
    typed = right[:place] + right[place + 1 :]
    kind = identifying.kind_of(typed)
    with pytest.raises(identifying.NeitherNumber):
        identifying.normal(kind, typed)


@pytest.mark.parametrize("typed", ["87015552148", "8 701 555 21 48", "87272555214", "88000800000", "+77015552148"])
def test_a_number_dialled_with_eight_stays_a_telephone(typed: str) -> None:
    assert identifying.kind_of(typed) == IdentityKind.PHONE


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("8 701 555 21 48", IdentityKind.PHONE), ("a@mail.kz", IdentityKind.EMAIL),
        ("@aigerim", IdentityKind.MESSENGER),
        ("telegram:@aigerim", IdentityKind.MESSENGER), (iin(880214400000), IdentityKind.IIN),
        (iin(150440000000), IdentityKind.BIN), ("109", IdentityKind.PHONE),
    ],
)  # fmt: skip
def test_what_is_typed_tells_what_it_is(typed: str, kind: IdentityKind) -> None:
    assert identifying.kind_of(typed) == kind
    shown = identifying.masked(kind, typed)
    assert identifying.normal(kind, typed) not in shown or kind == IdentityKind.PHONE


@pytest.mark.django_db
def test_a_national_number_is_kept_encrypted_and_found_again() -> None:
    card = centre.client()
    number = iin(880214400000)
    known = identifying.add(client=card, kind=IdentityKind.IIN, value=number, at=NOW, by=BY)
    assert number not in known.value_sealed + known.fingerprint + known.masked
    assert identifying.find(kind=IdentityKind.IIN, value=number) == card
    entry = Entry.objects.get(kind="client.identity_changed")
    assert number not in str(entry.payload) + str(entry.personal)


@pytest.mark.django_db
def test_two_editors_of_different_fields_lose_nothing() -> None:
    card = centre.client("Жүнісова", address="Абай 1")
    seen = naming.values_of(card)
    naming.change(client=card, by=BY, at=NOW, seen=seen, **(seen | {"name": "Жүнісова Айгерім"}))
    after = naming.change(client=card, by=BY, at=NOW, seen=seen, **(seen | {"notes": "Кешке"}))
    assert (after.name, after.notes) == ("Жүнісова Айгерім", "Кешке")


@pytest.mark.django_db
def test_two_editors_of_one_field_are_both_heard() -> None:
    card = centre.client("Жүнісова")
    seen = naming.values_of(card)
    naming.change(client=card, by=BY, at=NOW, seen=seen, **(seen | {"notes": "бірінші"}))
    with pytest.raises(naming.ChangedMeanwhile) as refusal:
        naming.change(client=card, by=BY, at=NOW, seen=seen, **(seen | {"notes": "екінші"}))
    assert refusal.value.fields == {"notes": "бірінші"}
    card.refresh_from_db()
    assert card.notes == "бірінші"


@pytest.mark.django_db
def test_the_line_of_an_address_follows_its_parts_and_ends_them_when_typed_over() -> None:
    card = naming.change(
        client=centre.client(), by=BY, at=NOW, place={"city": "Астана", "street": "Абай", "house": "4", "flat": "2"}
    )
    assert card.address == "Астана, Абай, 4-2"
    card = naming.change(client=card, by=BY, at=NOW, address="Достық 7")
    assert (card.address, card.place) == ("Достық 7", {})


@pytest.fixture
def organisation(db: None) -> Client:
    return centre.client("«Самал» ЖШС", kind="organisation")


def represent(client: Client, agent: Client, **facts: object) -> Representation:
    given = {"role": "contact_person", "powers": ["ask"], "document": "", "valid_until": None, "at": NOW} | facts
    return representing.represent(client=client, agent=agent, by=cast.person(Role.OPERATOR), **given)  # type: ignore[arg-type]


def test_an_organisation_has_a_contact_person_until_it_ends(organisation: Client) -> None:
    agent = centre.client()
    made = represent(organisation, agent)
    with pytest.raises(representing.RepresentsAlready):
        represent(organisation, agent)
    representing.end(representation=made, by=made.made_by, at=NOW)
    assert represent(organisation, agent).ended_at is None


def test_what_cannot_be_is_refused(organisation: Client) -> None:
    agent = centre.client()
    with pytest.raises(representing.SameClient):
        represent(agent, agent, role="parent")
    with pytest.raises(representing.RoleDoesNotFit):
        represent(organisation, agent, role="parent")
    with pytest.raises(representing.DocumentNeeded):
        represent(organisation, agent, role="attorney")
    with pytest.raises(representing.OverAlready):
        represent(organisation, agent, role="attorney", document="№ 1", valid_until=(NOW - timedelta(days=1)).date())
    night = {"at": datetime(2026, 11, 16, 20, tzinfo=UTC), "valid_until": date(2026, 11, 16)}
    with pytest.raises(representing.OverAlready):  # after local midnight yesterday is over, whatever day it is in UTC
        represent(organisation, agent, role="attorney", document="№ 1", **night)


@pytest.mark.django_db
def test_a_new_name_with_a_new_number_is_a_card() -> None:
    made = meeting.meet_by(kind=IdentityKind.PHONE, value="87015550001", name="Ким", language="ru", by=BY, at=NOW)
    assert identifying.find(kind=IdentityKind.PHONE, value="+77015550001") == made
