import argparse
import csv
import json
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from anyqtama.science.commands import forecast

MONDAY = datetime.fromisoformat("2026-08-03")
HEADER = "interval_start,offered\n"


def call(tmp_path: Path, content: bytes | str, *options: str) -> int:
    path = tmp_path / "history.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    parser = argparse.ArgumentParser()
    forecast.add_arguments(parser)
    return forecast.run(parser.parse_args([str(path), *options]))


def rows(weeks: int, *, minutes: int = 30, seed: int = 1, level: float = 40.0) -> list[tuple[datetime, int]]:
    rng = np.random.default_rng(seed)
    made = []
    for day in range(weeks * 7):
        for slot in range(9 * 60 // minutes):
            start = MONDAY + timedelta(days=day, hours=9, minutes=minutes * slot)
            busy = level * minutes / 30 * (1.2 if day % 7 == 0 else 0.5 if day % 7 > 4 else 1.0)
            made.append((start, int(rng.poisson(busy))))
    return made


def text(made: list[tuple[datetime, int]]) -> str:
    return HEADER + "".join(f"{start},{offered}\n" for start, offered in made)


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def test_forecast_writes_the_fixed_columns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.csv"
    assert call(tmp_path, text(rows(8)), "--horizon", "7d", "--interval", "30min", "--out", str(out)) == 0
    assert out.read_text().splitlines()[0] == "queue,interval_start,mean,q10,q50,q90"
    said = read(out)
    assert len(said) == 7 * 18
    assert said[0]["interval_start"] == "2026-09-28 09:00:00"
    assert all(float(row["q10"]) <= float(row["q50"]) <= float(row["q90"]) for row in said)
    monday = sum(float(row["mean"]) for row in said[:18])
    assert monday == pytest.approx(48 * 18, rel=0.08)
    assert "historical average" in capsys.readouterr().out


def test_forecast_keeps_queues_apart(tmp_path: Path) -> None:
    big, small = rows(8), rows(8, seed=2, level=10)
    content = "interval_start,queue,offered\n" + "".join(
        f"{a[0]},voice,{a[1]}\n{b[0]},chat,{b[1]}\n" for a, b in zip(big, small, strict=True)
    )
    assert call(tmp_path, content, "--out", str(tmp_path / "out.csv")) == 0
    said = read(tmp_path / "out.csv")
    totals = {q: sum(float(r["mean"]) for r in said if r["queue"] == q) for q in ("voice", "chat")}
    assert totals["voice"] == pytest.approx(4 * totals["chat"], rel=0.1)


def test_a_queue_that_ended_early_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = "interval_start,queue,offered\n"
    content += "".join(f"{s},voice,{v}\n" for s, v in rows(8)) + "".join(f"{s},fax,{v}\n" for s, v in rows(6))
    assert call(tmp_path, content, "--out", str(tmp_path / "out.csv")) == 0
    assert "queue fax ends 2026-09-13 17:30:00, before others" in capsys.readouterr().out


def test_forecast_sums_short_intervals_to_long_ones(tmp_path: Path) -> None:
    content = text(rows(8, minutes=15))
    assert call(tmp_path, content, "--interval", "1h", "--out", str(tmp_path / "out.csv")) == 0
    said = read(tmp_path / "out.csv")
    assert len(said) == 7 * 9
    assert float(said[0]["mean"]) == pytest.approx(2 * 48, rel=0.12)


@pytest.mark.parametrize("interval", ["3h", "6h", "12h", "1d"])
def test_long_intervals_keep_the_hours_of_opening_and_closing(tmp_path: Path, interval: str) -> None:
    out = ("--out", str(tmp_path / "out.csv"))
    assert call(tmp_path, text(rows(8)), *out) == 0
    short = sum(float(row["mean"]) for row in read(tmp_path / "out.csv"))
    assert call(tmp_path, text(rows(8)), "--interval", interval, *out) == 0
    assert sum(float(row["mean"]) for row in read(tmp_path / "out.csv")) == pytest.approx(short, rel=0.03)


def test_a_long_interval_that_lacks_rows_is_unknown_not_small(tmp_path: Path) -> None:
    made = [row for row in rows(8) if row[0] not in {MONDAY + timedelta(days=49, hours=9, minutes=m) for m in (30, 60)}]
    assert call(tmp_path, text(made), "--interval", "1d", "--out", str(tmp_path / "out.csv")) == 0
    whole = float(read(tmp_path / "out.csv")[0]["mean"])
    assert whole == pytest.approx(48 * 18, rel=0.05)


def test_an_interval_never_counted_gets_no_forecast_and_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = text(rows(8)).splitlines()
    made = [line.split(",")[0] + "," if " 09:30:00" in line else line for line in made]
    assert call(tmp_path, "\n".join(made), "--out", str(tmp_path / "out.csv")) == 0
    assert "no known count in 7 intervals of the week, first Monday 09:30" in capsys.readouterr().out
    assert not [row for row in read(tmp_path / "out.csv") if "09:30" in row["interval_start"]]


def test_a_missing_value_of_a_spreadsheet_is_unknown(tmp_path: Path) -> None:
    made = rows(6)
    content = text(made).replace(f"{made[100][0]},{made[100][1]}", f"{made[100][0]},#N/A")
    assert call(tmp_path, content, "--out", str(tmp_path / "out.csv")) == 0


@pytest.mark.parametrize(
    ("event", "message"),
    [
        ("2026-10-07,promotion,2,fax", "no queue 'fax'"),
        ("2026-10-07,promotion,,fax", "no queue 'fax'"),
        ("2027-10-07,promotion,2,", "promotion of 2027-10-07 is outside the forecast"),
        ("2026-08-12,promotion,2,", "promotion of 2026-08-12 is outside the forecast"),
    ],
)
def test_a_row_of_the_events_that_does_nothing_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], event: str, message: str
) -> None:
    (tmp_path / "events.csv").write_text(f"date,event,factor,queue\n{event}\n")
    options = ("--events", str(tmp_path / "events.csv"), "--out", str(tmp_path / "out.csv"))
    assert call(tmp_path, text(rows(9)), *options) == 0
    assert message in capsys.readouterr().out


