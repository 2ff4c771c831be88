"""Starts the real product for the journeys: its own folder, SQLite, a free port, the cast instead of demo data."""

import http.client
import importlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STARTUP = Path(__file__).with_name("startup")
STARTUP_SECONDS = 180


class DidNotStart(Exception):
    """The server gave no answer in time; the message ends with its log."""


class Product:
    """`anyqtama serve` and its workers as child processes."""

    def __init__(self, data: Path, *, noop: str = "", **settings: str) -> None:
        self.data = data
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = data / "server.log"
        self.environment = os.environ | {
            "ANYQTAMA_DATA": str(data),
            "ANYQTAMA_DEMO": "1",
            "ANYQTAMA_LOG": "WARNING",
            "DATABASE_URL": "",
            "REDIS_URL": "",
            "DJANGO_SETTINGS_MODULE": "anyqtama.config.settings",
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",  # this checkout, whatever is installed
        }
        self.environment |= settings
        if noop:
            check_verb(noop)
            self.environment |= {
                "JOURNEY_NOOP": noop,
                "PYTHONPATH": f"{STARTUP}{os.pathsep}{ROOT / 'src'}{os.pathsep}{ROOT}",
            }

    def found(self) -> None:
        """The database with its people."""
        self.run("-m", "anyqtama", "migrate", "--quiet")
        self.run("-m", "tests.journeys.people")

    def start(self) -> None:
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "anyqtama", "serve", "--port", str(self.port)],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        until = time.monotonic() + STARTUP_SECONDS
        while not self.answers():
            if time.monotonic() > until or self.process.poll() is not None:
                self.stop()
                raise DidNotStart(self.log.read_text(encoding="utf-8", errors="replace")[-4000:])
            time.sleep(0.1)

    def run(self, *words: str) -> None:
        done = subprocess.run(
            [sys.executable, *words], cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise DidNotStart(f"{' '.join(words)}\n{done.stdout}{done.stderr}"[-4000:])

    def answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/sign-in/")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)  # the session started above, nobody else's
                self.process.wait(10)


@contextmanager
def founded() -> Iterator[Path]:
    """A data folder in which the people of the journeys have just been hired; each product begins with a copy."""
    with tempfile.TemporaryDirectory(prefix="anyqtama-founded-") as folder:
        Product(Path(folder)).found()
        yield Path(folder)


@contextmanager
def running(founded: Path, *, noop: str = "", **settings: str) -> Iterator[Product]:
    with tempfile.TemporaryDirectory(prefix="anyqtama-journey-") as folder:
        shutil.copytree(founded, folder, dirs_exist_ok=True)
        product = Product(Path(folder), noop=noop, **settings)
        product.start()
        try:
            yield product
        finally:
            product.stop()


def check_verb(name: str) -> None:
    module, _, verb = name.rpartition(".")
    if not callable(getattr(importlib.import_module(module), verb, None)):
        raise DidNotStart(f"--noop {name}: there is no such verb")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
