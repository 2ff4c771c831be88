"""Recurring work: once a period, though it fails, though the clock is set back, whoever comes first."""

from datetime import datetime, timedelta

import pytest

from anyqtama.kernel import sweeping
from anyqtama.kernel.models import Sweep
from tests.cast import NOW

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_a_task_runs_once_a_period() -> None:
    ran: list[datetime] = []
    sweeps = {"tidy": (HOUR, ran.append)}
    for minutes in (0, 1, 59, 60, 61, 150):
        sweeping.run_due(sweeps, at=NOW + timedelta(minutes=minutes))
    assert ran == [NOW, NOW + HOUR, NOW + timedelta(minutes=150)]


def test_after_six_hours_of_silence_a_task_runs_once() -> None:
    ran: list[datetime] = []
    sweeps = {"tidy": (timedelta(minutes=1), ran.append)}
    sweeping.run_due(sweeps, at=NOW)
    for seconds in (0, 1, 2):
        sweeping.run_due(sweeps, at=NOW + 6 * HOUR + timedelta(seconds=seconds))
    assert len(ran) == 2


def test_a_clock_set_back_does_not_stop_a_task_for_an_hour() -> None:
    ran: list[datetime] = []
    sweeps = {"tidy": (timedelta(minutes=1), ran.append)}
    sweeping.run_due(sweeps, at=NOW)
    sweeping.run_due(sweeps, at=NOW - HOUR)
    sweeping.run_due(sweeps, at=NOW - HOUR + timedelta(seconds=1))
    assert ran == [NOW, NOW - HOUR]


def test_a_task_that_fails_is_noted_and_the_others_run() -> None:
    ran: list[datetime] = []

    def broken(at: datetime) -> None:
        raise ZeroDivisionError("why")

    sweeps: sweeping.Sweeps = {"broken": (HOUR, broken), "tidy": (HOUR, ran.append)}
    assert sweeping.run_due(sweeps, at=NOW) == ["broken", "tidy"]
    assert ran == [NOW]
    assert Sweep.objects.get(name="broken").error == "ZeroDivisionError: why"
    sweeping.run_due({"broken": (HOUR, ran.append)}, at=NOW + HOUR)
    assert Sweep.objects.get(name="broken").error == ""
