"""The knowledge base: measure how well its search answers."""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from math import log2
from pathlib import Path
from typing import Any

from anyqtama.config.commands import setup

SOURCE = "passage"
DEPTH = 10
BATCH = 500


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    evaluate = actions.add_parser(
        "evaluate",
        help="index a corpus into a throw-away store and ask it questions whose answers are known",
        description="One JSON object a line. Corpus: id, title, text. Queries: text, rel (ids of the right answers).",
    )
    evaluate.add_argument("--corpus", type=Path, required=True, metavar="CORPUS.jsonl")
    evaluate.add_argument("--queries", type=Path, required=True, metavar="QUERIES.jsonl")
    evaluate.add_argument("--json", action="store_true", help="print the figures as one JSON object")


def run(args: argparse.Namespace) -> int:
    try:
        corpus = list(_rows(args.corpus, {"id": str, "text": str}))
        queries = list(_rows(args.queries, {"text": str, "rel": list}))
    except (OSError, ValueError) as wrong:
        print(wrong, file=sys.stderr)
        return 2
    if not corpus or not queries:
        print("Both files need at least one line.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="anyqtama-search-") as folder:
        os.environ["ANYQTAMA_DATA"] = folder
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/search.sqlite3"
        figures = _evaluate(corpus, queries)
    if args.json:
        print(json.dumps(figures))
    else:
        print("\n".join(f"{name:14} {value}" for name, value in figures.items()))
    return 0


def _evaluate(corpus: Sequence[dict[str, Any]], queries: Sequence[dict[str, Any]]) -> dict[str, float]:
    setup()
    from django.core.management import call_command
    from django.db import connection, transaction
    from django.utils import timezone

    from anyqtama.kernel import search
    from anyqtama.kernel.search import merging

    call_command("migrate", "kernel", interactive=False, verbosity=0)
    at = timezone.now()
    began = time.perf_counter()
    for start in range(0, len(corpus), BATCH):
        with transaction.atomic():
            for row in corpus[start : start + BATCH]:
                title = str(row.get("title") or "").replace("_", " ")
                search.index(source=SOURCE, object_id=str(row["id"]), title=title, text=row["text"], url="", at=at)
    while merging.gather(source=SOURCE, at=at):
        pass
    index_seconds = time.perf_counter() - began
    gains, recalls, times = [], [], []
    for row in queries:
        asked = time.perf_counter()
        hits = search.find(row["text"], sources={SOURCE: None}, limit=DEPTH)
        times.append((time.perf_counter() - asked) * 1000)
        relevant = {str(known) for known in row["rel"]}
        places = [place for place, hit in enumerate(hits) if hit.object_id in relevant]
        best = sum(1 / log2(place + 2) for place in range(min(DEPTH, len(relevant))))
        gains.append(sum(1 / log2(place + 2) for place in places) / best if best else 0.0)
        recalls.append(len(places) / len(relevant) if relevant else 0.0)
    connection.close()
    times.sort()
    return {
        "ndcg10": round(sum(gains) / len(gains), 4),
        "recall10": round(sum(recalls) / len(recalls), 4),
        "p50_ms": round(times[len(times) // 2], 2),
        "p95_ms": round(times[min(int(len(times) * 0.95), len(times) - 1)], 2),
        "index_seconds": round(index_seconds, 2),
    }


def _rows(path: Path, needed: dict[str, type]) -> Iterator[dict[str, Any]]:
    """The lines of the file; ValueError says which line is wrong and how."""
    with path.open(encoding="utf-8-sig") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                raise ValueError(f"{path}, line {number}: this is not JSON ({error.msg}).") from error
            for name, kind in needed.items():
                if not isinstance(row, dict) or not isinstance(row.get(name), kind):
                    raise ValueError(f"{path}, line {number}: “{name}” is missing or is no {kind.__name__}.")
            yield row
