"""Hold a load on the product and report: python -m tests.load.run --operators 30 --visitors 200 --minutes 10.

Starts the product on a free port with a data folder of its own (SQLite, or the PostgreSQL of --database), plays
operators and visitors from this process, and prints figures as JSON. Exits with 1 when sent, stored and shown
differ by one message. With --kills 50, processes of the product are killed meanwhile and started again.
"""

import argparse
import asyncio
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from bisect import bisect
from collections import Counter
from pathlib import Path

from tests.load.ledger import Ledger, quantile
from tests.load.people import Operator, Visitor

DRAIN_SECONDS = 120
NOBODY_FREE_SECONDS = 1.0
BIN = str(Path(sys.executable).parent)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class Product:
    """The server under load: web processes and a worker, each a real process in one group."""

    def __init__(self, args: argparse.Namespace, folder: str) -> None:
        self.env = {**os.environ, "ANYQTAMA_DATA": folder, "ANYQTAMA_LIVE": "0" if args.no_live else "1"}
        self.env |= {"ANYQTAMA_DEMO": "0", "ANYQTAMA_SECOND_FACTOR": "0"}
        if args.database:
            self.env |= {"DATABASE_URL": args.database, "REDIS_URL": args.redis}
        subprocess.run([f"{BIN}/anyqtama", "migrate", "--quiet"], env=self.env, check=True, stdout=subprocess.DEVNULL)
        made = subprocess.run(
            [sys.executable, "-m", "tests.load.scene", str(args.operators)],
            env=self.env, check=True, capture_output=True, text=True,
        )  # fmt: skip
        self.wrapped: dict[str, str] = json.loads(made.stdout.splitlines()[-1])
        self.log = Path(folder) / "product.log"
        self.ports = [free_port() for _ in range(args.web)]
        command = [f"{BIN}/anyqtama", "serve", "--port"]
        alone = ["--no-worker"] if args.web > 1 else []
        self.commands = [[*command, str(port), *alone] for port in self.ports]
        if args.web > 1:
            self.commands.append([f"{BIN}/anyqtama", "worker"])
        self.processes = [self.start(one) for one in self.commands]
        for port in self.ports:
            self.wait(port)

    def start(self, command: list[str]) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            return subprocess.Popen(command, env=self.env, start_new_session=True, stdout=log, stderr=log)

    def complaints(self) -> dict[str, int]:
        """What its log says of locks and faults."""
        said = self.log.read_text(errors="replace")
        return {"locked": said.count("database is locked"), "faults": said.count("Traceback")}

    def revive(self) -> None:
        """What a machine's service manager does: start again what has ended."""
        for number, process in enumerate(self.processes):
            if process.poll() is not None:
                self.processes[number] = self.start(self.commands[number])

    def kill_one(self) -> str:
        """SIGKILL to any process of the product, supervisors included. Returns what it was."""
        victim = random.choice(self.family())
        try:
            words = Path(f"/proc/{victim}/cmdline").read_text().split("\0")
            os.kill(victim, signal.SIGKILL)
        except OSError:
            return "was gone already"
        return next((word for word in reversed(words) if word in {"serve", "worker", "quick", "heavy"}), "web")

    def wait(self, port: int) -> None:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in/", timeout=5).close()
            except OSError:
                time.sleep(0.3)
            else:
                return
        raise SystemExit("the product did not answer within a minute")

    def family(self) -> list[int]:
        """Every process of the product: those started here and all their descendants."""
        shown = subprocess.run(["ps", "-e", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
        parents = {int(pid): int(parent) for pid, parent in (line.split() for line in shown.splitlines())}
        found = [process.pid for process in self.processes]
        for pid in found:
            found += [child for child, parent in parents.items() if parent == pid]
        return found

    def weigh(self) -> dict[str, object]:
        """CPU seconds so far and the largest resident set of one process."""
        cpu, largest = 0.0, 0
        ticks = os.sysconf("SC_CLK_TCK")
        for pid in self.family():
            try:
                parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                status = Path(f"/proc/{pid}/status").read_text()
            except OSError:
                continue
            cpu += (int(parts[11]) + int(parts[12])) / ticks
            peak = re.search(r"VmHWM:\s+(\d+)", status)
            largest = max(largest, int(peak[1]) // 1024 if peak else 0)
        return {"product_cpu_s": round(cpu, 1), "largest_process_mb": largest}

    def stop(self) -> None:
        for process in self.processes:
            os.killpg(process.pid, signal.SIGTERM)
        for process in self.processes:
            process.wait(timeout=30)


async def visitors(args: argparse.Namespace, product: Product, ledger: Ledger) -> None:
    """Keep `visitors` talking: each new contact begins when its turn comes, all of them spread over the time."""
    until = time.monotonic() + 60 * args.minutes
    gap = args.visitors / args.messages_per_second * 2
    """Each visitor says something every `gap` seconds; the operators' answers are the other half of the messages."""
    room = asyncio.Semaphore(args.visitors)
    running: set[asyncio.Task[None]] = set()
    each = 3600 / args.contacts_per_hour
    burst = int(args.visitors * 0.9)
    lasts = args.visitors * each

    async def one(number: int) -> None:
        async with (
            room,
            Visitor(
                f"http://127.0.0.1:{product.ports[number % len(product.ports)]}", ledger, live=not args.no_live
            ) as visitor,
        ):
            # Those who are there at the beginning came at any time before: they leave at any time after.
            stays = lasts * random.random() if number < burst else lasts
            await visitor.live_through(messages=1 + round(stays / gap), gap_seconds=gap)

    number = 0
    while time.monotonic() < until:
        running.add(asyncio.create_task(one(number)))
        number += 1
        await asyncio.sleep(args.ramp / burst if number < burst else each * random.uniform(0.5, 1.5))
        running = {task for task in running if not task.done()}
    ledger.closing = True
    _done, late = await asyncio.wait(running, timeout=DRAIN_SECONDS)
    for task in late:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)


async def killing(args: argparse.Namespace, product: Product, ledger: Ledger) -> None:
    """`kills` times while people talk, spread at random over the time."""
    pause = 60 * args.minutes / (args.kills + 1)
    while ledger.kills.total() < args.kills:
        await asyncio.sleep(random.uniform(0.2, 1.8) * pause)
        ledger.kills[product.kill_one()] += 1


async def reviving(product: Product) -> None:
    while True:
        product.revive()
        await asyncio.sleep(0.5)


async def play(args: argparse.Namespace, product: Product, ledger: Ledger) -> None:
    async def operator(number: int) -> None:
        base = f"http://127.0.0.1:{product.ports[number % len(product.ports)]}"
        async with Operator(base, ledger, live=not args.no_live) as one:
            one.login, one.wrapped = f"load-{number}", product.wrapped
            await one.work()

    desks = [asyncio.create_task(operator(number)) for number in range(args.operators)]
    await asyncio.sleep(10)
    others = [asyncio.create_task(reviving(product))]
    if args.kills:
        others.append(asyncio.create_task(killing(args, product, ledger)))
    await visitors(args, product, ledger)
    until = time.monotonic() + DRAIN_SECONDS
    while ledger.difference() and time.monotonic() < until:
        await asyncio.sleep(0.5)
    for task in (*desks, *others):
        task.cancel()
    await asyncio.gather(*desks, *others, return_exceptions=True)


def database_says() -> tuple[Counter[str], dict[str, object]]:
    """Tokens of all stored messages; how long contacts waited from being offerable to their offer."""
    from anyqtama.config.commands import setup

    setup()
    from anyqtama.contacts.models import Message
    from tests.load.people import TOKEN

    found: Counter[str] = Counter()
    for text in Message.objects.exclude(text="").values_list("text", flat=True):
        found.update(TOKEN.findall(text))
    return found, offering()


def offering() -> dict[str, object]:
    """From a contact's arrival, or where nobody was free from the last talk that ended, to its stored offer."""
    from anyqtama.kernel.models import Entry

    def moments(kind: str) -> dict[str, float]:
        rows = Entry.objects.filter(kind=kind).order_by("-id")
        return {subject: moment.timestamp() for subject, moment in rows.values_list("subject_id", "recorded_at")}

    arrived, offered = moments("contact.arrived"), moments("contact.offered")
    freed = sorted(moments("contact.closed").values())
    waits = []
    for contact, at in offered.items():
        since = arrived[contact]
        if at - since > NOBODY_FREE_SECONDS and (index := bisect(freed, at)) and freed[index - 1] > since:
            since = freed[index - 1]
        waits.append(at - since)
    return {"contacts_offered": len(waits), "offer_p95_s": round(quantile(waits, 0.95), 3)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--operators", type=int, default=30)
    parser.add_argument("--visitors", type=int, default=200)
    parser.add_argument("--contacts-per-hour", type=float, default=600)
    parser.add_argument("--messages-per-second", type=float, default=5)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--ramp", type=float, default=60, help="seconds in which nine of ten visitors come at first")
    parser.add_argument("--web", type=int, default=1, help="web processes (more than one needs --database and --redis)")
    parser.add_argument("--no-live", action="store_true", help="the channel layer switched off: everything polls")
    parser.add_argument("--kills", type=int, default=0, help="kill -9 so often any process of the product, at random")
    parser.add_argument("--database", default="", help="postgres://…; an empty one")
    parser.add_argument("--redis", default="")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="anyqtama-load-") as folder:
        product = Product(args, folder)
        os.environ.update({key: product.env[key] for key in ("ANYQTAMA_DATA", "ANYQTAMA_LIVE")})
        if args.database:
            os.environ |= {"DATABASE_URL": args.database, "REDIS_URL": args.redis}
        ledger, began = Ledger(), time.monotonic()
        try:
            asyncio.run(play(args, product, ledger))
            weight = product.weigh()
        finally:
            product.stop()
        in_database, offers = database_says()
        told = ledger.report(in_database=in_database, seconds=time.monotonic() - began) | weight | offers
        told |= product.complaints()
        if told["faults"]:
            print(product.log.read_text(errors="replace")[-6000:], file=sys.stderr)
    print(json.dumps(told, indent=2, ensure_ascii=False))
    different = ("lost", "doubled", "not_shown", "sent_not_stored", "stored_not_sent", "locked")
    return 1 if any(told[name] for name in different) else 0


if __name__ == "__main__":
    sys.exit(main())
