"""A table of a thousand cases does not keep an operator waiting for two seconds: `pytest -m slow -s` tells how long."""

import subprocess

import pytest

from tests.faults.installation import Installation, told

ROWS = 1_000
SECONDS = 2.0


def act(place: Installation, part: str, *words: object) -> "subprocess.Popen[str]":
    return place.act(part, *words, of="import_actors")


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_nobody_waits_two_seconds_for_a_thousand_rows(place: Installation) -> None:
    told(act(place, "build"))
    operator = act(place, "register_one_by_one")
    assert operator.stdout is not None
    assert operator.stdout.readline() == "ready\n", told(operator)
    importing = act(place, "register_many", ROWS)
    took = float(told(importing, seconds=1200))
    (place.folder / "stop").touch()
    waits = sorted(map(float, told(operator).split()))
    print(f"{'postgres' if place.url else 'sqlite'}: {ROWS} rows in {took:.1f} s; meanwhile {len(waits)} single cases, "
          f"{waits[len(waits) // 2]:.2f} s (median), {waits[-1]:.2f} s (longest)")  # fmt: skip
    assert waits[-1] <= SECONDS
