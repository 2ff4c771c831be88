import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from anyqtama.channels.models import ChannelKind
from anyqtama.contacts import conversation, wrap_up
from anyqtama.history import rolling_up
from anyqtama.kernel import journal, sealing
from anyqtama.kernel.exporting import Cell
from anyqtama.metrics import opening, spread
from anyqtama.metrics.indicators import Unit
from anyqtama.metrics.reports import KINDS, Column, Report, report
from anyqtama.metrics.scope import Scope
from anyqtama.people import presence
from anyqtama.people.models import Person, WorkingState
from anyqtama.people.roles import Role
from tests import cast, centre
from tests.centre import NOW, later

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> Person:
    """Two contacts answered and closed at ten on 16 November, then lunch."""
    queue = centre.queue("city", answer_within_seconds=60)
    person = centre.operator(queue, family_name="=cmd|A0", given_name="Әсел")
    topic, result = centre.topic("light"), centre.result()
    for wait in (20, 90):
        contact = centre.running(queue, person)
        conversation.reply(contact=contact, by=person, text="Иә", seen_seq=9, key="k", at=later(wait))
        wrap_up.close(contact=contact, by=person, topic=topic, result=result, note="", at=later(wait + 100))
    lunch = WorkingState.objects.get(code="lunch")
    presence.change(person=person, state=lunch, by=person.principal, at=later(3600))
    sealing.seal_all()
    journal.read(rolling_up.CURSOR, rolling_up.read)
    return person


def cells(kind: str, owner: Person) -> dict[str, object]:
    with translation.override("en"):
        made = report(kind, Scope.of_day(NOW.date()), level="service_level_c", people=[owner])
        [row] = made.rows
        return dict(zip([str(column.name) for column in made.columns], row, strict=True))


def test_a_queues_row_counts_contacts_and_the_named_service_level(owner: Person) -> None:
    row = cells("queue", owner)
    assert (row["Offered"], row["Answered"], row["Closed"]) == (2, 2, 2)
    assert (row["Service level C"], row["Average speed of answer"]) == (50, 55)


@pytest.mark.parametrize(("promise", "level"), [(20, 50), (120, 100), (10, 0)])
def test_each_queue_is_judged_by_its_own_promise(owner: Person, promise: int, level: int) -> None:
    scope = Scope.of_day(NOW.date(), promises={"city": (promise, 5), "other": (600, 5)})
    made = report("queue", scope, level="service_level_c", people=[owner])
    assert made.rows[0][8] == made.total[8] == level


def test_hours_are_local(owner: Person) -> None:
    assert cells("hour", owner)["Hour"] == "10:00-11:00"


def test_a_persons_row_shows_handling_time_per_segment(owner: Person) -> None:
    row = cells("person", owner)
    assert (row["Handled"], row["Average handling time"]) == (2, 150)


def test_time_in_states_is_cut_to_the_period(owner: Person) -> None:
    assert cells("state", owner)["Total"] == 1
    half = Scope(start=NOW, end=later(1800))
    assert report("state", half, level="service_level_c", people=[owner]).rows[0][-1] == 0.5


@pytest.mark.parametrize("kind", KINDS)
def test_every_report_opens_and_exports_what_it_shows(client: Client, owner: Person, kind: str) -> None:
    client.force_login(cast.person(Role.HEAD, whole_centre=True, language="ru"))
    query = {"by": kind, "first": "2026-11-16", "last": "2026-11-16"}
    page = client.get(reverse("reports"), query)
    assert page.status_code == 200
    file = client.get(reverse("reports"), {**query, "export": "csv"})
    text = b"".join(file).decode()
    assert len(text.splitlines()) >= 2
    if kind in {"person", "state"}:
        assert "'=cmd|A0 Әсел" in text
    assert client.get(reverse("reports"), {**query, "export": "xlsx"}).status_code == 200


def test_one_channel_alone_is_counted_when_asked(client: Client, owner: Person) -> None:
    client.force_login(cast.person(Role.HEAD, whole_centre=True, language="en"))
    chat, phone = centre.channel(ChannelKind.CHAT), centre.channel(ChannelKind.PHONE)
    query = {"by": "queue", "first": "2026-11-16", "last": "2026-11-16", "export": "csv"}
    every, chats, calls = (
        b"".join(client.get(reverse("reports"), {**query, "channel": code})).decode()
        for code in ("", chat.code, phone.code)
    )
    table = [text.split("\r\n\r\n")[1] for text in (every, chats)]
    assert table[0] == table[1]
    assert "Channel,chat" in chats
    assert "Average speed of answer, s" in every
    assert len(calls.splitlines()) < len(chats.splitlines())


