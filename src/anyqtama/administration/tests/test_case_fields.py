"""The class of data of a field that a kind adds itself: chosen in its editor, open to begin with."""

from typing import Any

import pytest

from anyqtama.cases.kinds import shipped
from anyqtama.cases.tests.world import signed_in
from anyqtama.clients.records import shipped as shipped_records
from anyqtama.kernel import shipped_data
from anyqtama.people.roles import Role
from tests import cast

pytestmark = pytest.mark.django_db


def test_a_field_is_open_until_a_class_is_chosen_and_only_one_that_there_is() -> None:
    shipped_data.load()
    shipped_records.load()
    kind = shipped.usual()
    kind.fields = [{"key": "tier", "names": {"kk": "Деңгей", "ru": "Уровень", "en": "Tier"}, "type": "text"}]
    kind.save()
    browser, address = signed_in(cast.person(Role.SYSADMIN, language="en")), f"/settings/case-kinds/{kind.pk}/fields/"
    assert '<option value="open" selected>' in browser.get(address).content.decode()

    def saved(data_class: str) -> list[Any]:
        row = {"key": "tier", "type": "text", "required": "", "options": "", "mask": "", "place": "10",
               "name_kk": "Деңгей", "name_ru": "Уровень", "name_en": "Tier", "data_class": data_class}  # fmt: skip
        browser.post(address, {f"fields_-0-{part}": said for part, said in row.items()})
        kind.refresh_from_db()
        return [each.get("data_class") for each in kind.fields]

    assert saved("bank") == ["bank"]
    assert '<option value="bank" selected>' in browser.get(address).content.decode()
    assert saved("nonsense") == ["bank"]
    assert saved("open") == [None]
