"""The right column: card, script, knowledge, case."""

import pytest

from anyqtama.cases.kinds import shipped
from anyqtama.cases.models import Case, Responsible
from anyqtama.channels.models import ChannelKind
from anyqtama.clients import identifying
from anyqtama.clients.models import IdentityKind
from anyqtama.contacts import scripting, wrap_up
from anyqtama.contacts.models import Contact, ListState, Topic
from anyqtama.contacts.outbound import attempting, filling, making, taking
from anyqtama.contacts.tests.outgoing import calling, consent
from anyqtama.desk.tests.world import World, world
from anyqtama.kernel.models import Entry
from anyqtama.knowledge import publishing
from anyqtama.knowledge.models import ScriptVersion
from anyqtama.knowledge.publishing import Use
from tests import cast, centre
from tests.centre import NOW, later, names

pytestmark = pytest.mark.django_db
NUMBER = "+77015552148"


def about(here: World, topic: Topic) -> World:
    wrap_up.choose_topic(contact=here.contact, by=here.operator, topic=topic, at=later(6))
    here.contact.refresh_from_db()
    return here


def test_a_number_is_masked_until_it_is_revealed_and_the_journal_keeps_who_looked() -> None:
    here = world()
    known = identifying.add(client=here.client, kind=IdentityKind.PHONE, value=NUMBER, at=NOW)
    page = here.page()
    assert "+7 701 ··· 21 48" in page
    assert NUMBER not in page
    answer = here.post(f"client/identities/{known.pk}")
    assert answer.json()["value"] == NUMBER
    assert Entry.objects.get(kind="client.revealed").principal_id == str(here.operator.pk)
    assert NUMBER in here.form(f"client/identities/{known.pk}").content.decode()


def test_an_identity_of_another_client_is_not_revealed_through_this_contact() -> None:
    here = world()
    other = identifying.add(client=centre.client("Басқа"), kind=IdentityKind.PHONE, value=NUMBER, at=NOW)
    assert here.post(f"client/identities/{other.pk}").status_code == 404


def test_the_card_is_changed_and_gets_a_number() -> None:
    here = world()
    assert here.post("client", name="Ерлан Сапар", language="ru", address="Абай 1", notes="").json()["done"]
    here.client.refresh_from_db()
    assert (here.client.name, here.client.address) == ("Ерлан Сапар", "Абай 1")
    assert here.post("client/identities", value="87015552148").json()["done"]
    assert here.client.identities.get().masked == "+7 701 ··· 21 48"
    refused = here.post("client/identities", value="abc")
    assert refused.status_code == 409
    assert "Check the digits" in refused.json()["refusal"]


def test_what_a_list_wrote_to_the_client_stands_beside_the_talk() -> None:
    here = world()
    channel = centre.channel(ChannelKind.SMS, adapter="console")
    identifying.add(client=here.client, kind=IdentityKind.PHONE, value=NUMBER, at=NOW)
    consent(here.client)
    outbound = calling(here.queue, here.operator, channel=channel, texts={"kk": "?"})
    filling.fill(outbound=outbound, clients=[(here.client.pk, "")], source="table", by=here.operator, at=NOW)
    making.turn(outbound=outbound, to=ListState.RUNNING, by=here.operator, at=NOW)
    row = taking.take_next(outbound=outbound, by=here.operator, at=NOW)
    assert row is not None
    assert "Ертең су болмайды" not in here.page()
    attempting.send(row=row, text="Ертең су болмайды", by=here.operator, at=NOW)
    assert "Ертең су болмайды" in here.page()


def scripted(here: World) -> World:
    version = publishing.publish_script(
        code="light", names=names("Light"), by=None, at=NOW,
        steps=[
            {"key": "where", "kind": "ask", "texts": {"kk": "Қай жерде?", "en": "Where?"}},
            {"key": "many", "kind": "choose", "texts": {"kk": "Қанша шам?"}, "options": [names("One"), names("Many")]},
        ],
    )  # fmt: skip
    return about(here, centre.topic(script=version.script, queue=here.queue))