def test_a_new_queue_does_not_stop_the_backtest_of_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [f"{start},voice,{offered}\n" for start, offered in rows(9)]
    lines += [f"{start},chat,{offered}\n" for start, offered in rows(9)[-54:]]
    assert call(tmp_path, "interval_start,queue,offered\n" + "".join(lines), "--backtest", "2", "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert list(report["backtest"]) == ["voice"]
    assert "backtest: chat has no week to judge" in report["notes"][0]


def test_a_queue_with_few_contacts_is_not_forecast_as_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By interval the median, 0, is the best forecast of one contact in fifty intervals; a week has its seven."""
    rare = [(start, int(i % 18 == 5)) for i, (start, _) in enumerate(rows(9))]
    assert call(tmp_path, text(rare), "--out", str(tmp_path / "out.csv")) == 0
    assert sum(float(row["mean"]) for row in read(tmp_path / "out.csv")) == pytest.approx(7, abs=1.5)
    assert "judged by the totals of weeks" in capsys.readouterr().out


@pytest.mark.parametrize("gap_days", [100, 300])
def test_a_history_that_comes_back_after_months_is_forecast(tmp_path: Path, gap_days: int) -> None:
    made = rows(8)
    later = [(start + timedelta(days=56 + gap_days), offered) for start, offered in rows(1)[:10]]
    assert call(tmp_path, text(made + later), "--out", str(tmp_path / "out.csv")) == 0
    assert all(float(row["q90"]) > 0 for row in read(tmp_path / "out.csv"))


def test_a_feast_the_calendar_does_not_know_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    later = [(start.replace(year=2031), offered) for start, offered in rows(6)]
    assert call(tmp_path, text(later), "--calendar", "KZ", "--out", str(tmp_path / "out.csv")) == 0
    assert "Kurban Ait of 2031 is not in the calendar" in capsys.readouterr().out


def test_forecast_reads_a_russian_spreadsheet(tmp_path: Path) -> None:
    lines = ["interval_start;offered;queue"]
    lines += [f"{start:%d.%m.%Y %H:%M};{offered},0;Линия 1" for start, offered in rows(6)]
    content = "\r\n".join(lines).encode("cp1251")
    assert call(tmp_path, content, "--out", str(tmp_path / "out.csv")) == 0
    assert read(tmp_path / "out.csv")[0]["queue"] == "Линия 1"


def test_events_are_learnt_stated_and_forgotten(tmp_path: Path) -> None:
    made = rows(9)
    made = [(s, v * 3 if (s.day == 10 and s.month in (8, 9)) else v) for s, v in made]
    made = [(s, 0 if s.date() == date(2026, 9, 15) else v) for s, v in made]
    events = tmp_path / "events.csv"
    events.write_text(
        "date,end,event,kind,factor\n2026-08-10,,bill run,,\n2026-09-10,,bill run,,\n2026-10-10,,bill run,,\n"
        "2026-10-07,2026-10-08,campaign,,2\n2026-09-15,,switch failure,outage,\n"
    )
    explained = tmp_path / "why.csv"
    options = ("--events", str(events), "--out", str(tmp_path / "out.csv"), "--explain", str(explained))
    assert call(tmp_path, text(made), *options) == 0
    by_day: dict[str, float] = {}
    for row in read(tmp_path / "out.csv"):
        day = row["interval_start"][:10]
        by_day[day] = by_day.get(day, 0.0) + float(row["mean"])
    assert by_day["2026-10-10"] > 1.8 * by_day["2026-10-11"]
    assert by_day["2026-10-07"] == pytest.approx(2 * by_day["2026-10-06"], rel=0.15)
    parts: dict[str, float] = {}
    for row in read(explained):
        if not row["component"].startswith("rival"):
            parts[row["interval_start"]] = parts.get(row["interval_start"], 0.0) + float(row["contacts"])
    for row in read(tmp_path / "out.csv"):
        assert parts[row["interval_start"]] == pytest.approx(float(row["mean"]), abs=1e-3)


def test_own_calendar_is_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    calendar = tmp_path / "own.csv"
    calendar.write_text("date,name,kind\n2026-09-30,Founders,holiday\n")
    options = ("--calendar", str(calendar), "--out", str(tmp_path / "out.csv"))
    assert call(tmp_path, text(rows(8)), *options) == 0
    assert "Founders: no day of this kind was seen" in capsys.readouterr().out


def test_backtest_measures_and_needs_no_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(tmp_path, text(rows(10)), "--backtest", "3", "--json") == 0
    report = json.loads(capsys.readouterr().out)
    found = report["backtest"][""]
    assert found["weeks"] == 3
    assert 0 < found["wape"]["forecast"] < 0.3
    assert found["seconds_an_origin"] > 0


def test_the_repeated_hour_is_averaged_when_offsets_tell_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = []
    for day in range(28):
        for half in range(48):
            start = datetime.fromisoformat("2026-10-05") + timedelta(days=day, minutes=30 * half)
            offset = "+02:00" if (day < 20 or (day == 20 and half < 6)) else "+01:00"
            lines.append(f"{start}{offset},{10 + half % 3}")
            if day == 20 and half in (4, 5):
                lines.append(f"{start}+01:00,{20 + half % 3}")
    assert call(tmp_path, HEADER + "\n".join(lines) + "\n", "--out", str(tmp_path / "out.csv")) == 0
    assert "2 intervals came twice" in capsys.readouterr().out


def test_unsorted_rows_are_sorted_and_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = rows(6)
    call(tmp_path, text(made), "--out", str(tmp_path / "a.csv"))
    call(tmp_path, text(made[::-1]), "--out", str(tmp_path / "b.csv"))
    assert (tmp_path / "a.csv").read_text() == (tmp_path / "b.csv").read_text()
    assert "out of order" in capsys.readouterr().out


GOOD = text(rows(5))


@pytest.mark.parametrize(
    ("content", "options", "message"),
    [
        ("", (), "is empty"),
        (HEADER, (), "has no rows"),
        ("start,offered\n2026-01-01,1\n", (), "no column interval_start"),
        (HEADER + "2026-08-03 09:00,4\n", (), "1 interval"),
        (GOOD + "2026-08-03 09:00:00,4\n", (), "history.csv line 2 are both 2026-08-03 09:00:00"),
        (GOOD + "2027-01-01 09:10:00,4\n2027-01-01 09:20:00,4\n", (), "one interval length"),
        (GOOD + "2096-09-07 09:00,4\n", (), "line 632 is 2096-09-07 09:00:00, more than a year after"),
        (GOOD + "9999-12-31 09:00,4\n", (), "check the year; 1971 to 2199"),
        (GOOD + "0001-01-01 09:00,4\n", (), "check the year; 1971 to 2199"),
        (GOOD + "2027-01-01 09:00,-4\n", (), "line 632, offered is -4"),
        (GOOD + "2027-01-01 09:00,inf\n", (), "finite"),
        (GOOD + "2026-09-07 09:00,1e300\n", (), "counts up to 1e+09"),
        (GOOD + "2027-01-01 09:00,many\n", (), "not a number"),
        (GOOD + "01/02/2027 09:00,4\n", (), "not a moment"),
        (GOOD + "2027-01-01 09:00+05:00,4\n", (), "offset"),
        (GOOD, ("--horizon", "soon"), "--horizon"),
        (GOOD, ("--interval", "20min"), "leave --interval out"),
        (GOOD, ("--calendar", "XX"), "--calendar"),
        (GOOD, ("--backtest", "0"), "weeks"),
        (GOOD, ("--with", "oracle"), "--with"),
        (GOOD, ("--plot", "x.pdf"), "--plot"),
        (text(rows(1)[:40]), (), "too_short"),
    ],
)
def test_forecast_refuses_and_says_what_where_and_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, options: tuple[str, ...], message: str
) -> None:
    assert call(tmp_path, content, "--out", str(tmp_path / "out.csv"), *options) == 2
    assert message in capsys.readouterr().err


def test_mixed_interval_lengths_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = rows(6)
    hourly = [row for row in rows(7) if row[0] > made[-1][0] and row[0].minute == 0]
    assert call(tmp_path, text(made + hourly), "--out", str(tmp_path / "out.csv")) == 2
    assert "has intervals of 3600 s on 2026-09-14, elsewhere of 1800 s" in capsys.readouterr().err


def test_a_place_to_write_is_needed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(tmp_path, GOOD) == 2
    assert "--out" in capsys.readouterr().err


def test_a_name_that_looks_like_a_formula_is_made_inert(tmp_path: Path) -> None:
    content = "interval_start,queue,offered\n" + "".join(f"{s},=1+1,{v}\n" for s, v in rows(5))
    assert call(tmp_path, content, "--out", str(tmp_path / "out.csv")) == 0
    assert read(tmp_path / "out.csv")[0]["queue"] == "'=1+1"


def test_a_figure_that_cannot_be_saved_stops_the_work(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    assert call(tmp_path, GOOD, "--out", str(out), "--plot", "week.pdf") == 2
    assert not out.exists()


def test_forecast_draws(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    plot = tmp_path / "week.png"
    assert call(tmp_path, text(rows(6)), "--out", str(tmp_path / "out.csv"), "--plot", str(plot)) == 0
    assert plot.read_bytes()[:4] == b"\x89PNG"
