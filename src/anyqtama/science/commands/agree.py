"""`anyqtama science agree RATINGS.csv`: how far evaluators agree, by every coefficient that applies, each
with its interval."""

import argparse
import json
import sys
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anyqtama.science.quality import (
    Agreement,
    Icc,
    Level,
    Weights,
    cohen_kappa,
    fleiss_kappa,
    gwet_ac1,
    icc_2_1,
    krippendorff_alpha,
    raw_agreement,
)
from anyqtama.science.refusals import BadInput

from .plotting import check_figure
from .reading import UNKNOWN, Table, read_number, read_share, read_table

ITEM_NAMES = frozenset(
    [
        "item",
        "unit",
        "subject",
        "contact",
        "case",
        "call",
        "talk",
        "id",
        "no",
        "#",
        "№",
        "item_id",
        "contact_id",
        "call_id",
        "case_id",
        "объект",
        "обращение",
        "контакт",
        "звонок",
        "вопрос",
        "номер",
        "нысан",
        "өтініш",
        "байланыс",
        "қоңырау",
        "сұрақ",
        "нөмір",
    ]
)
WHY = {
    "too_few": "no item has two marks, or there are too few items: have more of them marked twice",
    "one_category": "agreement by chance is certain; gwet_ac1 has a value when --categories names all possible marks",
    "no_variation": "all scores are equal, so there is nothing to explain: mark contacts that differ",
    "unequal_raters": "it needs as many marks on each item: read gwet_ac1 or krippendorff_alpha, which do not",
    "wrong_raters": "it is for two raters",
}
MARK_NAMES = ("rating", "mark", "score", "value", "code")

EXAMPLES = """examples:
  RATINGS.csv, one row an item, one column a rater (empty = no mark):
      item,aigerim,daniyar,olga
      C-001,5,4,5
      C-002,,3,3
  or one row a mark:
      item,rater,rating
      C-001,aigerim,5

  anyqtama science agree RATINGS.csv
  anyqtama science agree RATINGS.csv --json --categories 1,2,3,4,5
  anyqtama science agree RATINGS.csv --plot agreement.svg
"""


@dataclass(frozen=True, slots=True)
class Ratings:
    """Marks as numbers, shape (items, raters), NaN for no mark. Text marks are numbered in the order of
    `labels`."""

    marks: NDArray[np.float64]
    raters: tuple[str, ...]
    labels: tuple[str, ...] | None
    categories: tuple[float, ...] | None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = EXAMPLES
    parser.add_argument("ratings", metavar="RATINGS.csv", type=Path, help="the marks, wide or long (see examples)")
    parser.add_argument("--item", metavar="COLUMN", help="the column that names the item; 'none' when there is none")
    parser.add_argument("--categories", metavar="A,B,…", help="all possible marks, in order; needed to rank words")
    parser.add_argument("--confidence", type=read_share, default=0.95, help="level of the intervals (default 0.95)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--plot", metavar="FILE", type=Path, help="draw the coefficients (png or svg)")


def run(args: argparse.Namespace) -> int:
    try:
        check_figure(args.plot)
        ratings = read_ratings(read_table(args.ratings), args.item, args.categories)
        report = agreement_report(ratings, args.confidence)
        if args.plot is not None:
            _plot(report, args.plot)
    except BadInput as refusal:
        print(f"agree: {refusal}", file=sys.stderr)
        return 2
    print(json.dumps(report, ensure_ascii=False, indent=2) if args.json else _text(report))
    return 0


def read_ratings(table: Table, item: str | None, categories: str | None) -> Ratings:
    """The table as an array, from one column a rater or one row a mark."""
    if not table.rows:
        raise BadInput(where=table.name, what="has no rows", mend="give one row an item, one column a rater")
    mark_column = next((name for name in MARK_NAMES if name in table.header), None)
    if "rater" in table.header and mark_column is not None:
        cells, raters, places = _from_long(table, item, mark_column)
    else:
        cells, raters, places = _from_wide(table, item)
    given = [mark.strip() for mark in categories.split(",")] if categories else None
    if given is not None and ("" in given or len(set(given)) < len(given)):
        raise BadInput(where="--categories", what=f"is {categories!r}", mend="name each possible mark once: 1,2,3,4,5")
    return _numbered(cells, raters, places, given)


