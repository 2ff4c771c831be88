"""The library costs nothing until used: heavy libraries load with the first calculation that needs them."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("numba", "scipy", "ortools", "matplotlib", "django")
PARTS = ("routing", "deadlines", "queueing", "simulation", "staffing", "rostering")


def test_importing_the_parts_loads_no_heavy_library() -> None:
    code = "; ".join(
        [f"import anyqtama.science.{part}" for part in PARTS]
        + ["import sys", f"print([name for name in {HEAVY!r} if name in sys.modules])"]
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_importing_the_library_takes_no_time() -> None:
    code = "import time; t = time.process_time(); import anyqtama.science; print(time.process_time() - t)"
    seconds = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
        for _ in range(3)
    ]
    assert min(seconds) < 0.3
