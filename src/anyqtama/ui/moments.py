"""Dates, times and lengths of time as people of each language write them."""

from datetime import date, datetime, timedelta

from babel.dates import get_day_names, get_month_names
from django.utils import timezone, translation
from django.utils.translation import gettext, ngettext

Moment = date | datetime


def local(at: Moment) -> Moment:
    return timezone.localtime(at) if isinstance(at, datetime) and timezone.is_aware(at) else at


def language() -> str:
    return (translation.get_language() or "en")[:2]


def day(at: Moment) -> str:
    """24 қараша · 24 ноября · 24 November."""
    at = local(at)
    return f"{at.day} {get_month_names('wide', 'format', language())[at.month]}"


def day_year(at: Moment) -> str:
    """2026 жылғы 24 қараша · 24 ноября 2026 · 24 November 2026."""
    at = local(at)
    return f"{at.year} жылғы {day(at)}" if language() == "kk" else f"{day(at)} {at.year}"


def weekday(at: Moment) -> str:
    """Сейсенбі, 24 қараша · Вторник, 24 ноября · Tuesday, 24 November."""
    name = get_day_names("wide", "format", language())[local(at).weekday()]
    return f"{name[:1].upper()}{name[1:]}, {day(at)}"


def clock_time(at: datetime) -> str:
    return f"{local(at):%H:%M}"


def moment(at: datetime) -> str:
    """24 қараша, 10:45."""
    return f"{day(at)}, {clock_time(at)}"


def stamp(at: datetime) -> str:
    """24.11.2026, 10:45 in a table or beside a deadline; English writes the month as a word."""
    at = timezone.localtime(at)
    if language() == "en":
        return f"{at.day} {get_month_names('abbreviated', 'format', 'en')[at.month]} {at:%Y, %H:%M}"
    return f"{at:%d.%m.%Y, %H:%M}"


def seconds_of(length: timedelta | float) -> int:
    return int(length.total_seconds() if isinstance(length, timedelta) else length)


def duration(length: timedelta | float) -> str:
    """A running clock: 03:12, from an hour on 1:03:12."""
    seconds = seconds_of(length)
    sign, seconds = ("−" if seconds < 0 else ""), abs(seconds)
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    return f"{sign}{hours}:{minutes:02}:{left:02}" if hours else f"{sign}{minutes:02}:{left:02}"


def span(length: timedelta | float) -> str:
    """A length in words, two units at most: 52 min, 3 h 10 min, 2 days."""
    seconds = abs(seconds_of(length))
    minutes, hours = seconds // 60, seconds // 3600
    if seconds < 60:
        return gettext("%(seconds)s s") % {"seconds": seconds}
    if hours < 1:
        return gettext("%(minutes)s min") % {"minutes": minutes}
    if hours < 24:
        whole = gettext("%(hours)s h") % {"hours": hours}
        rest = gettext("%(minutes)s min") % {"minutes": minutes % 60}
        return f"{whole} {rest}" if minutes % 60 and hours < 10 else whole
    days = hours // 24
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}
