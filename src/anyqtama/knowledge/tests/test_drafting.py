from datetime import date, datetime, timedelta
from typing import Any

import pytest

from anyqtama.kernel.models import Entry, Job
from anyqtama.kernel.models.jobs import JobState
from anyqtama.knowledge import drafting, finding, listening, publishing, reviewing, telling, work
from anyqtama.knowledge.drafting import Written
from anyqtama.knowledge.models import Article, ArticleText, Change, Draft, DraftState, Feedback, SearchMiss
from anyqtama.knowledge.publishing import Facts
from anyqtama.knowledge.telling import News
from anyqtama.people.models import Person
from anyqtama.people.roles import Role
from tests import cast, centre
from tests.cast import NOW
from tests.centre import later

pytestmark = pytest.mark.django_db


def content(body: str = "Мәтін", **said: Any) -> dict[str, Any]:
    text = {"title": "Аула", "body": body, "source": ""}
    texts = said.pop("texts", {"kk": text})
    return {"texts": texts, "tags": [], "topics": [], "audience": [], "owner": None, "review_months": None,
            "seen": ""} | said  # fmt: skip


def written(body: str = "Мәтін", **facts: Any) -> Written:
    return Written(content(body, **facts.pop("said", {})), **facts)


def keep(by: Person, *, version: int | None = None, at: datetime = NOW, **facts: Any) -> Draft:
    return drafting.keep(kind="article", code="yard", written=written(**facts), by=by, at=at, version=version)


@pytest.fixture
def author() -> Person:
    return cast.person(Role.TEAM_LEAD)


@pytest.fixture
def approver() -> Person:
    return cast.person(Role.HEAD)


def test_a_draft_is_kept_sent_approved_and_published_in_its_authors_name(author: Person, approver: Person) -> None:
    draft = drafting.submit(draft=keep(author), by=author, at=later(1))
    assert work.approvals(approver) == [draft]
    assert work.approvals(author) == []
    assert not Article.objects.exists()
    drafting.approve(draft=draft, by=approver, at=later(2))
    revision = Article.objects.get(code="yard").texts.get().revisions.get()
    assert (revision.by, revision.body) == (author, "Мәтін")
    steps = [entry.payload["step"] for entry in Entry.objects.filter(kind="draft.moved").order_by("pk")]
    assert steps == ["kept", "submitted", "published"]


def test_what_needs_two_people_is_never_published_by_one(author: Person, approver: Person) -> None:
    draft = keep(author, two_people=True)
    with pytest.raises(drafting.SecondPersonNeeded):
        drafting.approve(draft=draft, by=author, at=later(1))
    with pytest.raises(drafting.SecondPersonNeeded):
        drafting.approve(draft=draft, by=approver, at=later(1))  # nobody asked yet
    draft = drafting.submit(draft=draft, by=author, at=later(1))
    with pytest.raises(drafting.SecondPersonNeeded):
        drafting.approve(draft=draft, by=author, at=later(2))
    drafting.approve(draft=draft, by=approver, at=later(2))
    assert Article.objects.get(code="yard").two_people
    sneaky = keep(author, body="Басқа", at=later(3))  # unticked
    with pytest.raises(drafting.SecondPersonNeeded):
        drafting.approve(draft=sneaky, by=author, at=later(4))
    assert ArticleText.objects.get().body == "Мәтін"


def test_a_draft_sent_back_says_why_and_waits_in_the_authors_day(author: Person, approver: Person) -> None:
    draft = drafting.submit(draft=keep(author), by=author, at=later(1))
    with pytest.raises(drafting.CommentNeeded):
        drafting.send_back(draft=draft, by=approver, comment=" ", at=later(2))
    drafting.send_back(draft=draft, by=approver, comment="Мерзімі қате", at=later(2))
    assert [(back.comment, back.state) for back in work.sent_back(author)] == [("Мерзімі қате", "writing")]


def test_two_who_write_the_same_draft_lose_nothing(author: Person, approver: Person) -> None:
    first = keep(author)
    second = keep(approver, version=first.version, body="Толық")
    with pytest.raises(drafting.NotYourTurn):
        keep(author, version=first.version, body="Ескі")
    assert Draft.objects.get().content == second.content


