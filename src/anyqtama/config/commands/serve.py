"""The whole product in one command: migrate, load shipped data, then web and workers as watched child processes."""

import argparse
import http.client
import os
import socket
import subprocess
import sys
import time

from anyqtama.config.commands.supervising import Supervisor
from anyqtama.demo import serving

STARTUP_SECONDS = 60.0
STEPS = 3


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=os.environ.get("PORT", "8000"), help="default: $PORT or 8000")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    parser.add_argument("--demo", action="store_true", help="with the demo centre: named people, simulated clients")
    parser.add_argument("--no-worker", action="store_true", help="web only; run `anyqtama worker` beside it")


def run(args: argparse.Namespace) -> int:
    if not 0 < args.port < 65536:
        return refuse(f"Port {args.port} does not exist: write one between 1 and 65535.")
    if args.demo:
        os.environ["ANYQTAMA_DEMO"] = "1"
    if taken := port_taken(args.host, args.port):
        return refuse(f"Cannot listen on {args.host}:{args.port}: {taken}. Choose another: PORT=8001 or --port 8001.")
    say(1, "Database and shipped data" + (", then the last three days of the demo centre" if args.demo else ""))
    if subprocess.run([*anyqtama("migrate")], check=False).returncode:
        return refuse("The database is not ready; the message above says why. `anyqtama doctor` tells more.")
    if args.demo and subprocess.run([*anyqtama("demo", "--recent")], check=False).returncode:
        return refuse("The demo centre could not be played; the message above says why.")
    say(2, "Starting the web process" + ("" if args.no_worker else " and the workers"))
    children = Supervisor()
    if args.demo:
        serving.start(children)
    children.start("web", web(args.host, args.port))
    if not args.no_worker:
        children.start("worker quick", anyqtama("worker", "--lanes", "quick"))
        children.start("worker heavy", anyqtama("worker", "--lanes", "heavy"), gently=True)
    if wait_for_answer(args.host, args.port, children):
        shown = "localhost" if args.host in {"127.0.0.1", "0.0.0.0", "::1", "::"} else args.host  # noqa: S104
        say(3, f"Ready: http://{shown}:{args.port}/   (Ctrl-C ends)")
    return children.watch()


def anyqtama(*words: str) -> list[str]:
    return [sys.executable, "-m", "anyqtama", *words]


def web(host: str, port: int) -> list[str]:
    return [
        sys.executable, "-m", "uvicorn", "anyqtama.config.asgi:application",
        "--host", host, "--port", str(port), "--lifespan", "on", "--log-level", "warning", "--no-access-log",
        "--no-proxy-headers", "--no-server-header", "--timeout-graceful-shutdown", "5",
        "--ws", "websockets-sansio", "--ws-max-size", "16384", "--ws-per-message-deflate", "false",
    ]  # fmt: skip


def port_taken(host: str, port: int) -> str:
    """Why one cannot listen there, or nothing. A process that just ended may hold the port for a moment."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    reason = ""
    for _ in range(30):
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                reason = (error.strerror or str(error)).lower()
            else:
                return ""
        time.sleep(0.1)
    return reason


def wait_for_answer(host: str, port: int, children: Supervisor) -> bool:
    target = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    until = time.monotonic() + STARTUP_SECONDS
    while time.monotonic() < until and not children.ending:
        children.look()
        connection = http.client.HTTPConnection(target, port, timeout=5)
        try:
            connection.request("GET", "/static/ui/css/tokens.css", headers={"Host": f"localhost:{port}"})
            connection.getresponse()
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
        else:
            return True
        finally:
            connection.close()
    return False


def say(step: int, text: str) -> None:
    print(f"[{step}/{STEPS}] {text}", flush=True)


def refuse(text: str) -> int:
    print(text, file=sys.stderr)
    return 1
