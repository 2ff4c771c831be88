"""What `anyqtama doctor` looks at. Each check yields findings; a check that breaks is itself a finding."""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

SOUND_SQLITE = (3, 51, 3)
"""Earlier versions can corrupt a database in WAL mode that two processes write."""
SOUND_POSTGRESQL = 14
LEAST_DISK = 2 * 1024**3
TIMES = (("Asia/Almaty", 2026, 7, 5), ("Asia/Almaty", 2024, 1, 6), ("Asia/Almaty", 2024, 4, 5))


@dataclass(frozen=True, slots=True)
class Finding:
    level: Literal["ok", "note", "fault"]
    what: str
    found: str
    do: str = ""


def examine() -> Iterator[Finding]:
    for what, check in CHECKS:
        try:
            yield from check()
        except DatabaseError as error:
            yield Finding("fault", what, " ".join(str(error).split()), "Run `anyqtama migrate`; is the database up?")
        except Exception as error:
            yield Finding("fault", what, f"{type(error).__name__}: {error}", "Report this with the line above.")


def database() -> Iterator[Finding]:
    if connection.vendor == "sqlite":
        found = f"SQLite {sqlite3.sqlite_version}, {connection.settings_dict['NAME']}"
        if sqlite3.sqlite_version_info < SOUND_SQLITE:
            wanted = ".".join(map(str, SOUND_SQLITE))
            do = f"Install pysqlite3 (it brings {wanted} or later), or use PostgreSQL by DATABASE_URL."
            yield Finding("fault", "database", found, do)
            return
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check(1)")
            if (answer := cursor.fetchone()[0]) != "ok":
                yield Finding("fault", "database", f"{found}: {answer}", "Stop the product and restore a backup.")
                return
        yield Finding("ok", "database", found)
        return
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        number = int(cursor.fetchone()[0])
    found = f"PostgreSQL {number // 10000}.{number % 10000} at {connection.settings_dict['HOST'] or 'a local socket'}"
    if number // 10000 < SOUND_POSTGRESQL:
        yield Finding("fault", "database", found, f"Use PostgreSQL {SOUND_POSTGRESQL} or later.")
    else:
        yield Finding("ok", "database", found)


def migrations() -> Iterator[Finding]:
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        names = ", ".join(f"{migration.app_label}.{migration.name}" for migration, _ in waiting[:4])
        yield Finding("fault", "migrations", f"{len(waiting)} not applied: {names} …", "Run `anyqtama migrate`.")
    else:
        yield Finding("ok", "migrations", "all applied")


def time_zone() -> Iterator[Finding]:
    for name, year, month, hours in TIMES:
        offset = datetime(year, month, 15, tzinfo=UTC).astimezone(ZoneInfo(name)).utcoffset()
        if offset != timedelta(hours=hours):
            found = f"{name} in {month:02}.{year} is {offset}, not +{hours}:00"
            yield Finding("fault", "time zone", found, "Update the package tzdata (2024a or later).")
            return
    yield Finding("ok", "time zone", f"{settings.TIME_ZONE}; Almaty is +05:00 in 2026 and was +06:00 in January 2024")


def file_store() -> Iterator[Finding]:
    folder = Path(settings.DATA) / "files"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder) as probe:
            probe.write(b"probe")
    except OSError as error:
        do = "Give the product's user the right to write there, or set ANYQTAMA_DATA to another folder."
        yield Finding("fault", "file store", f"{folder}: {error.strerror}", do)
        return
    yield Finding("ok", "file store", str(folder))
    free = shutil.disk_usage(folder).free
    found = f"{free / 1024**3:.1f} GB free at {folder}"
    if free < LEAST_DISK:
        yield Finding(
            "fault", "disk", found, "Free some space: below 2 GB the database may stop in the middle of work."
        )
    else:
        yield Finding("ok", "disk", found)


def mail() -> Iterator[Finding]:
    from django.core.mail import get_connection

    if "smtp" not in settings.EMAIL_BACKEND:
        do = "Mail goes to the log only. Set ANYQTAMA_EMAIL and ANYQTAMA_EMAIL_FROM to send it."
        yield Finding("note", "mail", settings.EMAIL_BACKEND.rpartition(".")[2], do)
        return
    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        server = get_connection(timeout=5)
        server.open()
        server.close()
    except OSError as error:
        yield Finding("fault", "mail", f"{where}: {error}", "Check the address, the password and the firewall.")
    else:
        own = settings.DEFAULT_FROM_EMAIL.endswith("@localhost")
        do = "Mail comes from nobody: set ANYQTAMA_EMAIL_FROM."
        yield Finding("note", "mail", where, do) if own else Finding("ok", "mail", where)


