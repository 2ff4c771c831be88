"""The handling time's bench on too few days says so and what to give; it once divided by nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).resolve().parents[2] / "bench" / "handling.py"


def run(data: Path, train: int, test: int) -> tuple[int, str]:
    command = [sys.executable, str(BENCH), "--data", str(data), "--train", str(train), "--test", str(test)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


@pytest.mark.parametrize(("train", "test"), [(3, 7), (0, 7), (2, 0)])
def test_where_no_origin_fits_the_days_are_named(tmp_path: Path, train: int, test: int) -> None:
    path = tmp_path / "calls.tsv"
    calls = [f"9902{day:02}\tAGENT\t{hour}:05:00\t{100 + hour}\n" for day in range(1, 10) for hour in range(8, 12)]
    path.write_text("date\toutcome\tser_start\tser_time\n" + "".join(calls))
    code, said = run(path, train, test)
    assert (code, "Traceback" in said) == (2, False)
    assert f"has 9 days, too few for {train} of training and {test} of test" in said


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    code, said = run(tmp_path / "none.tsv", 14, 7)
    assert (code, "Traceback" in said, "--data" in said) == (2, False, True)
