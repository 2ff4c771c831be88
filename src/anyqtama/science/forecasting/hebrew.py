"""The Hebrew calendar by its own arithmetic, so that Israel's moving feasts need no table.

E. M. Reingold, N. Dershowitz (2018), Calendrical Calculations, ch. 8.
"""

from datetime import date

EPOCH = -1373427  # ordinal of 1 Tishri of year 1
NISAN, IYAR, SIVAN, TAMMUZ, AV, TISHRI, KISLEV, ADAR = 1, 2, 3, 4, 5, 7, 9, 12


def is_leap(year: int) -> bool:
    return (7 * year + 1) % 19 < 7


def new_year(year: int) -> int:
    """Ordinal of 1 Tishri, after the postponements."""
    return EPOCH + _elapsed(year) + _correction(year)


def ordinal(year: int, month: int, day: int) -> int:
    """Ordinal of a Hebrew date; months count from Nisan = 1, and Adar of a common year is 12."""
    months = 13 if is_leap(year) else 12
    order = [*range(TISHRI, months + 1), *range(1, TISHRI)]
    before = order[: order.index(month)]
    return new_year(year) + sum(_month_length(year, m) for m in before) + day - 1


def in_gregorian_year(gregorian: int, month: int, day: int) -> list[date]:
    """The days of a Gregorian year that carry a Hebrew month and day."""
    found = []
    for year in (gregorian + 3760, gregorian + 3761):
        when = date.fromordinal(ordinal(year, month, day))
        if when.year == gregorian:
            found.append(when)
    return found


def purim(gregorian: int) -> list[date]:
    """14 of Adar, in a leap year of the second Adar: 29 days before 14 Nisan."""
    return [date.fromordinal(day.toordinal() - 29) for day in in_gregorian_year(gregorian, NISAN, 14)]


def _elapsed(year: int) -> int:
    months = (235 * year - 234) // 19
    parts = 12084 + 13753 * months
    days = 29 * months + parts // 25920
    return days + 1 if 3 * (days + 1) % 7 < 3 else days


def _correction(year: int) -> int:
    before, this, after = _elapsed(year - 1), _elapsed(year), _elapsed(year + 1)
    if after - this == 356:
        return 2
    return 1 if this - before == 382 else 0


def _month_length(year: int, month: int) -> int:
    length = new_year(year + 1) - new_year(year)
    if month == 8:
        return 30 if length in (355, 385) else 29
    if month == KISLEV:
        return 29 if length in (353, 383) else 30
    if month == ADAR and is_leap(year):
        return 30
    return 29 if month in (2, 4, 6, 10, 12, 13) else 30
