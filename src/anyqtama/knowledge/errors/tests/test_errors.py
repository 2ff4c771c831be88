from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client as Browser

from anyqtama.knowledge import cataloguing
from anyqtama.knowledge.cataloguing import ChangedMeanwhile, Content, NameNeeded
from anyqtama.knowledge.errors import finding, recording
from anyqtama.knowledge.errors.recording import Told
from anyqtama.knowledge.models import KnownError, Offering
from anyqtama.people.models import Person
from anyqtama.people.roles import Role
from tests import cast, centre
from tests.cast import NOW
from tests.centre import later

pytestmark = pytest.mark.django_db
XSS = "<script>alert(1)</script>"


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


def offering() -> Offering:
    return cataloguing.save(code="card", content=Content("product", {"kk": "Көлік картасы"}), by=None, at=NOW)


def save(code: str = "terminal", *, seen: int | None = None, **facts: Any) -> KnownError:
    given: dict[str, Any] = {
        "names": {"kk": "Терминал картаны оқымайды", "ru": "Терминал не читает карту"},
        "texts": {"workaround": {"kk": "QR-кодпен төлеңіз"}},
    }
    return recording.save(code=code, told=Told(**given | facts), by=None, at=NOW, seen=seen)


def test_it_is_found_by_words_by_topic_and_by_what_it_is_met_in(lead: Person) -> None:
    made = save(topics=["transport"], offerings=[offering()])
    found = finding.by_words(person=lead, words="терминалы оқымай жатыр", language="kk")
    assert found == [made]
    lonely = save("lonely", names={"kk": "Хат келмейді"}, texts={"cause": {"ru": "Почтовый фильтр"}})
    assert finding.by_words(person=lead, words="фильтр", language="ru") == [lonely]
    assert finding.by_words(person=lead, words="көлік картасы", language="kk") == [made]
    assert finding.fitting(person=lead, said="", topics=["transport"], language="ru") == [made]
    assert finding.fitting(person=lead, said="", topics=["water"], language="ru") == []
    recording.retire(error=made, by=lead, at=later(5))
    assert finding.by_words(person=lead, words="терминал", language="kk") == []
    assert finding.fitting(person=lead, said="терминал", topics=["transport"], language="kk") == []


def test_the_topics_own_stand_before_what_only_sounds_alike(lead: Person) -> None:
    other, own = save("other", topics=["water"]), save("own", topics=["transport"])
    found = finding.fitting(person=lead, said="терминал", topics=["transport"], language="kk")
    assert found == [own, other]


def test_what_a_state_promises_must_be_written(lead: Person) -> None:
    with pytest.raises(NameNeeded):
        save(names={"kk": " "})
    with pytest.raises(recording.NothingHelps):
        save(state="workaround", texts={})
    with pytest.raises(recording.NoFix):
        save(state="fixed")
    assert not KnownError.objects.exists()


def test_nothing_changed_is_no_version_and_two_writers_do_not_overwrite(lead: Person) -> None:
    save()
    assert save().version == 1
    assert save(state="workaround", seen=1).version == 2
    with pytest.raises(ChangedMeanwhile):
        save(state="open", seen=1)


def form(**said: Any) -> dict[str, Any]:
    return {"code": "terminal", "state": "open", "name_kk": "Терминал"} | said


def test_a_lead_writes_it_and_everyone_reads_it(lead: Person) -> None:
    met_in = offering()
    centre.topic("transport")
    assert browser(lead).get("/knowledge/errors/new/").status_code == 200
    assert browser(lead).post("/knowledge/errors/new/", form(code="new")).status_code == 422
    assert browser(lead).post("/knowledge/errors/new/", form(state="workaround")).status_code == 409
    said = form(offerings=[met_in.pk], workaround_kk=XSS, topics=["transport"])
    assert browser(lead).post("/knowledge/errors/new/", said).status_code == 302
    reader = browser(cast.person(Role.OPERATOR))
    page = reader.get("/knowledge/errors/terminal/").content.decode()
    assert XSS not in page
    assert "Көлік картасы" in page
    assert "Терминал" in reader.get("/knowledge/errors/").content.decode()
    assert "Терминал" in reader.get("/knowledge/errors/?q=терминал").content.decode()
    assert reader.get("/knowledge/errors/terminal/edit/").status_code == 403
    edit = browser(lead).get("/knowledge/errors/terminal/edit/")
    assert edit.context["form"].initial["topics"] == ["transport"]
    stale = browser(lead).post("/knowledge/errors/terminal/edit/", form(version=9))
    assert stale.status_code == 409
    assert browser(lead).post("/knowledge/errors/terminal/edit/", form(version=1, name_ru="Т")).status_code == 302
    assert browser(lead).post("/knowledge/errors/terminal/retirement/").status_code == 302
    assert reader.get("/knowledge/errors/terminal/").status_code == 404