def test_a_publication_waits_for_its_time(author: Person) -> None:
    at = later(3600)
    drafting.approve(draft=keep(author, tell="read"), by=author, at=later(1), publish_at=at)
    job = Job.objects.get(kind=drafting.PUBLISH)
    assert (job.run_at, job.state) == (at, JobState.READY)
    drafting.publish_due(job, later(60))
    assert not Article.objects.exists()
    drafting.publish_due(job, at)
    drafting.publish_due(job, at)
    assert Article.objects.get().published_at == at
    assert Change.objects.get().must_read
    with pytest.raises(drafting.TimePassed):
        drafting.approve(draft=keep(author), by=author, at=later(4000), publish_at=later(3999))


def test_a_scheduled_text_overtaken_by_another_goes_back_to_its_author(author: Person) -> None:
    made = publishing.publish(code="yard", texts={"kk": ("Аула", "Ескі")}, tags=[], by=None, at=NOW)
    draft = keep(author, said={"seen": made.updated_at.isoformat()})
    drafting.approve(draft=draft, by=author, at=later(1), publish_at=later(100))
    publishing.publish(code="yard", texts={"kk": ("Аула", "Шұғыл")}, tags=[], by=None, at=later(50))
    drafting.publish_due(Job.objects.get(kind=drafting.PUBLISH), later(100))
    draft.refresh_from_db()
    assert (draft.state, bool(draft.comment)) == (DraftState.WRITING, True)
    assert ArticleText.objects.get().body == "Шұғыл"


def test_a_scheduled_draft_that_is_dropped_is_not_published(author: Person) -> None:
    draft = drafting.approve(draft=keep(author), by=author, at=later(1), publish_at=later(100))
    drafting.drop(draft=draft, by=author, at=later(2))
    assert Job.objects.get(kind=drafting.PUBLISH).state == JobState.CANCELLED
    with pytest.raises(drafting.NotYourTurn):
        drafting.approve(draft=draft, by=author, at=later(3))


def publish(sources: dict[str, str], *languages: str, body: str = "Мәтін", at: datetime = NOW) -> Article:
    said = {language: f"{body} {language}" if language in languages else "Мәтін" for language in ("kk", "ru")}
    texts = {language: ("Аула", text) for language, text in said.items()}
    return publishing.publish(code="yard", texts=texts, tags=[], by=None, at=at, facts=Facts(sources=sources))


@pytest.mark.parametrize("sources", [{"kk": "kk"}, {"kk": "ru", "ru": "kk"}, {"ru": "kk", "kk": "ru"}])
def test_a_text_never_translates_itself_not_even_in_a_circle(sources: dict[str, str]) -> None:
    with pytest.raises(publishing.TranslatesItself):
        publish(sources)
    assert not Article.objects.exists()


def test_a_translation_needs_its_original() -> None:
    with pytest.raises(publishing.NoOriginal):
        publish({"ru": "en"})


def test_a_translation_knows_when_its_original_has_moved_on() -> None:
    publish({"ru": "kk"})
    assert not ArticleText.objects.outdated().exists()
    publish({"ru": "kk"}, "kk", body="Жаңа", at=later(1))
    assert [text.language for text in ArticleText.objects.outdated()] == ["ru"]
    publish({"ru": "kk"}, "kk", "ru", body="Жаңа", at=later(2))
    assert not ArticleText.objects.outdated().exists()


def test_a_review_comes_round_and_reminds_whoever_answers(author: Person) -> None:
    facts = Facts(owner_id=author.pk, review_months=3)
    made = publishing.publish(code="yard", texts={"kk": ("Аула", "Мәтін")}, tags=[], by=author, at=NOW, facts=facts)
    assert made.review_on == date(2027, 2, 16)
    assert work.reviews(author, NOW) == []
    soon = NOW + timedelta(days=86)
    assert work.reviews(author, soon) == [made]
    reviewing.confirm(article=made, by=author, at=soon)
    assert work.reviews(author, soon) == []


@pytest.mark.parametrize(("months", "day"), [(3, date(2026, 2, 28)), (1, date(2025, 12, 30)), (12, date(2026, 11, 30))])
def test_a_month_without_that_day_ends_earlier(months: int, day: date) -> None:
    assert publishing.next_review(months, datetime(2025, 11, 30, 12, tzinfo=cast.ALMATY)) == day