def agreement_report(ratings: Ratings, confidence: float) -> dict[str, Any]:
    """Every coefficient that has a meaning for these marks; those that have none say why."""
    marks, possible, level = ratings.marks, ratings.categories, confidence
    numeric, ranked = ratings.labels is None, ratings.labels is None or ratings.categories is not None
    found: dict[str, Any] = {"raw_agreement": _shown(raw_agreement(marks, confidence=level))}
    if marks.shape[1] == 2:
        found["cohen_kappa"] = _shown(cohen_kappa(marks, categories=possible, confidence=level))
    if marks.shape[1] == 2 and ranked:
        for weights in (Weights.LINEAR, Weights.QUADRATIC):
            kappa = cohen_kappa(marks, weights=weights, categories=possible, confidence=level)
            found[f"weighted_kappa_{weights}"] = _shown(kappa)
    found["fleiss_kappa"] = _shown(fleiss_kappa(marks, confidence=level))
    found["gwet_ac1"] = _shown(gwet_ac1(marks, categories=possible, confidence=level))
    levels = [Level.NOMINAL, *([Level.ORDINAL] if ranked else []), *([Level.INTERVAL] if numeric else [])]
    for scale in levels:
        alpha = krippendorff_alpha(marks, level=scale, confidence=level)
        found[f"krippendorff_alpha_{scale}"] = _shown(alpha)
    complete = marks[~np.isnan(marks).any(axis=1)]
    if numeric:
        found["icc_2_1"] = _shown(icc_2_1(complete, confidence=level))
    return {
        "status": "ok" if found["raw_agreement"]["value"] is not None else "too_few",
        "items": int(marks.shape[0]),
        "raters": list(ratings.raters),
        "complete_items": len(complete),
        "missing_marks": int(np.isnan(marks).sum()),
        "categories": list(ratings.labels) if ratings.labels else np.unique(marks[~np.isnan(marks)]).tolist(),
        "confidence": confidence,
        "coefficients": found,
        "pairs": _pairs(ratings, confidence),
        "warnings": _warnings(found, marks),
    }


def _from_long(table: Table, item: str | None, mark_column: str) -> tuple[list[list[str]], list[str], list[list[str]]]:
    item_at = (
        table.column(item.lower())
        if item
        else next((i for i, name in enumerate(table.header) if name in ITEM_NAMES), -1)
    )
    if item_at < 0:
        raise BadInput(where=table.name, what="has no item column", mend="name it `item`, or give --item COLUMN")
    rater_at, mark_at = table.column("rater"), table.column(mark_column)
    items = list(dict.fromkeys(row[item_at] for row in table.rows))
    raters = list(dict.fromkeys(row[rater_at] for row in table.rows))
    row_of, column_of = {name: i for i, name in enumerate(items)}, {name: j for j, name in enumerate(raters)}
    cells, places = [[""] * len(raters) for _ in items], [[""] * len(raters) for _ in items]
    for i, row in enumerate(table.rows):
        r, c = row_of[row[item_at]], column_of[row[rater_at]]
        if places[r][c]:
            what = f"marks {row[item_at]} by {row[rater_at]} again (first {places[r][c]})"
            raise BadInput(where=table.place(i, mark_column), what=what, mend="keep one mark of a rater an item")
        cells[r][c], places[r][c] = row[mark_at], table.place(i, mark_column)
    return cells, raters, places


def _from_wide(table: Table, item: str | None) -> tuple[list[list[str]], list[str], list[list[str]]]:
    skip = _item_column(table, item)
    seen: dict[str, int] = {}
    for i, row in enumerate(table.rows if skip >= 0 else ()):
        if (first := seen.setdefault(row[skip], i)) != i and row[skip]:
            what = f"is {row[skip]!r} again (first line {table.lines[first]})"
            mend = "keep one row an item; say --item none if the column does not name items"
            raise BadInput(where=table.place(i, table.header[skip]), what=what, mend=mend)
    raters = [name for j, name in enumerate(table.header) if j != skip]
    cells = [[cell for j, cell in enumerate(row) if j != skip] for row in table.rows]
    return cells, raters, [[table.place(i, name) for name in raters] for i in range(len(table.rows))]


def _item_column(table: Table, item: str | None) -> int:
    """Where the items' names stand, or -1; a first column that looks like names but is not called so is
    refused."""
    if item is not None:
        return -1 if item.lower() == "none" else table.column(item.lower())
    if table.header[0] in ITEM_NAMES:
        return 0
    first, others = [row[0] for row in table.rows], list(zip(*table.rows, strict=True))[1:]
    numbered = first in ([str(i) for i in range(b, b + len(first))] for b in (0, 1))
    alike = all(len(set(marks)) == len(marks) for marks in others)
    if len(first) > 2 and len(set(first)) == len(first) and (numbered or not alike):
        what = f"has the first column {table.header[0]!r} with {len(first)} different values"
        raise BadInput(where=table.name, what=what, mend="say --item COLUMN if it names the items, else --item none")
    return -1


