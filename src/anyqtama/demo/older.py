"""The older days are played beside the product, in a file of their own, and then moved in as they are.

In the product itself they cannot be played while it works: its routing and its rules see every open contact, and would
take one of September for a client who waits now. So the same verbs play them on a copy of the organisation. Row ids
come from a block reserved in the product; numbers of cases are drawn from the product's own counter as they are
registered, so each is used once, and those of earlier days are the later ones.
"""

import time as clock
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from django.core.management import call_command
from django.db import connections, models, transaction

from anyqtama.cases.models import (
    Answer,
    Assignment,
    Case,
    CaseKind,
    Closure,
    Comment,
    District,
    DueChange,
    Extension,
    FormalRequest,
    Promise,
    Reply,
    Term,
)
from anyqtama.channels.models import Channel, OutboundMessage
from anyqtama.clients.models import Block, Client, Consent, Identity, Notice
from anyqtama.contacts.models import (
    Consultation,
    Contact,
    ContactResult,
    Hold,
    Message,
    Offer,
    PhoneCall,
    Queue,
    QueueMember,
    QueueSkill,
    ScriptRun,
    Segment,
    Topic,
    WrapUp,
)  # fmt: skip
from anyqtama.demo import playing, setting_up
from anyqtama.forms.models import Questionnaire, QuestionnaireVersion, Response
from anyqtama.kernel.models import CalendarDay, CalendarYear, Counter, Entry, Rule
from anyqtama.knowledge.models import Article, Script, ScriptVersion
from anyqtama.people.models import Person, PersonLanguage, PersonSkill, RoleGrant, Skill, Unit, WorkingState
from anyqtama.portal.models import Visit

Tell = Callable[[str], None]

PRODUCT = "product"
ROOM, ROOM_FOR_WORDS = 4, 100
"""Ids reserved in a table for each client of what is moved in later; messages and journal entries are many."""
COPIED: Sequence[type[models.Model]] = (
    CalendarYear, CalendarDay, Rule, Unit, Person, RoleGrant, Skill, PersonSkill, PersonLanguage, WorkingState, Channel,
    Questionnaire, QuestionnaireVersion, Notice, Client, Identity, Article, Script, ScriptVersion, Queue, QueueSkill,
    QueueMember, Topic, ContactResult, CaseKind, District, Term, Promise,
)  # fmt: skip
"""The organisation, and the clients it knew before the play."""
MOVED: Sequence[type[models.Model]] = (
    Client, Identity, Consent, Block, Contact, Visit, Segment, Offer, Message, Consultation, PhoneCall, Hold, ScriptRun,
    WrapUp, OutboundMessage, Case, Assignment, Reply, FormalRequest, DueChange, Extension, Comment, Answer, Closure,
    Response, Entry,
)  # fmt: skip
"""What the play makes, each after what it points to. The journal last: history follows complete contacts."""
BATCH = 250
LIFE = ("contact.arrived", "presence.changed")
"""Entries that tell that the centre was at work."""
PROGRESS_SECONDS = 30


class CounterOfProduct:
    """Database router: numbers come from the product's counters, everything else stays in the file."""

    def db_for_read(self, model: type[models.Model], **hints: object) -> str | None:
        return PRODUCT if model is Counter else None

    def db_for_write(self, model: type[models.Model], **hints: object) -> str | None:
        return PRODUCT if model is Counter else None

    def allow_migrate(self, db: str, app_label: str, **hints: object) -> bool | None:
        return db != PRODUCT


def copy_organisation(*, before: datetime) -> None:
    """Into the empty file, with the ids of the product. Clients: only those known before the play."""
    for model in COPIED:
        rows = model._base_manager.using(PRODUCT).order_by("pk")  # noqa: SLF001 -- every row, whatever a manager hides
        if model is Client:
            rows = rows.filter(created_at__lt=before)
        elif model is Identity:
            rows = rows.filter(client__created_at__lt=before)
        _copy(model, rows, to="default")


def reserve_ids(clients: int) -> None:
    """A block of ids in each table: the product goes on after it, the file begins within it."""
    for model in MOVED:
        if model._meta.pk and model._meta.pk.get_internal_type() == "BigAutoField":
            room = clients * (ROOM_FOR_WORDS if model in {Message, Entry} else ROOM)
            _set_next(model, "default", _skip(model, room))


