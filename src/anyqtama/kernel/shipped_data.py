"""Loads the calendars and rules that the product ships. What an administrator changed is left as it is."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from anyqtama.kernel.labels import LANGUAGES
from anyqtama.kernel.models import CalendarDay, CalendarYear, Rule

FOLDER = Path(__file__).parent / "data"


def load() -> None:
    """Safe to repeat: a year, a day or a dated rule that is there is kept."""
    load_calendars(tomllib.loads((FOLDER / "calendar_kz.toml").read_text(encoding="utf-8")))
    load_rules(tomllib.loads((FOLDER / "rules_kz.toml").read_text(encoding="utf-8")))


@transaction.atomic
def load_calendars(data: dict[str, Any]) -> None:
    known = set(CalendarYear.objects.values_list("year", flat=True))
    for year in data["year"]:
        if year["year"] in known:
            continue
        CalendarYear.objects.create(year=year["year"], source=year["source"], verified_on=year["verified_on"])
        days = [_day(day, data) for day in year["days"]]
        CalendarDay.objects.bulk_create(days, ignore_conflicts=True)


def _day(day: dict[str, Any], data: dict[str, Any]) -> CalendarDay:
    names = dict(data["names"][day["name"]])
    if moved_from := day.get("moved_from"):
        names = {
            language: data["moved"][language].format(name=names[language], day=_short(moved_from))
            for language in LANGUAGES
        }
    return CalendarDay(
        date=day["date"], working=day.get("working", False), names=names, decreed=day.get("decreed", True)
    )


def _short(day: date) -> str:
    return f"{day:%d.%m}"


@transaction.atomic
def load_rules(data: dict[str, Any]) -> None:
    known = set(Rule.objects.values_list("key", "valid_from"))
    rows = [_rule(row, data) for row in data["rule"] if (row["key"], row["valid_from"]) not in known]
    Rule.objects.bulk_create(rows)


def _rule(row: dict[str, Any], data: dict[str, Any]) -> Rule:
    return Rule(
        key=row["key"],
        value=row["value"],
        unit=row["unit"],
        texts={language: row[language] for language in LANGUAGES},
        act=data["acts"][row["act"]] if row["act"] else "",
        article=row.get("article", ""),
        valid_from=row["valid_from"],
        valid_until=row.get("valid_until"),
        source=row["source"],
        verified_on=data["verified_on"],
        confidence=row["confidence"],
    )