def test_a_retired_article_is_not_found_and_can_come_back(author: Person) -> None:
    made = publish({})
    with pytest.raises(reviewing.WhyNeeded):
        reviewing.retire(article=made, why="", by=author, at=later(1))
    reviewing.retire(article=made, why="Қызмет жабылды", by=author, at=later(1))
    assert not finding.search(person=author, query="аула", language="kk")
    publish({}, "kk", body="Қайта", at=later(2))
    assert finding.search(person=author, query="аула", language="kk")


def test_an_article_for_some_is_hidden_from_others() -> None:
    facts = Facts(audience=["clerk", "team_lead"])
    publishing.publish(code="yard", texts={"kk": ("Аула", "Шамдар")}, tags=[], by=None, at=NOW, facts=facts)
    found = {role: finding.search(person=cast.person(role), query="шамдар", language="kk") for role in Role}
    assert {role for role, rows in found.items() if rows} == {
        Role.CLERK, Role.TEAM_LEAD, Role.ADMINISTRATOR, Role.HEAD, Role.SYSADMIN,
    }  # fmt: skip


def test_people_concerned_confirm_that_they_have_read(author: Person) -> None:
    reader, other = cast.person(Role.OPERATOR), cast.person(Role.CONTROLLER)
    news = News(notes={"kk": "Мерзім өзгерді"}, must_read=True)
    publishing.publish(code="yard", texts={"kk": ("Аула", "Мәтін")}, tags=[], by=author, at=NOW, news=news)
    change = Change.objects.get()
    assert [list(telling.unread(person)) for person in (reader, other, author)] == [[change], [], []]
    everyone = telling.concerned(change, Person.objects.all())
    assert list(everyone) == [reader]
    telling.read(change=change, by=reader, at=later(90))
    telling.read(change=change, by=reader, at=later(99))
    assert not telling.unread(reader).exists()
    assert [entry.payload["seconds"] for entry in Entry.objects.filter(kind="change.read")] == [90]


def test_a_correction_tells_nobody(author: Person) -> None:
    drafting.approve(draft=keep(author, tell="nobody"), by=author, at=later(1))
    assert not Change.objects.exists()


def test_a_remark_becomes_a_task_until_it_is_done_with(author: Person) -> None:
    made, reader = publish({}), cast.person(Role.OPERATOR)
    with pytest.raises(listening.WordsNeeded):
        listening.feed_back(article=made, language="kk", kind="wrong", text=" ", by=reader, at=NOW)
    for text in ("Мерзім қате", "Мерзім қате: екі күн"):
        listening.feed_back(article=made, language="kk", kind="wrong", text=text, by=reader, at=NOW)
    said = Feedback.objects.get()
    assert work.feedback(author) == [said]
    assert said.text.endswith("екі күн")
    listening.close(feedback=said, answer="Түзетілді", by=author, at=later(10))
    assert work.feedback(author) == []
    assert work.count(author) == 0


def test_a_search_without_a_result_is_kept_as_it_ended(author: Person) -> None:
    other = cast.person(Role.OPERATOR)
    for second, query in enumerate(("жа", "жар", "жары", "жарық", "жар")):
        listening.note_miss(query=query, language="kk", by=author, at=later(second))
    listening.note_miss(query="ЖАРЫҚ ", language="kk", by=other, at=later(20))
    listening.note_miss(query="такси", language="ru", by=other, at=later(300))
    assert [(miss.query, miss.times, miss.people) for miss in work.misses(later(400))] == [
        ("жарық", 2, 2), ("такси", 1, 1),
    ]  # fmt: skip
    listening.settle(query="жарық", at=later(401))
    assert [miss.query for miss in work.misses(later(402))] == ["такси"]
    assert listening.forget_misses(NOW + timedelta(days=181)) == 3
    assert not SearchMiss.objects.exists()


def test_what_changed_since_somebody_used_it_is_marked_for_them_alone() -> None:
    person, other, topic = cast.person(Role.OPERATOR), cast.person(Role.OPERATOR), centre.topic()
    topic.articles.add(publish({}))

    def marked(reader: Person) -> list[bool]:
        return [found.changed for found in finding.suggestions(person=reader, topic=topic, language="kk")]

    listening.used(article=Article.objects.get(), by=person, at=later(10))
    assert (marked(person), marked(other)) == ([False], [False])
    publish({}, "kk", body="Жаңа", at=later(20))
    assert (marked(person), marked(other)) == ([True], [False])
    listening.used(article=Article.objects.get(), by=person, at=later(30))
    assert marked(person) == [False]