def move(tell: Tell) -> int:
    """In small steps, so that other writers come between. What is there is passed over: a move can be repeated."""
    moved = 0
    for model in MOVED:
        rows = model._base_manager.using("default").order_by("pk")  # noqa: SLF001 -- every row, whatever a manager hides
        known = set(model._base_manager.using(PRODUCT).values_list("pk", flat=True)) if model in COPIED else set()  # noqa: SLF001 -- every row, whatever a manager hides
        moved += _copy(model, (row for row in rows.iterator(BATCH) if row.pk not in known), to=PRODUCT)
        tell(f"{model._meta.verbose_name_plural}: {moved} rows moved")
    return moved


def beginning(*, until: datetime, days: int, using: str = PRODUCT) -> datetime:
    """Where the older days begin: not before the organisation, which had neither notice nor questions then."""
    return max(until - timedelta(days=days), setting_up.began(using=using))


def bring(file: Path, *, days: int, per_day: int, seed: int, until: datetime, tell: Tell) -> str:
    """Play and move what lies before the oldest contact of the product; says what was done. Can be cut off anywhere."""
    first = Entry.objects.using(PRODUCT).filter(kind__in=LIFE).order_by("at").first()
    if first is None:
        return "there is no play that older days could lead to"
    since, ends = beginning(until=until, days=days), first.at.replace(minute=0, second=0, microsecond=0)
    played = file.with_suffix(".played")
    if not played.exists():
        if ends - since < timedelta(days=1):
            return "the older days are here"
        for old in file.parent.glob(f"{file.name}*"):
            old.unlink()
        _play(since=since, until=until, ends=ends, per_day=per_day, seed=seed, tell=tell)
        played.touch()
    rows = move(tell)
    connections["default"].close()
    for old in [*file.parent.glob(f"{file.name}*"), played]:
        old.unlink()
    return f"the days from {since:%d.%m} to {ends:%d.%m} are here ({rows} rows)"


def _play(*, since: datetime, until: datetime, ends: datetime, per_day: int, seed: int, tell: Tell) -> None:
    call_command("migrate", interactive=False, verbosity=0, database="default")
    copy_organisation(before=since)
    reserve_ids(((ends - since).days + 1) * per_day)
    said = clock.monotonic()

    def progress(at: datetime, acts: int) -> None:
        nonlocal said
        if clock.monotonic() - said > PROGRESS_SECONDS:
            said = clock.monotonic()
            tell(f"older days are played in the background, now {at.astimezone():%d.%m}")

    playing.play(
        since=since, until=until, ends=ends, per_day=per_day, seed=seed, known_since=since, seal=False, tell=progress
    )


def _copy(model: type[models.Model], rows: Iterable[models.Model], *, to: str) -> int:
    count, batch = 0, list[models.Model]()
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            count += _store(model, batch, to)
            batch = []
    return count + _store(model, batch, to)


def _store(model: type[models.Model], batch: Sequence[models.Model], to: str) -> int:
    for row in batch:
        row._state.db, row._state.adding = to, True  # noqa: SLF001 -- the row moves to another database
    with transaction.atomic(using=to):
        model._base_manager.using(to).bulk_create(batch, ignore_conflicts=True)  # noqa: SLF001 -- every row, whatever a manager hides
    return len(batch)


def _skip(model: type[models.Model], room: int) -> int:
    """Move the product's sequence past a block and return the block's first id."""
    table, connection = model._meta.db_table, connections[PRODUCT]
    with transaction.atomic(using=PRODUCT), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
            sequence = cursor.fetchone()[0]
            cursor.execute("SELECT nextval(%s)", [sequence])
            first = int(cursor.fetchone()[0])
            cursor.execute("SELECT setval(%s, %s)", [sequence, first + room])
            return first
        cursor.execute("INSERT OR IGNORE INTO sqlite_sequence (name, seq) SELECT %s, 0 WHERE NOT EXISTS "
                       "(SELECT 1 FROM sqlite_sequence WHERE name = %s)", [table, table])  # fmt: skip
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        first = int(cursor.fetchone()[0]) + 1
        cursor.execute("UPDATE sqlite_sequence SET seq = %s WHERE name = %s", [first + room, table])
        return first


def _set_next(model: type[models.Model], using: str, first: int) -> None:
    table = model._meta.db_table
    with connections[using].cursor() as cursor:
        cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
        cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, first - 1])
