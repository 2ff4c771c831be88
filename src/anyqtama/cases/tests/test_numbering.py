from threading import Barrier, Thread

import pytest
from django.db import connection

from anyqtama.cases import registering
from anyqtama.cases.models import Case
from anyqtama.kernel import shipped_data
from tests import centre
from tests.centre import NOW


@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gaps_when_many_register_at_once() -> None:
    shipped_data.load()
    by = centre.operator()
    client, topic = centre.client(), centre.topic(promise_minutes=60)
    barrier = Barrier(6)

    def work(name: int) -> None:
        barrier.wait()
        for one in range(3):
            try:
                registering.register(
                    client=client,
                    contact=None,
                    topic=topic,
                    subject=f"{name}-{one}" if one else " ",
                    details="",
                    by=by,
                    at=NOW,
                )
            except registering.SubjectMissing:
                continue
        connection.close()

    threads = [Thread(target=work, args=(name,)) for name in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(Case.objects.values_list("number", flat=True)) == [f"AQ-2026-{n:06}" for n in range(1, 13)]
