"""Figure 14 and 16: nDCG@10 of the product's search beside BM25 over plain words and over pieces of four letters.

    python bench/search.py [--data ../shared/data/search] [--passages 30000]

Needs bm25s (`pip install bm25s==0.3.16`). Ours goes through `anyqtama knowledge evaluate`, as a user would run it.
Peers see title and text; the better of two usual settings counts for them (single letters with or without; pieces with
or without the edges of words). `--passages` also times queries among that many passages: those of the first corpus and
others put together at random from their words. `--data` takes any folder of collections (in each `corpus.jsonl`: id,
title, text; `queries.jsonl`: text, rel). Goals: Kazakh >= 1.25 x plain words and >= 1.035 x pieces; Russian and
English >= pieces - 0.002; p95 <= 50 ms among 30,000.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from math import log2
from pathlib import Path
from typing import Any

import bm25s
import numpy as np

from anyqtama.science.text import WORD

Rows = list[dict[str, Any]]
Tokens = Callable[[str], list[str]]
PIECE = 4


def rows(path: Path) -> Rows:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def plain(text: str) -> list[str]:
    return WORD.findall(text.lower())


def longer(text: str) -> list[str]:
    return [word for word in plain(text) if len(word) > 1]


def pieces(text: str) -> list[str]:
    return [word[i : i + PIECE] for word in plain(text) for i in range(max(1, len(word) - PIECE + 1))]


def edged(text: str) -> list[str]:
    return [f" {word} "[i : i + PIECE] for word in plain(text) for i in range(max(1, len(word) - PIECE + 3))]


def peer(corpus: Rows, queries: Rows, tokens: Tokens) -> float:
    retriever = bm25s.BM25()
    retriever.index([tokens(f"{row['title']} {row['text']}") for row in corpus], show_progress=False)
    gains = []
    for query in queries:
        scores = retriever.get_scores(tokens(query["text"]))
        best = np.argsort(-scores, kind="stable")[:10]
        gains.append(ndcg([corpus[i]["id"] for i in best if scores[i] > 0], set(query["rel"])))
    return sum(gains) / len(gains)


def ndcg(found: Sequence[str], relevant: set[str]) -> float:
    ideal = sum(1 / log2(place + 2) for place in range(min(10, len(relevant))))
    return sum(1 / log2(place + 2) for place, known in enumerate(found) if known in relevant) / ideal


def ours(corpus: Path, queries: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "anyqtama", "knowledge", "evaluate", "--json"]
    done = subprocess.run(
        [*command, "--corpus", str(corpus), "--queries", str(queries)], check=True, capture_output=True, text=True
    )
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def generated(corpus: Rows, number: int, path: Path) -> None:
    chance = random.Random(1)
    words = [word for row in corpus for word in row["text"].split()]
    made = [
        {"id": f"made-{at}", "title": " ".join(chance.choices(words, k=3)),
         "text": " ".join(chance.choices(words, k=chance.randint(60, 160)))}
        for at in range(number - len(corpus))
    ]  # fmt: skip
    lines = [json.dumps(row, ensure_ascii=False) for row in [*corpus, *made]]
    path.write_text("\n".join(lines), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/search"))
    parser.add_argument("--passages", type=int, default=0, metavar="N", help="also time queries among N passages")
    args = parser.parse_args()
    folders = sorted(folder for folder in args.data.iterdir() if (folder / "corpus.jsonl").exists())
    print("nDCG@10                plain  pieces    ours  /plain  /pieces  p50 ms  p95 ms")
    for folder in folders:
        corpus, queries = rows(folder / "corpus.jsonl"), rows(folder / "queries.jsonl")
        words = max(peer(corpus, queries, tokens) for tokens in (plain, longer))
        grams = max(peer(corpus, queries, tokens) for tokens in (pieces, edged))
        own = ours(folder / "corpus.jsonl", folder / "queries.jsonl")
        score = own["ndcg10"]
        print(
            f"{folder.name:20} {words:7.4f} {grams:7.4f} {score:7.4f} {score / words:7.3f} {score / grams:8.3f} "
            f"{own['p50_ms']:7.1f} {own['p95_ms']:7.1f}"
        )
    if args.passages:
        with tempfile.TemporaryDirectory() as temporary:
            corpus_file = Path(temporary) / "corpus.jsonl"
            generated(rows(folders[0] / "corpus.jsonl"), args.passages, corpus_file)
            print(f"{args.passages} passages: {json.dumps(ours(corpus_file, folders[0] / 'queries.jsonl'))}")


if __name__ == "__main__":
    main()