def test_the_script_follows_the_topic_speaks_the_clients_language_and_remembers_answers() -> None:
    here = scripted(world())
    version = scripting.current_version(here.contact)
    assert version is not None
    assert "Қай жерде?" in here.page()
    done = {"version": str(version.pk), "step": "where", "done": "1", "answer": "Абай 47"}
    assert here.post("script", **done).json()["done"]
    page = here.page()
    assert "Абай 47" in page
    assert "1 of 2" in page
    assert here.post("script", **{**done, "step": "unknown"}).status_code == 409
    assert here.post("script", **{**done, "version": "999999"}).status_code == 404
    here.post("script", version=str(version.pk), step="where")
    assert "0 of 2" in here.page()


def test_knowledge_suggests_by_topic_finds_by_word_and_fills_the_composer() -> None:
    here = world()
    article = publishing.publish(
        code="yard", texts={"kk": ("Аула жарығы", "Шамды «Қалажарық» жөндейді")}, tags=[], by=None, at=NOW
    )
    publishing.publish(code="bus", texts={"kk": ("Автобус бағыты", "Кесте бойынша")}, tags=[], by=None, at=NOW)
    topic = centre.topic(queue=here.queue)
    topic.articles.add(article)
    about(here, topic)
    page = here.page()
    assert "Аула жарығы" in page
    assert "Автобус бағыты" not in page
    assert "Автобус бағыты" in here.page("?find=автобус")
    assert "жөндейді</textarea>" in here.page("?insert=yard")


def test_a_case_is_registered_with_the_due_time_that_was_shown() -> None:
    here = about(world(), centre.topic(promise_minutes=960))
    assert "Our promise: 16 working hours" in here.page()
    said = {"topic": str(here.contact.topic_id), "subject": "Шам жанбайды", "details": "Төртеуі", "address": "Абай 47"}
    assert here.post("case", **said).json()["done"]
    case = Case.objects.get()
    page = here.page()
    assert case.number in page
    assert case.due_how["minutes"] == 960


def test_who_gets_the_case_is_shown_with_why_before_it_is_registered() -> None:
    topic, other = centre.topic(department=cast.unit(names={"en": "Call centre"})), centre.topic("lamp")
    here = about(world(), topic)
    assert "the department of the topic" in here.page()
    shipped.load()
    unit = cast.unit(names={"en": "Waterworks"})
    master = cast.person(unit=unit)
    Responsible.objects.create(topic=topic, kind=shipped.usual(), unit=unit, person=master)
    page = here.page()
    assert f"Waterworks, {master}" in page
    assert "Proposed: responsible for" in page
    assert f"Waterworks, {master}" in here.dialogs()
    preview = f"/desk/{here.contact.pk}/case/due/"
    assert here.browser.get(f"{preview}?topic={other.pk}").json()["who"] == ""
    complaint = here.browser.get(f"{preview}?topic={topic.pk}&kind=complaint").json()
    assert complaint["who"] == "Call centre"
    here.post("case", topic=str(topic.pk), subject="Су")
    given = Case.objects.get().assignments.get()
    assert (given.unit, given.person) == (unit, master)


def test_registering_without_a_subject_keeps_what_was_typed() -> None:
    here = about(world(), centre.topic())
    answer = here.form("case", topic=str(here.contact.topic_id), details="Ұзақ әңгіме")
    assert answer.status_code == 422
    assert "Ұзақ әңгіме</textarea>" in answer.content.decode()
    assert not Case.objects.exists()


def test_a_second_case_on_the_same_topic_is_warned_of() -> None:
    here = about(world(), centre.topic())
    said = {"topic": str(here.contact.topic_id), "subject": "Шам"}
    here.post("case", **said)
    first = Case.objects.get()
    again = centre.running(here.queue, here.operator, client=here.client)
    wrap_up.choose_topic(contact=again, by=here.operator, topic=first.topic, at=later(9))
    assert "is open:" in here.browser.get(f"/desk/{again.pk}/").content.decode()
    preview = here.browser.get(f"/desk/{again.pk}/case/due/", {"topic": first.topic_id}).json()
    assert preview["similar"] == [first.number]
    assert preview["due"]


def test_number_and_code_are_told_in_the_clients_language_by_one_press() -> None:
    here = about(world(), centre.topic())
    here.post("case", topic=str(here.contact.topic_id), subject="Шам")
    case = Case.objects.get()
    assert here.post(f"case/{case.pk}/tell", key="k").json()["done"]
    told = Contact.objects.get(pk=here.contact.pk).messages.latest("seq").text
    assert case.number in told
    assert "Өтінішіңіз" in told


