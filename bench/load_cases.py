"""Write N cases straight into the tables, to measure lists and exports on a large centre. Never for a demo.

    ANYQTAMA_DATA=/tmp/large .venv/bin/python bench/load_cases.py 100000 [--days 365] [--seed 1] [--times 1]

With --times 5 the first fifth of the days is drawn and the database itself makes the other four of it. Needs the
demo organisation (`anyqtama demo --days 1`). One case in twenty is still open, one in a hundred late; the words are
drawn with long tails, as subjects and names are. The journal and the index of the search get no entries.
"""

from __future__ import annotations

import argparse
import random
import time
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from anyqtama.config.commands import setup

if TYPE_CHECKING:
    from anyqtama.cases.models import Case
    from anyqtama.clients.models import Client

BATCH = 2_000
FAMILY = ("Жүнісов", "Әбенов", "Қалиев", "Нұрлан", "Смағұлов", "Ковалёв", "Ахметов", "Өтеген", "Петров", "Ибраев")
GIVEN = ("Айгерім", "Нұргүл", "Ерлан", "Данияр", "Гүлнар", "Сергей", "Әлия", "Мұрат", "Ольга", "Бекзат")
SYLLABLES = ("ба", "ле", "ма", "ра", "ши", "та", "но")
WHAT = (
    "Аулада жарық жоқ", "Су құбыры жарылды", "Көше шамы жанбайды", "Қоқыс шығарылмады", "Лифт тоқтап тұр",
    "Нет горячей воды", "Яма на дороге", "Шумят соседи", "Жылу батареясы суық", "Автобус кешігеді",
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=int)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--times", type=int, default=1)
    args = parser.parse_args()
    setup()
    from django.db import connection, transaction
    from django.utils import timezone

    from anyqtama.cases.models import Case

    until = timezone.now()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
    began, load = time.monotonic(), Load(random.Random(args.seed))
    begin, part = until - timedelta(days=args.days), args.days / args.times
    moments = sorted(begin + timedelta(days=part * load.rng.random()) for _ in range(args.cases // args.times))
    for done in range(0, len(moments), BATCH):
        with transaction.atomic():
            load.batch(moments[done : done + BATCH], until)
    load.copy(args.times, days=part)
    with connection.cursor() as cursor:
        # as a server does by itself
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    print(f"{Case.objects.count()} cases in the centre, {time.monotonic() - began:.0f} s")


class Load:
    """Makes batches; each third client comes back."""

    def __init__(self, rng: random.Random) -> None:
        from anyqtama.cases.models import CaseKind
        from anyqtama.contacts.models import Topic
        from anyqtama.people.models import Person, Unit

        self.rng = rng
        self.topics = list(Topic.objects.filter(active=True))
        self.kinds = list(CaseKind.objects.filter(active=True))
        self.people = list(Person.objects.filter(is_active=True))
        self.units = list(Unit.objects.filter(active=True))
        self.clients: list[Client] = []
        self.number = 0

    def batch(self, moments: list[datetime], until: datetime) -> None:
        from anyqtama.cases import indexed_words
        from anyqtama.cases.models import Case, IndexedWord
        from anyqtama.clients import indexed_words as client_words
        from anyqtama.clients.models import Client
        from anyqtama.clients.models import IndexedWord as NameWord

        new = Client.objects.bulk_create(
            [Client(name=self._name(), language="kk", created_at=at) for at in moments[: 2 * len(moments) // 3]],
            batch_size=500,
        )
        self.clients += new
        named = [row for client in new for row in client_words.rows(client)]
        NameWord.objects.bulk_create(named, batch_size=10_000)
        cases = Case.objects.bulk_create([self._case(at, until) for at in moments], batch_size=250)
        words = [row for case in cases for row in indexed_words.rows(case)]
        IndexedWord.objects.bulk_create(words, batch_size=10_000)

    def copy(self, times: int, *, days: float) -> None:
        """The same cases and clients again, each time as many days later; what is open stays open."""
        from copying import after_copies, copy
        from django.db import connection, transaction
        from django.db.models import Max, Min

        from anyqtama.cases.models import Case, IndexedWord
        from anyqtama.clients.models import Client
        from anyqtama.clients.models import IndexedWord as NameWord

        loaded = Case.objects.filter(number__startswith="LD-")
        cases = loaded.aggregate(first=Min("pk"), last=Max("pk"))
        clients = loaded.aggregate(first=Min("client"), last=Max("client"))
        for number in range(1, times):
            case, client = number * cases["last"], number * clients["last"]
            postgres = connection.vendor == "postgresql"

            def later(name: str, days: float = number * days, postgres: bool = postgres) -> str:
                return f"{name} + interval '{days} days'" if postgres else f"datetime({name}, '+{days} days')"

            said = {"id": f"id + {case}", "client_id": f"client_id + {client}"}
            said |= {name: f"{name} || '-{number}'" for name in ("number", "code_fingerprint")}
            said |= {name: later(name) for name in ("registered_at", "answered_at", "closed_at")}
            said["due_at"] = f"CASE WHEN closed_at IS NULL THEN due_at ELSE {later('due_at')} END"
            with transaction.atomic():
                within = "BETWEEN {first} AND {last}".format
                copy(Client, {"id": f"id + {client}", "created_at": later("created_at")}, f"id {within(**clients)}")
                copy(NameWord, {"client_id": f"client_id + {client}"}, f"client_id {within(**clients)}")
                copy(Case, said, f"id {within(**cases)}")
                copy(IndexedWord, {"case_id": f"case_id + {case}"}, f"case_id {within(**cases)}")
            print(f"copied {number} times", flush=True)
        after_copies(Case, Client)

    def _name(self) -> str:
        return f"{self.rng.choice(FAMILY)}{self._seldom()} {self.rng.choice(GIVEN)}"

    def _seldom(self) -> str:
        """A tail of syllables that few have in common."""
        return "".join(self.rng.choices(SYLLABLES, k=self.rng.randrange(4)))

    def _case(self, at: datetime, until: datetime) -> Case:
        from anyqtama.cases.kinds import stages
        from anyqtama.cases.models import Case, CaseState

        self.number += 1
        kind, chance = self.rng.choice(self.kinds), self.rng.random()
        opened = chance < 0.05
        closed = None if opened else min(until, at + timedelta(hours=200 * self.rng.random()))
        due = until + timedelta(hours=240 * (chance / 0.05 - 0.2)) if opened else at + timedelta(days=15)
        state = CaseState.WITH_DEPARTMENT if opened else CaseState.CLOSED
        wanted = [stage.code for stage in stages.stages(kind).values() if stage.state == state]
        number = f"LD-{at.year}-{self.number:07}"
        person = self.rng.choice(self.people)
        return Case(
            number=number, kind=kind, client=self.rng.choice(self.clients), topic=self.rng.choice(self.topics),
            subject=f"{self.rng.choice(WHAT)}, {self.number % 977}-үй {self._seldom()}".strip(), language="kk",
            details=" ".join(self.rng.choice(WHAT) for _ in range(6)), stage=wanted[0] if wanted else "new",
            state=state, registered_at=at, registered_by=person, owner=person, department=self.rng.choice(self.units),
            due_at=due, code_sealed="-", code_fingerprint=number, answered_at=closed, closed_at=closed,
        )  # fmt: skip


if __name__ == "__main__":
    main()
