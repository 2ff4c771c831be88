"""Writers of SQLite wait in a queue: nobody starves, and whoever leaves in any way lets the next one in."""

import threading
import time
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import OperationalError

from anyqtama.kernel.models import Counter

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL has row locks of its own"),
]


def in_threads(*tasks: Any) -> None:
    def run(task: Any) -> None:
        try:
            task()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
        assert not thread.is_alive()


def test_writers_take_turns_and_none_waits_much_longer_than_its_turn() -> None:
    Counter.objects.create(kind="shared", year=0)
    waits: list[float] = []

    def write() -> None:
        for _ in range(10):
            began = time.monotonic()
            with transaction.atomic():
                waits.append(time.monotonic() - began)
                counter = Counter.objects.get(kind="shared")
                counter.value += 1
                counter.save()
                time.sleep(0.005)

    began = time.monotonic()
    in_threads(*[write] * 8)
    assert Counter.objects.get(kind="shared").value == 80
    assert max(waits) < (time.monotonic() - began) / 2, "somebody starved while the others went round"


def test_a_single_write_queues_behind_a_transaction_and_reading_does_not() -> None:
    begun, order = threading.Event(), []

    def hold() -> None:
        with transaction.atomic():
            Counter.objects.create(kind="held", year=0)
            begun.set()
            time.sleep(0.3)
            order.append("held")

    def write() -> None:
        begun.wait()
        Counter.objects.create(kind="alone", year=0)
        order.append("alone")

    def read() -> None:
        begun.wait()
        assert not Counter.objects.filter(kind="held").exists()
        order.append("read")

    in_threads(hold, write, read)
    assert order == ["read", "held", "alone"]


@pytest.mark.parametrize("how", ["rollback", "close", "error"])
def test_the_next_one_comes_in_however_the_first_one_leaves(how: str) -> None:
    @transaction.atomic
    def first() -> None:
        Counter.objects.create(kind="first", year=0)
        if how == "close":
            connection.close()
        elif how == "error":
            connection.cursor().execute("SELECT nothing FROM nowhere")
        raise KeyboardInterrupt

    def leave() -> None:
        with pytest.raises((KeyboardInterrupt, OperationalError)):
            first()

    in_threads(leave)
    in_threads(lambda: Counter.objects.create(kind="second", year=0))
    assert list(Counter.objects.values_list("kind", flat=True)) == ["second"]
