import pytest

from anyqtama.knowledge import finding, publishing
from anyqtama.knowledge.models import Article
from anyqtama.people.roles import Role
from tests import cast, centre
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def article(code: str = "yard", **texts: tuple[str, str]) -> Article:
    texts = texts or {"kk": ("Аула жарығы", "Шамды жөндейді"), "ru": ("Освещение двора", "Фонари чинят")}
    return publishing.publish(code=code, texts=texts, tags=["жарық"], by=None, at=NOW)


def test_an_article_is_found_by_a_word_of_either_language_and_read_in_the_wanted_one() -> None:
    article()
    person = cast.person(Role.OPERATOR)
    for query in ("шамды", "фонари", "жарық"):
        found = finding.search(person=person, query=query, language="ru")
        assert [(each.code, each.title) for each in found] == [("yard", "Освещение двора")]


def test_a_language_the_article_lacks_falls_back_to_kazakh() -> None:
    article(kk=("Аула жарығы", "Шамды жөндейді"), ru=("Двор", "Фонари"))
    found = finding.text(person=cast.person(Role.OPERATOR), code="yard", language="en")
    assert found is not None
    assert found.language == "kk"


def test_nothing_is_found_by_people_without_a_role_by_no_words_or_after_retiring() -> None:
    made = article()
    operator = cast.person(Role.OPERATOR)
    assert not finding.search(person=cast.person(), query="шамды", language="kk")
    assert not finding.search(person=operator, query="  ", language="kk")
    made.retired_at = NOW
    finding.index(article=made, at=NOW)
    assert not finding.search(person=operator, query="шамды", language="kk")


def test_a_new_text_replaces_the_old_one_in_the_index() -> None:
    article()
    article(kk=("Аула жарығы", "Бағаналар"), ru=("Двор", "Столбы"))
    operator = cast.person(Role.OPERATOR)
    assert not finding.search(person=operator, query="фонари", language="ru")
    assert finding.search(person=operator, query="столбы", language="ru")


def test_suggestions_are_the_published_articles_of_the_topic() -> None:
    topic = centre.topic()
    topic.articles.add(article())
    article("other", kk=("Басқа", "Басқа"))
    operator = cast.person(Role.OPERATOR)
    assert [each.code for each in finding.suggestions(person=operator, topic=topic, language="kk")] == ["yard"]
    assert finding.suggestions(person=operator, topic=None, language="kk") == []


def test_in_a_conversation_what_fits_the_clients_words_comes_before_the_topics_articles() -> None:
    topic = centre.topic()
    topic.articles.add(article())
    article("water", kk=("Су құбыры", "Құбыр жарылса хабарлаңыз"))
    operator = cast.person(Role.OPERATOR)

    def fitting(*said: str) -> list[str]:
        found = finding.fitting(person=operator, topic=topic, said=said, language="kk")
        return [each.code for each in found]

    assert fitting("Сәлеметсіз бе", "кубыр жарылып кетті") == ["water", "yard"]
    assert fitting("аулада жарық жоқ, құбыр емес") == ["yard", "water"]  # the topic's own first, and each once
    assert fitting() == ["yard"]
    assert finding.fitting(person=cast.person(), topic=None, said=["құбыр"], language="kk") == []