def _numbered(cells: list[list[str]], raters: list[str], places: list[list[str]], given: list[str] | None) -> Ratings:
    words = [cell for row in cells for cell in row if cell.lower() not in UNKNOWN]
    if all(_is_number(word) for word in words) and all(_is_number(word) for word in given or []):
        marks = np.array(
            [[read_number(c, p) for c, p in zip(r, q, strict=True)] for r, q in zip(cells, places, strict=True)]
        )
        return Ratings(
            marks,
            tuple(raters),
            None,
            tuple(read_number(g, "--categories") for g in given) if given else None,
        )
    labels = given if given is not None else sorted(set(words))
    number_of = {label: float(i) for i, label in enumerate(labels)}
    marks = np.full((len(cells), len(raters)), np.nan)
    for i, row in enumerate(cells):
        for j, cell in enumerate(row):
            if cell.lower() in UNKNOWN:
                continue
            if cell not in number_of:
                mend = f"use one of {', '.join(labels)}, or name it in --categories"
                raise BadInput(where=places[i][j], what=f"is {cell!r}", mend=mend)
            marks[i, j] = number_of[cell]
    return Ratings(marks, tuple(raters), tuple(labels), tuple(number_of.values()) if given else None)


def _is_number(text: str) -> bool:
    try:
        read_number(text, "")
    except BadInput:
        return text.strip().lower().lstrip("+-") in ("inf", "infinity")  # a number, to be refused at its place
    return True


def _shown(found: Agreement | Icc) -> dict[str, Any]:
    return {
        "status": str(found.status),
        "value": found.value,
        "low": found.low,
        "high": found.high,
        "method": found.method,
    }


def _pairs(ratings: Ratings, confidence: float) -> list[dict[str, Any]]:
    """Each two raters: who differs from whom is where a calibration meeting starts."""
    pairs: list[dict[str, Any]] = []
    if len(ratings.raters) == 2 or len(ratings.raters) > 12:
        return pairs
    for a, b in combinations(range(len(ratings.raters)), 2):
        two = ratings.marks[:, [a, b]]
        pairs.append(
            {
                "raters": [ratings.raters[a], ratings.raters[b]],
                "raw_agreement": raw_agreement(two, confidence=confidence).value,
                "cohen_kappa": cohen_kappa(two, confidence=confidence).value,
            }
        )
    return pairs


def _warnings(found: dict[str, Any], marks: NDArray[np.float64]) -> list[str]:
    warnings = []
    given = marks[~np.isnan(marks)]
    prevalence = np.unique(given, return_counts=True)[1].max() / given.size if given.size else 0.0
    if 0.9 <= prevalence < 1:
        warnings.append(f"{prevalence:.0%} of the marks are one category: kappa and alpha fall low; read Gwet's AC1")
    if marks.shape[0] < 30:
        warnings.append(f"{marks.shape[0]} items: the intervals are wide and rough; 30 or more are better")
    for status in dict.fromkeys(shown["status"] for shown in found.values() if shown["status"] != "ok"):
        names = [name for name, shown in found.items() if shown["status"] == status]
        warnings.append(f"{', '.join(names)}: {status}: {WHY[status]}")
    return warnings


def _text(report: dict[str, Any]) -> str:
    lines = [
        f"{report['items']} items, {len(report['raters'])} raters, {report['missing_marks']} marks missing",
        "",
    ]
    for name, shown in report["coefficients"].items():
        if shown["value"] is None:
            lines.append(f"{name:32} {shown['status']}")
        else:
            limits = "" if shown["low"] is None else f"   {shown['low']:.3f} to {shown['high']:.3f}"
            lines.append(f"{name:32} {shown['value']:6.3f}{limits}")
    return "\n".join([*lines, *([""] if report["warnings"] else []), *report["warnings"]])


def _plot(report: dict[str, Any], path: Path) -> None:
    from .plotting import new_figure, save

    figure, axes = new_figure()
    shown = [(name, c) for name, c in report["coefficients"].items() if c["value"] is not None][::-1]
    for at, (_, c) in enumerate(shown):
        if c["low"] is not None:
            axes.plot([c["low"], c["high"]], [at, at], color="#8aa4b8", linewidth=4, solid_capstyle="round")
        axes.plot([c["value"]], [at], "o", color="#173f5f")
    axes.set_yticks(range(len(shown)), [name.replace("_", " ") for name, _ in shown])
    axes.set_xlim(min([0.0, *(c["low"] for _, c in shown if c["low"] is not None)]) - 0.02, 1.02)
    axes.set_xlabel(f"agreement, {report['confidence']:.0%} interval")
    axes.grid(axis="x", alpha=0.3)
    save(figure, path)
