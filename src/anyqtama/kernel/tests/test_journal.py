"""The journal: what is written is sealed, read once, provable, and forgettable without a trace in the chain."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from anyqtama.kernel import journal, sealing
from anyqtama.kernel.models import Counter, Entry, Head, ReaderCursor
from anyqtama.kernel.principal import Principal
from tests.cast import NOW

pytestmark = pytest.mark.django_db
BY = Principal.person(7)


@dataclass(frozen=True, slots=True)
class Said(journal.Body):
    kind: ClassVar[str] = "test.said"
    version: ClassVar[int] = 1
    number: int
    amount: float
    text: str = field(metadata=journal.PERSONAL)
    pieces: list[Any] = field(metadata=journal.PERSONAL)


def write(number: int = 1, text: str = "Сәлем", amount: float = 1e16) -> Entry:
    subject = Counter.objects.get_or_create(kind="subject", year=1)[0]
    body = Said(number=number, amount=amount, text=text, pieces=[1e16, -0.0, 2.5, {"a": 3.0}])
    return journal.write(body, subject=subject, by=BY, at=NOW)


@pytest.fixture
def chain() -> list[Entry]:
    for number in range(1, 7):
        write(number)
    sealing.seal_all()
    return list(Entry.objects.order_by("position"))


def faults(folder: Path | None = None) -> list[str]:
    return [fault.what.partition(":")[0] for fault in sealing.verify(folder=folder)]


def test_an_entry_says_what_to_what_by_whom_when_and_keeps_personal_content_apart() -> None:
    entry = write(3)
    entry.refresh_from_db()
    assert (entry.kind, entry.version, entry.at) == ("test.said", 1, NOW)
    assert (entry.principal_kind, entry.principal_id) == ("person", "7")
    assert entry.subject_kind == "counter"
    assert set(entry.payload) == {"number", "amount"}
    assert set(entry.personal or {}) == {"text", "pieces"}
    assert entry.position is None


def test_what_a_rolled_back_transaction_wrote_is_not_there() -> None:
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    assert sealing.seal() == 0


def test_the_chain_holds_after_sealing_in_several_batches() -> None:
    for number in range(5):
        write(number)
    assert [sealing.seal(batch=2) for _ in range(4)] == [2, 2, 1, 0]
    assert [entry.position for entry in journal.sealed(batch=2)] == [1, 2, 3, 4, 5]
    assert faults() == []


def test_a_change_shows(chain: list[Entry]) -> None:
    Entry.objects.filter(position=3).update(payload={"number": 99, "amount": 1})
    assert faults() == ["changed or reordered"]


@pytest.mark.parametrize("change", [{"kind": "test.other"}, {"at": NOW + timedelta(seconds=1)}, {"principal_id": "8"}])
def test_a_change_of_any_fact_shows(chain: list[Entry], change: dict[str, Any]) -> None:
    Entry.objects.filter(position=3).update(**change)
    assert faults() == ["changed or reordered"]


def test_changed_personal_content_shows(chain: list[Entry]) -> None:
    Entry.objects.filter(position=4).update(personal={"text": "other", "pieces": []})
    assert faults() == ["changed"]


def test_a_gap_shows(chain: list[Entry]) -> None:
    Entry.objects.filter(position=3).delete()
    assert faults() == ["gap"]


def test_a_reorder_shows(chain: list[Entry]) -> None:
    three, four = chain[2].pk, chain[3].pk
    Entry.objects.filter(pk=three).update(position=99)
    Entry.objects.filter(pk=four).update(position=3)
    Entry.objects.filter(pk=three).update(position=4)
    assert "changed or reordered" in faults()


def test_a_cut_tail_shows(chain: list[Entry]) -> None:
    Entry.objects.filter(position=6).delete()
    assert faults() == ["cut tail"]


def test_a_tail_cut_together_with_the_head_shows_by_the_head_kept_outside(chain: list[Entry], tmp_path: Path) -> None:
    sealing.keep_head(folder=tmp_path, at=NOW)
    assert faults(tmp_path) == []
    Entry.objects.filter(position=6).delete()
    Head.objects.update(position=5, hash=chain[4].hash)
    assert faults() == []
    assert set(faults(tmp_path)) == {"cut or rewritten"}


def test_the_head_of_each_day_is_kept_as_it_first_was(chain: list[Entry], tmp_path: Path) -> None:
    first = sealing.keep_head(folder=tmp_path, at=NOW)
    write(7)
    sealing.seal()
    sealing.keep_head(folder=tmp_path, at=NOW)
    assert json.loads(first.read_text())["position"] == 6
    assert json.loads((tmp_path / "newest.json").read_text())["position"] == 7
    assert not list(tmp_path.glob("*.partial"))


def test_forgetting_a_person_leaves_the_chain_whole(chain: list[Entry]) -> None:
    subject = chain[0]
    assert journal.erase_personal(subject_kind=subject.subject_kind, subject_id=subject.subject_id) == 6
    assert not Entry.objects.exclude(personal=None).exists()
    assert faults() == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM kernel_entry")
        assert "Сәлем" not in str(cursor.fetchall())


def test_a_reader_gets_each_sealed_entry_once_in_order(chain: list[Entry]) -> None:
    write(7)  # not sealed
    got: list[int] = []

    def reader(entries: Sequence[Entry]) -> None:
        got.extend(entry.payload["number"] for entry in entries)

    assert [journal.read("r", reader, batch=4) for _ in range(3)] == [4, 2, 0]
    assert got == [1, 2, 3, 4, 5, 6]


def test_a_reader_that_fails_reads_the_same_again(chain: list[Entry]) -> None:
    def broken(entries: Sequence[Entry]) -> None:
        Counter.objects.create(kind="half", year=len(entries))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        journal.read("r", broken)
    assert not Counter.objects.filter(kind="half").exists()
    assert ReaderCursor.objects.get(name="r").position == 0


def test_only_readers_with_something_to_read_are_called(chain: list[Entry]) -> None:
    def reader(entries: Sequence[Entry]) -> None:
        return

    journal.read("done", reader)
    assert list(journal.behind({"done": reader, "new": reader})) == ["new"]
    Entry.objects.all().delete()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(st.characters(exclude_categories=["Cs", "Cc"]))
    | st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15).map(lambda x: round(x, 6)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("абвabc", max_size=3), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


@given(value=json_values)
def test_the_hash_is_the_same_after_the_database_kept_the_value(value: object) -> None:
    subject = Counter.objects.get_or_create(kind="subject", year=1)[0]
    body = Said(number=1, amount=1.0, text="x", pieces=[value])
    entry = Entry.objects.get(pk=journal.write(body, subject=subject, by=BY, at=NOW).pk)
    assert journal.personal_hash(entry.personal_salt, entry.personal) == entry.personal_hash


@pytest.mark.parametrize("value", [float("nan"), float("inf"), object()])
def test_what_is_no_json_is_refused(value: Any) -> None:
    subject = Counter.objects.get_or_create(kind="subject", year=1)[0]
    with pytest.raises((ValueError, TypeError)):
        journal.write(Said(1, 1.0, "x", [value]), subject=subject, by=BY, at=NOW)
