"""Everything that reads the source without running the product: style, types, floors, translations, templates."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PYTHON = sys.executable
TYPED = [name for name in ("src", "tools", "tests", "bench", "verification", "conftest.py") if (ROOT / name).exists()]

STEPS: Sequence[tuple[str, Sequence[str | Path]]] = (
    ("types", [BIN / "mypy", *TYPED]),
    ("layout of the code", [BIN / "ruff", "format", "--check", "."]),
    ("style", [BIN / "ruff", "check", "."]),
    ("floors of the architecture", [BIN / "lint-imports", "--no-cache"]),
    ("settings", [PYTHON, "-m", "django", "check", "--fail-level", "WARNING"]),
    ("migrations", [PYTHON, "-m", "django", "makemigrations", "--check", "--dry-run"]),
    ("translations", [PYTHON, "tools/messages.py", "check"]),
    ("templates", [PYTHON, "tools/templates.py"]),
    *((("scripts", ["npm", "run", "--silent", "check"]),) if (ROOT / "package.json").exists() else ()),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    name: str
    passed: bool
    seconds: float
    output: str


def run(name: str, command: Sequence[str | Path], data: str) -> Outcome:
    environment = os.environ | {"ANYQTAMA_DATA": data, "DJANGO_SETTINGS_MODULE": "anyqtama.config.settings"}
    environment.pop("DATABASE_URL", None)
    began = time.monotonic()
    done = subprocess.run(
        command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    seconds = time.monotonic() - began
    return Outcome(name, done.returncode == 0, seconds, (done.stdout + done.stderr).strip())


def main() -> int:
    if not shutil.which("npm") and (ROOT / "package.json").exists():
        print("npm is missing; install Node.js 20 or newer")
        return 1
    failed = []
    with tempfile.TemporaryDirectory() as data, ThreadPoolExecutor(2) as pool:
        running: list[Future[Outcome]] = [pool.submit(run, name, command, data) for name, command in STEPS]
        for future in running:
            outcome = future.result()
            print(f"{'ok    ' if outcome.passed else 'FAILED'} {outcome.seconds:5.1f} s  {outcome.name}", flush=True)
            if not outcome.passed:
                failed.append(outcome.name)
                print("\n".join(f"    {line}" for line in outcome.output.splitlines()), flush=True)
    print(f"Failed: {', '.join(failed)}" if failed else "All checks passed.", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