def live() -> Iterator[Finding]:
    if not settings.LIVE:
        yield Finding("note", "live hints", "switched off: every screen asks each two seconds", "ANYQTAMA_LIVE=1")
    elif not settings.REDIS_URL:
        yield Finding("ok", "live hints", "local socket (one web process); REDIS_URL is for several")
    else:
        import redis

        try:
            redis.Redis.from_url(settings.REDIS_URL, socket_timeout=3, socket_connect_timeout=3).ping()
        except redis.RedisError as error:
            yield Finding(
                "fault", "live hints", f"Redis: {error}", "Start Redis or mend REDIS_URL; screens poll till then."
            )
        else:
            yield Finding("ok", "live hints", "Redis answers")


def calendars() -> Iterator[Finding]:
    from anyqtama.kernel.models import CalendarDay, CalendarYear

    years = sorted(CalendarYear.objects.values_list("year", flat=True))
    this = timezone.localdate().year
    found = ", ".join(map(str, years)) or "none"
    if missing := [year for year in (this, this + 1) if year not in years]:
        do = f"Load the working calendar of {', '.join(map(str, missing))}: due times beyond it are refused."
        yield Finding("fault" if this in missing else "note", "working calendar", found, do)
    else:
        yield Finding("ok", "working calendar", found)
    expected = CalendarDay.objects.filter(decreed=False, date__gte=timezone.localdate()).count()
    if expected:
        do = "Confirm or change them when the act of that year is out."
        yield Finding("note", "working calendar", f"{expected} coming days off are expected, not decreed", do)


def work() -> Iterator[Finding]:
    from anyqtama.kernel.models import Job, Sweep
    from anyqtama.kernel.models.jobs import JobState

    aside = Job.objects.filter(state=JobState.SET_ASIDE)
    kinds = ", ".join(sorted(set(aside.values_list("kind", flat=True))))
    if kinds:
        do = "Read their errors (kernel_job), mend the cause, set them ready again."
        yield Finding("fault", "jobs", f"{aside.count()} set aside: {kinds}", do)
    late = Job.objects.due(timezone.now() - timedelta(minutes=5)).count()
    if late:
        yield Finding(
            "fault", "jobs", f"{late} are due for over five minutes", "Is a worker running? `anyqtama worker`."
        )
    if not kinds and not late:
        yield Finding("ok", "jobs", "none set aside, none late")
    for sweep in Sweep.objects.exclude(error=""):
        yield Finding(
            "fault", "recurring work", f"{sweep.name}: {sweep.error}", "It is tried again in its next period."
        )


def journal() -> Iterator[Finding]:
    from anyqtama.kernel import sealing
    from anyqtama.kernel.models import Entry, ReaderCursor

    head = sealing.head()
    old = Entry.objects.filter(position=None, recorded_at__lt=timezone.now() - timedelta(minutes=5)).count()
    found = f"{head.position} entries sealed, head {head.hash[:12]}…"
    if old:
        yield Finding("fault", "journal", f"{found}; {old} wait for over five minutes", "Is a worker running?")
    else:
        yield Finding("ok", "journal", f"{found} (`anyqtama journal verify` proves the chain)")
    for reader in ReaderCursor.objects.filter(position__lt=head.position - 5000):
        behind = f"{reader.name} is {head.position - reader.position} entries behind"
        yield Finding("note", "journal", behind, "It catches up, or its error stands in the worker's log.")


def spelling() -> Iterator[Finding]:
    from anyqtama.kernel.spelling.dictionaries import hunspell, kazakh

    there = {"kk": kazakh(), "ru": hunspell("ru"), "en": hunspell("en")}
    if missing := ", ".join(code for code, words in there.items() if words is None):
        do = "Run `npm ci && node tools/frontend.mjs`; until then nothing is underlined there."
        yield Finding("note", "spelling", f"no dictionary: {missing}", do)
        return
    yield Finding("ok", "spelling", "dictionaries for kk, ru, en")


CHECKS: tuple[tuple[str, Callable[[], Iterator[Finding]]], ...] = (
    ("database", database),
    ("migrations", migrations),
    ("time zone", time_zone),
    ("file store", file_store),
    ("mail", mail),
    ("live hints", live),
    ("working calendar", calendars),
    ("jobs", work),
    ("journal", journal),
    ("spelling", spelling),
)
