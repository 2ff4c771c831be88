"""What one file names, another file has."""

import re
from collections import Counter
from collections.abc import Iterable

from anyqtama.demo.content import LANGUAGES, load
from anyqtama.demo.content.shapes import Named, Queue, StateKind, StepKind, Unit, Urgency, Usually

CONTENT = load()
TOPICS = {topic.code for topic in CONTENT.catalogue.topics}
QUEUES = {queue.code for queue in CONTENT.organisation.queues}
SKILLS = {skill.code for skill in CONTENT.organisation.skills}


def _codes(rows: Iterable[Named | Unit | Queue]) -> list[str]:
    return [row.code for row in rows]


def test_codes_are_unique_in_each_list() -> None:
    organisation, catalogue = CONTENT.organisation, CONTENT.catalogue
    lists = [
        _codes(organisation.units),
        _codes(organisation.skills),
        _codes(organisation.languages),
        _codes(organisation.queues),
        _codes(catalogue.departments),
        _codes(CONTENT.city.districts),
        [state.code for state in organisation.states],
        [result.code for result in organisation.results],
        [topic.code for topic in catalogue.topics] + [group.code for group in catalogue.groups],
        [article.code for article in CONTENT.articles],
        [script.code for script in CONTENT.scripts],
        [dialogue.code for dialogue in CONTENT.dialogues],
    ]
    assert [code for codes in lists for code, times in Counter(codes).items() if times > 1] == []


def test_the_centre_has_the_parts_its_plan_names() -> None:
    organisation = CONTENT.organisation
    assert len(organisation.queues) == 5
    assert len(organisation.skills) == 8
    assert tuple(language.code for language in organisation.languages) == LANGUAGES
    assert len(TOPICS) >= 40
    assert len(CONTENT.articles) >= 25
    assert len(CONTENT.scripts) >= 10
    assert {state.kind for state in organisation.states} == set(StateKind)


def test_units_hang_on_units_that_exist() -> None:
    units = set(_codes(CONTENT.organisation.units))
    assert {unit.parent for unit in CONTENT.organisation.units} - {""} <= units
    assert [unit.code for unit in CONTENT.organisation.units if unit.outside] == [CONTENT.organisation.stranger.unit]


def test_queues_ask_for_skills_that_exist() -> None:
    for queue in CONTENT.organisation.queues:
        assert queue.skills, queue.code
        assert set(queue.skills) <= SKILLS, queue.code
        assert queue.warn_seconds < queue.alarm_seconds, queue.code
        assert queue.short_abandon_seconds == 5 < queue.answer_within_seconds, queue.code
        for hours in queue.hours:
            assert hours.opens < hours.closes, queue.code
            assert set(hours.days) <= set(range(1, 8)), queue.code
    assert [queue.code for queue in CONTENT.organisation.queues if queue.always_open] == ["city-services"]


def test_topics_lead_to_a_queue_and_a_department() -> None:
    departments = set(_codes(CONTENT.catalogue.departments))
    for topic in CONTENT.catalogue.topics:
        assert topic.queue in QUEUES, topic.code
        assert topic.department in departments, topic.code
    assert {topic.queue for topic in CONTENT.catalogue.topics} == QUEUES
    assert {topic.department for topic in CONTENT.catalogue.topics} == departments


def test_urgent_topics_promise_a_shorter_time() -> None:
    for topic in CONTENT.catalogue.topics:
        limit = {Urgency.EMERGENCY: 2, Urgency.HIGH: 24, Urgency.NORMAL: 120}[topic.urgency]
        assert 0 < topic.promise_hours <= limit, topic.code
    assert {topic.usually for topic in CONTENT.catalogue.topics} == set(Usually)


def test_articles_scripts_and_talks_are_about_topics_that_exist() -> None:
    assert {article.topic for article in CONTENT.articles} <= TOPICS
    assert {script.topic for script in CONTENT.scripts} <= TOPICS
    assert {dialogue.topic for dialogue in CONTENT.dialogues} <= TOPICS


def test_a_script_registers_last_and_offers_options_only_to_choose_from() -> None:
    for script in CONTENT.scripts:
        assert len(script.steps) >= 4, script.code
        for step in script.steps:
            assert bool(step.options) == (step.kind is StepKind.CHOOSE), (script.code, step.text.en)
        assert StepKind.REGISTER not in {step.kind for step in script.steps[:-1]}, script.code
    registering = {script.topic for script in CONTENT.scripts if script.steps[-1].kind is StepKind.REGISTER}
    usually = {topic.code: topic.usually for topic in CONTENT.catalogue.topics}
    assert {usually[topic] for topic in registering} == {Usually.REGISTERED}


def test_streets_lie_in_districts_and_every_district_has_streets() -> None:
    city = CONTENT.city
    assert {street.district for street in city.streets} == {district.code for district in city.districts}


def test_there_are_sixty_given_and_sixty_family_names_in_pairs() -> None:
    books = CONTENT.city.names
    assert set(books) == set(LANGUAGES)
    assert len({name for book in books.values() for name in book.men + book.women}) >= 60
    assert len({pair for book in books.values() for pair in book.families}) >= 60
    pairs = [pair for book in books.values() for pair in book.families + book.patronymics]
    assert all(len(pair) == 2 and all(pair) for pair in pairs)
    assert ("Мұхамеджанов", "Мұхамеджанова") in books["kk"].families


def test_the_system_has_a_line_for_every_turn_of_a_talk() -> None:
    turns = {"queued", "accepted", "held", "resumed", "transfer", "reassigned", "returned", "taken_up_again"}
    turns |= {
        "silence_warning",
        "ended_silence",
        "ended_by_operator",
        "ended_by_client",
        "ended_to_written",
        "registered",
    }
    refusals = {"queue_closed", "out_of_hours", "nobody_on_shift", "abuse_warning", "ended_blocked"}
    assert turns | refusals <= set(CONTENT.notices.lines)
    assert len(CONTENT.notices.consent.points) == 4
    assert CONTENT.notices.consent.version == 1


def test_an_address_is_written_as_its_language_writes_it() -> None:
    city = CONTENT.city
    abai = next(street for street in city.streets if street.names.kk == "Абай даңғылы")
    assert city.address("kk", abai, "47", "12") == "Абай даңғылы, 47-үй, 12-пәтер"
    assert city.address("ru", abai, "47") == "пр. Абая, дом 47"
    assert city.address("en", abai, "47", "12") == "47 Abai Avenue, flat 12"


def test_articles_promise_the_hours_their_topic_promises() -> None:
    promised = {topic.code: topic.promise_hours for topic in CONTENT.catalogue.topics}
    said = re.compile(r"(\d+) (?:жұмыс сағат|рабочи[ех] час)")
    checked = 0
    for article in CONTENT.articles:
        for body in (article.bodies.kk, article.bodies.ru):
            for hours in said.findall(body):
                assert int(hours) == promised[article.topic], article.code
                checked += 1
    assert checked >= 20
