"""An installation for tests that need real processes: a folder, a database, and actors that can be killed."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

ROOT = Path(__file__).resolve().parents[2]
SOURCES = f"{ROOT / 'src'}{os.pathsep}{ROOT}"
"""Beside these tests, whatever is installed."""
SERVER = os.environ.get("ANYQTAMA_TEST_POSTGRES", "postgres://postgres@127.0.0.1:5432")


@dataclass(slots=True)
class Installation:
    folder: Path
    url: str
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        own = {"ANYQTAMA_DATA": str(self.folder), "DATABASE_URL": self.url, "REDIS_URL": "", "DATABASE_POOL": "4"}
        return os.environ | own | {"DJANGO_SETTINGS_MODULE": "anyqtama.config.settings", "PYTHONPATH": SOURCES}

    def act(self, part: str, *words: object, of: str = "actors") -> subprocess.Popen[str]:
        """Start an actor of tests/faults/actors.py, or `of` another file there."""
        command = [sys.executable, "-m", f"tests.faults.{of}", part, *map(str, words)]
        actor = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self.started.append(actor)
        return actor

    def say(self, part: str, *words: object) -> str:
        """What an actor prints; it must end well."""
        return told(self.act(part, *words))


def told(actor: subprocess.Popen[str], seconds: float = 120) -> str:
    said, complained = actor.communicate(timeout=seconds)
    assert actor.returncode == 0, complained
    return said


@contextmanager
def founded(kind: str, folder: Path) -> Iterator[Installation]:
    """One with all tables and no rows, from which others are copied: migrations take longer than most tests."""
    with database(kind) as url:
        made = Installation(folder, url)
        subprocess.run(
            [sys.executable, "-m", "django", "migrate", "-v", "0"], cwd=ROOT, env=made.environment, check=True
        )
        yield made


@contextmanager
def copied(pattern: Installation, folder: Path) -> Iterator[Installation]:
    shutil.copytree(pattern.folder, folder, dirs_exist_ok=True)
    with database("postgres" if pattern.url else "sqlite", pattern.url.rpartition("/")[2]) as url:
        made = Installation(folder, url)
        try:
            yield made
        finally:
            for actor in made.started:
                actor.kill()
                actor.communicate()


@contextmanager
def database(kind: str, pattern: str = "template1") -> Iterator[str]:
    if kind == "sqlite":
        yield ""
        return
    import psycopg

    name = f"test_faults_{uuid4().hex[:10]}"
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as control:
        control.execute(f'CREATE DATABASE "{name}" TEMPLATE "{pattern}"')
        try:
            yield f"{SERVER}/{name}"
        finally:
            control.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
