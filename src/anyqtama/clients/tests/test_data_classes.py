"""Classes of data as data: who sees a field, from which level it may be told, what is covered in a text."""

import io
import zipfile
from typing import Any

import pytest

from anyqtama.clients import national_numbers
from anyqtama.clients.models import DataClass, RecordField
from anyqtama.clients.records import fields, masking, shipped, telling
from anyqtama.kernel import exporting
from anyqtama.people.roles import Role
from tests import cast

pytestmark = pytest.mark.django_db
CARD = "4400 4301 2345 6789"
IIN = f"90010135000{national_numbers.check_digit('90010135000')}"
BIN = f"15044000001{national_numbers.check_digit('15044000001')}"


def test_a_card_by_luhn_and_an_iin_by_its_check_digit_are_covered_and_nothing_else_is() -> None:
    assert masking.is_card("4400430123456789")
    assert masking.covered(f"Карта {CARD}, спасибо") == "Карта •••• •••• •••• 6789, спасибо"
    assert masking.covered("Карта 4400 4301 2345 6785") == "Карта 4400 4301 2345 6785"
    assert masking.covered(f"ЖСН {IIN}.") == f"ЖСН ••••••••••{IIN[-2:]}."
    assert masking.covered(f"БСН {BIN}") == f"БСН {BIN}"
    plain = "AQ-2026-000123, +7 701 555 21 48, 0000 0000 0000 0000, 26.11.2026 10:45"
    assert masking.covered(plain) == plain


def test_telephones_are_covered_where_their_class_is() -> None:
    shipped.load()
    RecordField.objects.filter(record="contact", field="phone").update(
        data_class=DataClass.objects.get(code="personal")
    )
    fields.changed()
    assert masking.covered("Мой номер 8 701 555-21-48") == "Мой номер • ••• •••-••-48"
    assert masking.covered("+77015552148") == "+•••••••••48"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_files_are_covered_too_but_not_a_table_that_is_taken_in_again(kind: str) -> None:
    def written(*, whole: bool = False) -> str:
        made: Any = exporting.response(kind, "t", ["Мәтін"], [[f"Карта {CARD}"]], whole=whole)
        data = b"".join(made)
        if kind == "csv":
            return data.decode()
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            return book.read("xl/worksheets/sheet1.xml").decode()

    assert "Карта" in written()
    assert CARD not in written()
    assert CARD in written(whole=True)


def test_what_may_be_told_grows_with_the_level_and_a_class_decides_who_sees_it() -> None:
    shipped.load()
    operator, controller = cast.person(Role.OPERATOR), cast.person(Role.CONTROLLER)
    assert not telling.facts("client", person=operator, level="none")["address"].shown
    assert telling.facts("client", person=operator, level="number")["address"].shown
    RecordField.objects.filter(field="address").update(data_class=DataClass.objects.get(code="bank"))
    fields.changed()
    assert not telling.facts("client", person=operator, level="questions")["address"].told
    assert telling.facts("client", person=operator, level="document")["address"].shown
    assert not telling.facts("client", person=controller, level=None)["address"].seen


def test_loading_again_keeps_what_the_organisation_changed_and_nothing_is_open_before_it() -> None:
    assert fields.fields()["contact.card"].data_class.code == "bank"
    shipped.load()
    DataClass.objects.filter(code="open").update(tell_from="document")
    shipped.load()
    assert DataClass.objects.get(code="open").tell_from == "document"
    assert RecordField.objects.count() == len({row.key for row in RecordField.objects.all()}) >= 24
