"""Every live topic × own or foreign object × role, against cells written by hand."""

import csv
import secrets
from collections.abc import Callable
from pathlib import Path

import pytest

from anyqtama.config import wiring
from anyqtama.people.live_access import Listener, allowed
from anyqtama.people.models import Person
from anyqtama.portal.models import Visit
from tests.architecture import factories, objects

FILE = Path(__file__).with_name("live_matrix.csv")
COLUMNS = tuple(column for column in objects.COLUMNS if column != "api_key")
GARBAGE = ("", "0", "-1", "1e9", "99999999999999999999999", "\x00", "' OR 1=1 --")


def other_visit(stage: objects.Scene) -> int:
    at = stage.visit.created_at
    return int(Visit.objects.create(token_hash=secrets.token_hex(32), language="kk", created_at=at, seen_at=at).pk)


TopicObject = Callable[[objects.Scene, Person, bool], str]
TOPIC_OBJECTS: dict[str, TopicObject] = {
    "person:": lambda stage, person, own: str((person if own else stage.foreigner).pk),
    "visit:": lambda stage, person, own: str(stage.visit.pk if own else other_visit(stage)),
    "contact:": lambda stage, person, own: str(factories.contact_of(stage, person, own, {}).value),
}
"""Topic prefix → (scene, who listens, own?) → the id after the prefix."""


def rows() -> list[dict[str, str]]:
    with FILE.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        assert tuple(reader.fieldnames or ()) == ("topic", "object", *COLUMNS), "the columns of live_matrix.csv"
        return list(reader)


def listener(stage: objects.Scene, column: str) -> Listener:
    if column == "visitor":
        return Listener(visit_id=stage.visit.pk)
    return Listener(person=stage.people.get(column))


def test_every_topic_has_its_rows() -> None:
    wanted = {
        (topic, whose)
        for topic in wiring.TOPICS
        for whose in (("own", "foreign") if topic.endswith(":") else ("none",))
    }
    there = {(row["topic"], row["object"]) for row in rows()}
    assert wanted == there, (
        f"live_matrix.csv: add rows {sorted(wanted - there)}, remove rows {sorted(there - wanted)}; "
        f"the columns are {','.join(COLUMNS)}, a cell is yes or no"
    )
    without = {topic for topic in wiring.TOPICS if topic.endswith(":")} - set(TOPIC_OBJECTS)
    assert not without, f"test_live_matrix.py: TOPIC_OBJECTS needs {sorted(without)}"


@pytest.mark.django_db
@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['topic']}{row['object']}")
def test_each_role_follows_what_its_duties_demand(row: dict[str, str], stage: objects.Scene) -> None:
    wrong = []
    for column in COLUMNS:
        topic = row["topic"]
        if topic in TOPIC_OBJECTS:
            person = stage.people.get(column, stage.people["operator"])
            topic += TOPIC_OBJECTS[topic](stage, person, row["object"] == "own")
        found = "yes" if allowed(listener(stage, column), [topic], wiring.TOPICS) else "no"
        if found != row[column]:
            wrong.append(f"{column}: expected {row[column] or 'nothing'}, got {found}")
    assert not wrong, f"live_matrix.csv: {row['topic']} {row['object']}\n" + "\n".join(wrong)


@pytest.mark.django_db
@pytest.mark.parametrize("rest", GARBAGE)
def test_a_topic_of_garbage_is_refused_to_everyone(rest: str, stage: objects.Scene) -> None:
    topics = [f"{topic}{rest}" for topic in wiring.TOPICS if topic.endswith(":")] + [f"no-such-topic:{rest}", rest]
    for column in COLUMNS:
        assert allowed(listener(stage, column), topics, wiring.TOPICS) == set(), column
