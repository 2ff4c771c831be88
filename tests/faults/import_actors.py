"""A table of cases goes in while somebody registers one at a time: `python -m tests.faults.import_actors PART …`."""

import sys
import time
from collections.abc import Callable
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.utils import timezone  # noqa: E402

from anyqtama.cases import registering  # noqa: E402
from anyqtama.cases.bulk import registering_many, rows  # noqa: E402
from anyqtama.cases.kinds import shipped as kinds  # noqa: E402
from anyqtama.clients import meeting  # noqa: E402
from anyqtama.config import shipped  # noqa: E402
from anyqtama.contacts.models import Topic  # noqa: E402
from anyqtama.kernel import tables_in  # noqa: E402
from anyqtama.kernel.importing.planning import read_head  # noqa: E402
from anyqtama.people.models import Person  # noqa: E402
from tests import centre  # noqa: E402

STOP = Path(settings.DATA) / "stop"
EACH_SECONDS = 0.1


def build() -> None:
    shipped.load()
    centre.topic("water", promise_minutes=60)
    centre.operator(login="clerk", language="en")


def table(number: int) -> str:
    body = (f"water;Су жоқ {one};Ким Сергей;+7701{one:07};{'Кешеден бері су жоқ. ' * 10}" for one in range(number))
    return "\n".join(["topic;subject;name;reached_by;details", *body])


def register_many(number: str) -> None:
    """Tells how long it took."""
    by, importer = Person.objects.get(login="clerk"), rows.importer(kinds.usual())
    lines = tables_in.read(table(int(number)).encode(), plain=True)
    began = time.monotonic()
    plan = importer.plan(read_head(importer, lines)[0])
    registering_many.register(plan=plan, lines=lines, name="t.csv", by=by, at=timezone.now())
    print(f"{time.monotonic() - began:.2f}")


def register_one_by_one() -> None:
    """Tells how long each took."""
    by, topic = Person.objects.get(login="clerk"), Topic.objects.get(code="water")
    client = meeting.meet(name="Ли Анна", language="kk", by=by.principal, at=timezone.now())
    print("ready", flush=True)
    while not STOP.exists():
        began = time.monotonic()
        registering.register(
            client=client, contact=None, topic=topic, subject="Лифт", details="", by=by, at=timezone.now()
        )
        took = time.monotonic() - began
        print(f"{took:.3f}", flush=True)
        time.sleep(max(0.0, EACH_SECONDS - took))


PARTS: dict[str, Callable[..., None]] = {
    "build": build,
    "register_many": register_many,
    "register_one_by_one": register_one_by_one,
}

if __name__ == "__main__":
    PARTS[sys.argv[1]](*sys.argv[2:])