@pytest.mark.parametrize(
    "query",
    [
        {"first": "2026-11-20", "last": "2026-11-16"},
        {"first": "2020-01-01", "last": "2026-11-16"},
        {"first": "banana"},
        {"by": "'; drop table"},
        {"queue": "no-such"},
    ],
)
def test_wrong_questions_are_answered_in_words(client: Client, query: dict[str, str]) -> None:
    client.force_login(cast.person(Role.HEAD, whole_centre=True))
    assert client.get(reverse("reports"), query).status_code == 422


def test_an_operator_does_not_read_reports_of_people(client: Client) -> None:
    client.force_login(cast.person(Role.OPERATOR))
    assert client.get(reverse("reports")).status_code == 403


@pytest.mark.parametrize("kind", ["queue", "hour", "day", "channel", "language", "topic", "person"])
def test_every_number_opens_to_as_many_contacts_as_it_says(owner: Person, kind: str) -> None:
    scope = Scope.of_day(NOW.date())
    made = report(kind, scope, level="service_level_c", people=[owner])
    opened = 0
    for key, row in zip(made.keys, made.rows, strict=True):
        for column, number in zip(made.columns, row, strict=True):
            if column.opens and column.unit == Unit.COUNT:
                assert opening.opened(scope, column.opens, by=kind, row=key).count() == number, (key, column.opens)
                opened += 1
    assert opened


def test_a_number_opened_shows_waits_longest_first_and_names_who_was_late(client: Client, owner: Person) -> None:
    client.force_login(cast.person(Role.HEAD, whole_centre=True, language="en"))
    query = {"by": "queue", "first": "2026-11-16", "last": "2026-11-16", "what": "waits", "row": "city"}
    page = client.get(reverse("reports_opened"), query).content.decode()
    assert page.index("01:30") < page.index("00:20")
    assert page.count(">late<") == 1
    text = b"".join(client.get(reverse("reports_opened"), {**query, "export": "csv"})).decode()
    assert len(text.splitlines()) == 3
    assert "'=cmd|A0 Әсел" in text


@pytest.mark.parametrize(
    "wrong", [{"what": "secrets"}, {"by": "hour", "row": "99"}, {"by": "day", "row": "2026-02-31"}, {"row": "a\0b"}]
)
def test_a_number_that_no_report_has_is_refused_in_words(client: Client, wrong: dict[str, str]) -> None:
    client.force_login(cast.person(Role.HEAD, whole_centre=True))
    answer = client.get(reverse("reports_opened"), {"by": "queue", "what": "answered", **wrong})
    assert answer.status_code == 422
    assert answer.content


def test_somebody_elses_people_do_not_open(client: Client, owner: Person) -> None:
    client.force_login(cast.person(Role.TEAM_LEAD, unit=cast.unit("far")))
    query = {"by": "person", "first": "2026-11-16", "last": "2026-11-16", "what": "handled", "row": str(owner.pk)}
    assert client.get(reverse("reports_opened"), query).context["rows"] == []


def test_days_are_compared_by_mean_deviation_and_trend() -> None:
    columns = [Column("Day"), Column("Answered", Unit.COUNT)]
    rows: list[list[Cell]] = [[f"2026-11-{day:02}", value] for day, value in enumerate((2, 4, 6, None, 8), start=1)]
    made = Report(columns, rows, [], [str(row[0]) for row in rows])
    [one] = spread.spreads(made)
    assert (one.mean, round(one.deviation, 3), one.trend) == (5, 2.582, 2)
    drawn = spread.course(made, 1, None)
    assert drawn is not None
    assert [key for _x, _y, key, _value in drawn.marks] == ["2026-11-01", "2026-11-02", "2026-11-03", "2026-11-05"]
    assert spread.course(Report(columns, rows[:2], [], ["a", "b"]), 1, None) is None


def test_an_operator_opens_their_own_numbers_and_nobody_elses(client: Client, owner: Person) -> None:
    days = {"what": "handled", "first": "2026-11-16", "last": "2026-11-16"}
    client.force_login(owner)
    assert len(client.get(reverse("reports_mine"), days).context["rows"]) == 2
    other = cast.person(Role.OPERATOR)
    client.force_login(other)
    asked = {**days, "row": str(owner.pk), "by": "queue"}
    assert client.get(reverse("reports_mine"), asked).context["rows"] == []
    assert client.get(reverse("reports_mine"), {"what": "no"}).status_code == 422