def test_without_a_calendar_nothing_is_promised() -> None:
    from anyqtama.kernel.models import CalendarYear

    here = about(world(), centre.topic())
    CalendarYear.objects.all().delete()
    assert "working calendar" in here.page()
    answer = here.post("case", topic=str(here.contact.topic_id), subject="Шам")
    assert answer.status_code == 409
    assert not Case.objects.exists()


def price(code: str, *uses: Use) -> ScriptVersion:
    return publishing.publish_script(
        code=code, names=names(code.title()), by=None, at=NOW, uses=uses,
        steps=[
            {"key": "many", "kind": "ask", "texts": {"kk": "Қанша?"}, "mandatory": True},
            {"key": "sum", "kind": "compute", "texts": {"kk": "Бағасы"}, "formula": "{many} * 150"},
            {"key": "told", "kind": "say", "texts": {"kk": "Барлығы {sum} теңге"}},
            {"key": "over", "kind": "hand_over", "texts": {"kk": "Беру"}, "queue": "other"},
        ],
    )  # fmt: skip


def test_the_most_exact_script_wins_and_the_desk_says_why() -> None:
    here = scripted(world())
    code = Contact.objects.values_list("topic__code", flat=True).get(pk=here.contact.pk)
    price("general", Use())
    assert "Light" in here.page()
    price("kazakh", Use(code, "", here.contact.language))
    page = here.page()
    assert "Kazakh" in page
    assert "Chosen by the topic, by the language" in page
    assert "before “Light”" in page
    version = price("chats", Use(code, "chat", ""))
    assert "Chats" in here.page()
    here.post("script", version=str(version.pk), step="many", done="1", answer="2")
    price("exact", Use(code, "chat", here.contact.language))
    assert "Chats" in here.page(), "a contact keeps the script it began"


def test_a_step_computes_says_the_sum_and_hands_over_with_what_was_answered() -> None:
    here = about(world(), centre.topic())
    version = price("sum", Use())
    other = centre.queue(code="other")
    step = {"version": str(version.pk), "done": "1"}
    assert "number" in here.post("script", **step, step="many", answer="көп").json()["refusal"]
    assert "Қанша?" in here.post("script", **step, step="sum").json()["refusal"]
    assert here.post("script", **step, step="many", answer="3").json()["done"]
    assert "= 450" in here.page()
    assert here.post("script", **step, step="sum").json()["done"]
    assert here.contact.script_runs.get().answers["sum"]["answer"] == "450"
    assert "Барлығы 450 теңге" in here.page()
    here.post("script", **step, step="told")
    page = here.page("?opened=transfer")
    assert f'value="queue:{other.pk}" selected' in page
    assert "Қанша: 3; Бағасы: 450</textarea>" in page


def test_closing_asks_why_a_mandatory_step_was_not_taken_and_keeps_what_was_filled() -> None:
    here = world()
    version = publishing.publish_script(
        code="light", names=names("Light"), by=None, at=NOW,
        steps=[{"key": "where", "kind": "ask", "mandatory": True, "texts": {"kk": "Қай жерде?"}}],
    )  # fmt: skip
    about(here, centre.topic(script=version.script, queue=here.queue))
    said = {"topic": str(here.contact.topic_id), "result": str(centre.result().pk), "note": "Ескертпе"}
    assert "Mandatory steps of the script are not taken: “1. Қай жерде?”" in here.dialogs()
    refused = here.post("close", **said)
    assert refused.status_code == 422
    assert "1. Қай жерде?" in refused.json()["errors"]["left_out"][0]
    without_scripts = here.form("close", **said).content.decode()
    assert "1. Қай жерде?" in without_scripts
    assert "Ескертпе" in without_scripts
    assert 'name="left_out"' in without_scripts
    words = here.post("close", **said, left_out="other", left_words="")
    assert "Say why" in words.json()["refusal"]
    assert here.post("close", **said, left_out="refused").json()["done"]
    assert here.contact.script_runs.get().answers["where"]["skipped"] == "refused"
    assert "Left out:" in here.page()


def test_a_script_that_was_followed_asks_nothing_at_closing() -> None:
    here = scripted(world())
    assert "data-steps-left hidden" in here.dialogs()
    said = {"topic": str(here.contact.topic_id), "result": str(centre.result().pk)}
    assert here.post("close", **said).json()["done"]
