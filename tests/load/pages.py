"""How long the pages take on a full database: python -m tests.load.pages [--contacts 100000] [--times 30].

Fills a fresh SQLite data folder with the demo organisation and bulk-loaded contacts, then asks each page through the
product's own request handling, without a network, and prints the 95th percentile in milliseconds, and the processor
time beside it: on a busy machine that one stays true. With --data, an already filled folder is asked.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.load.ledger import quantile

PAGES = {
    "team_lead": (
        "/", "/wall/", "/wall/?fragment=1", "/people/", "/reports/", "/reports/?by=person", "/cases/",
        "/cases/?view=late", "/cases/?view=all&page=150", "/cases/?view=all&sort=-registered",
        "/cases/?view=all&state=closed", "/cases/?view=all&state=not_closed", "/cases/?view=all&kind={kind}",
        "/cases/?view=all&topic={topic}", "/cases/?view=all&department={department}", "/cases/?view=all&since={day}",
        "/cases/?view=all&words=жарық", "/cases/?view=all&words=Лифт Жүніс", "/cases/?view=all&words=яма дороге қали",
        "/cases/?view=all&words=жарық&state=not_closed", "/cases/{number}/",
        "/clients/", "/knowledge/", "/duties/",
    ),
    "operator": ("/", "/desk/", "/desk/changes/", "/cases/", "/search/?q=жарық"),
    "sysadmin": ("/settings/", "/settings/people/", "/settings/topics/"),
}  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contacts", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=30)
    parser.add_argument("--data", default="", help="a data folder that is full already")
    args = parser.parse_args()
    if args.data:
        os.environ |= settings_for(args.data)
        print(json.dumps(measure(args.times), indent=2))
        return 0
    with tempfile.TemporaryDirectory(prefix="anyqtama-pages-") as folder:
        os.environ |= settings_for(folder)
        command = str(Path(sys.executable).with_name("anyqtama"))
        subprocess.run([command, "migrate", "--quiet"], check=True)
        subprocess.run([command, "demo", "--days", "2"], check=True, stdout=subprocess.DEVNULL)
        subprocess.run([sys.executable, "bench/load_contacts.py", str(args.contacts)], check=True)
        told = measure(args.times)
    print(json.dumps(told, indent=2))
    return 0


def settings_for(folder: str) -> dict[str, str]:
    own = {"ANYQTAMA_DEMO": "1", "ANYQTAMA_SECOND_FACTOR": "0", "ANYQTAMA_LIVE": "0"}
    return own | {"ANYQTAMA_DATA": folder}


def measure(times: int) -> dict[str, dict[str, float]]:
    from anyqtama.config.commands import setup

    setup()
    from django.test import Client

    from anyqtama.people.models import Person

    found: dict[str, dict[str, float]] = {}
    for role, pages in PAGES.items():
        person = Person.objects.filter(grants__role=role, is_active=True).order_by("pk")[0]
        browser = Client(headers={"host": "localhost"})
        browser.force_login(person)
        for page in addresses(person, pages):
            taken, worked = [], time.process_time()
            for _ in range(times):
                began = time.perf_counter()
                response = browser.get(page)
                response.getvalue()
                taken.append(time.perf_counter() - began)
                assert response.status_code == 200, (page, response.status_code)
            shown = {"p50_ms": round(1000 * quantile(taken, 0.5)), "p95_ms": round(1000 * quantile(taken, 0.95))}
            shown["cpu_ms"] = round(1000 * (time.process_time() - worked) / times)
            found[f"{role} {page}"] = {key: float(value) for key, value in shown.items()}
    return found


def addresses(person: Any, pages: Sequence[str]) -> list[str]:
    """The pages, filled with what the newest case that the person sees has; without one, those that need none."""
    from anyqtama.cases.models import Case
    from anyqtama.people import access

    case = access.visible(person, Case).exclude(department=None).order_by("-registered_at").first()
    if case is None:
        return [page for page in pages if "{" not in page]
    day = (case.registered_at - timedelta(days=30)).date()
    facts = {
        "kind": case.kind_id,
        "topic": case.topic_id,
        "department": case.department_id,
        "day": day,
        "number": case.number,
    }
    return [page.format(**facts) for page in pages]


if __name__ == "__main__":
    sys.exit(main())
