"""`anyqtama knowledge evaluate`: a throw-away store, honest figures, clear words about a wrong line."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

CORPUS: list[dict[str, object]] = [
    {"id": "water", "title": "Су құбыры", "text": "Құбыр жарылса хабарлаңыз"},
    {"id": "bus", "title": "Автобусы", "text": "Автобусы ходят каждые двадцать минут"},
]
QUERIES: list[dict[str, object]] = [
    {"id": "1", "text": "құбырларымыз жарылды", "rel": ["water"]},
    {"id": "2", "text": "автобусами", "rel": ["bus", "missing"]},
    {"id": "3", "text": "метро", "rel": ["bus"]},
]


def written(folder: Path, name: str, rows: list[dict[str, object]]) -> Path:
    path = folder / name
    path.write_text("\n".join(json.dumps(row) for row in rows) + "\n", encoding="utf-8")
    return path


def evaluated(corpus: Path, queries: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "anyqtama", "knowledge", "evaluate", "--json"]
    return subprocess.run(
        [*command, "--corpus", str(corpus), "--queries", str(queries)], capture_output=True, text=True, check=False
    )


def test_the_figures_are_those_worked_by_hand(tmp_path: Path) -> None:
    done = evaluated(written(tmp_path, "c.jsonl", CORPUS), written(tmp_path, "q.jsonl", QUERIES))
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    assert set(figures) == {"ndcg10", "recall10", "p50_ms", "p95_ms", "index_seconds"}
    assert figures["ndcg10"] == pytest.approx((1 + 1 / (1 + 1 / 1.584962) + 0) / 3, abs=1e-3)
    assert figures["recall10"] == pytest.approx((1 + 0.5 + 0) / 3, abs=1e-3)
    assert 0 < figures["p50_ms"] <= figures["p95_ms"]


@pytest.mark.parametrize(
    ("line", "said"),
    [("{", "line 1: this is not JSON"), ('{"id": "1"}', "“text” is missing"), ("", "at least one line")],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str, said: str) -> None:
    corpus = tmp_path / "c.jsonl"
    corpus.write_text(line, encoding="utf-8")
    done = evaluated(corpus, written(tmp_path, "q.jsonl", QUERIES))
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
