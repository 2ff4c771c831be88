"""Synonyms made on the settings' page are what the search then finds by."""

import pytest
from django.test import Client as Browser

from anyqtama.kernel import search
from anyqtama.kernel.models import SearchSynonyms
from anyqtama.people.roles import Role
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def test_an_administrator_writes_synonyms_sees_them_and_they_are_found_by() -> None:
    search.index(source="article", object_id="1", language="ru", title="Отопление", text="Тепло", url="/", at=NOW)
    browser = Browser()
    browser.force_login(cast.person(Role.SYSADMIN, whole_centre=True))
    refused = browser.post("/settings/synonyms/new/", {"words": "жылу,, жылу "})
    assert refused.status_code == 422
    assert not SearchSynonyms.objects.exists()
    assert not search.find("жылу", sources={"article": None})
    assert browser.post("/settings/synonyms/new/", {"words": " Жылу , отопление,"}).status_code == 302
    assert SearchSynonyms.objects.get().words == "жылу, отопление"
    assert "жылу, отопление" in browser.get("/settings/synonyms/").content.decode()
    assert search.find("жылудың", sources={"article": None})
