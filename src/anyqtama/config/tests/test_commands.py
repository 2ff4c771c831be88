"""The command line: what it prints, and with what exit code."""

import json
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from pytest_django import Settings

from anyqtama.__main__ import main
from anyqtama.config.commands import examining, serve
from anyqtama.kernel import journal, sealing, shipped_data
from anyqtama.kernel.models import CalendarYear, Entry, Job, Sweep
from anyqtama.kernel.models.jobs import JobState
from anyqtama.kernel.principal import Principal
from anyqtama.people.entries import StateChanged
from tests.cast import NOW, person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_data(settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path


def levels(check: Callable[[], object]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for finding in check():  # type: ignore[attr-defined]
        found.setdefault(finding.level, []).append(f"{finding.what}: {finding.found} {finding.do}")
    return found


def write() -> Entry:
    body = StateChanged("available", "available", "offline", "offline", 5, "")
    return journal.write(body, subject=person(), by=Principal.system("test"), at=NOW)


def test_a_sound_installation_passes_the_doctor(capsys: pytest.CaptureFixture[str]) -> None:
    shipped_data.load()
    assert main(["doctor", "--json"]) == 0
    found = {finding["what"] for finding in json.loads(capsys.readouterr().out)}
    assert {"database", "migrations", "time zone", "file store", "disk", "mail", "journal", "jobs"} <= found


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 51, 2)])
def test_the_doctor_refuses_an_unsound_sqlite(version: tuple[int, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "vendor", "sqlite", raising=False)
    monkeypatch.setattr(sqlite3, "sqlite_version_info", version)
    assert "pysqlite3" in levels(examining.database)["fault"][0]


def test_the_doctor_names_a_missing_calendar_and_a_coming_one() -> None:
    this = timezone.localdate().year
    assert "none" in levels(examining.calendars)["fault"][0]
    CalendarYear.objects.create(year=this, source="test", verified_on=NOW)
    assert str(this + 1) in levels(examining.calendars)["note"][0]


def test_the_doctor_names_work_that_stands() -> None:
    Job.objects.create(kind="mail", state=JobState.SET_ASIDE, run_at=NOW, created_at=NOW)
    Job.objects.create(kind="late", run_at=timezone.now() - timedelta(hours=1), created_at=NOW)
    Sweep.objects.create(name="tidy", next_at=NOW, error="ZeroDivisionError")
    told = " ".join(levels(examining.work)["fault"])
    assert "mail" in told
    assert "1 are due" in told
    assert "tidy" in told


def test_the_doctor_names_a_store_that_cannot_be_written(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "files").write_text("a file where a folder should be")
    assert "ANYQTAMA_DATA" in levels(examining.file_store)["fault"][0]


def test_a_check_that_breaks_is_a_fault(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def broken() -> None:
        raise ZeroDivisionError("why")

    monkeypatch.setattr(examining, "CHECKS", (("something", broken),))
    assert main(["doctor"]) == 1
    assert "ZeroDivisionError: why" in capsys.readouterr().out


def test_the_journal_is_sealed_shown_and_proven(capsys: pytest.CaptureFixture[str]) -> None:
    entry = write()
    assert main(["journal", "seal"]) == 0
    assert (settings.DATA / "journal-heads" / "newest.json").exists()
    assert main(["journal", "verify"]) == 0
    assert main(["journal", "show", "--subject", f"person:{entry.subject_id}"]) == 0
    said = capsys.readouterr().out
    assert "The journal holds: 1 entries" in said
    assert f"presence.changed person:{entry.subject_id} by system:test" in said


def test_a_broken_chain_is_told_and_exits_1(capsys: pytest.CaptureFixture[str]) -> None:
    entry = write()
    sealing.seal_all()
    Entry.objects.filter(pk=entry.pk).update(payload={})
    assert main(["journal", "verify"]) == 1
    assert "position 1: changed" in capsys.readouterr().err


def test_a_file_that_is_not_the_standard_is_told_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "other.txt"
    file.write_text("Бұл басқа құжат\n")
    assert main(["standard", "import", str(file)]) == 1
    assert main(["standard", "import", str(tmp_path / "none.txt")]) == 1
    said = capsys.readouterr().err
    assert "line 1" in said
    assert "none.txt" in said


def test_science_is_reached_by_its_own_words(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["science", "forecast", "--help"])
    assert ended.value.code == 0
    assert "anyqtama science forecast" in capsys.readouterr().out
    with pytest.raises(SystemExit) as ended:
        main(["science", "no-such"])
    assert ended.value.code == 2


def test_a_port_that_does_not_exist_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--port", "70000"]) == 1
    assert "between 1 and 65535" in capsys.readouterr().err


def test_the_web_process_listens_where_it_is_told() -> None:
    words = serve.web("0.0.0.0", 8123)
    assert words[words.index("--port") + 1] == "8123"
    assert words[words.index("--host") + 1] == "0.0.0.0"


def test_a_database_of_another_version_is_said_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def asks(statement: str) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)

    monkeypatch.setattr(sealing, "seal_all", lambda: asks("SELECT * FROM not_made_yet"))
    assert main(["journal", "seal"]) == 1
    assert "Run `anyqtama migrate` first." in capsys.readouterr().err
    monkeypatch.setattr(sealing, "seal_all", lambda: asks("SELECT not_made_yet FROM kernel_head"))
    assert main(["journal", "seal"]) == 1
    monkeypatch.setattr(sealing, "seal_all", lambda: asks("SELECT FROM WHERE"))
    with pytest.raises(DatabaseError):
        main(["journal", "seal"])
