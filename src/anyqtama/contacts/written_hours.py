"""Opening hours as people write them: a line a weekday, `09:00-13:00, 14:00-18:00`; an empty line is a closed day."""

import re
from collections.abc import Mapping
from datetime import time

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

Hours = dict[str, list[list[str]]]
WEEKDAYS: Mapping[str, Promise] = {
    "mon": pgettext_lazy("weekday", "Monday"),
    "tue": pgettext_lazy("weekday", "Tuesday"),
    "wed": pgettext_lazy("weekday", "Wednesday"),
    "thu": pgettext_lazy("weekday", "Thursday"),
    "fri": pgettext_lazy("weekday", "Friday"),
    "sat": pgettext_lazy("weekday", "Saturday"),
    "sun": pgettext_lazy("weekday", "Sunday"),
}
MIDNIGHT = "24:00"


def written(intervals: list[list[str]]) -> str:
    return ", ".join(f"{start}-{end}" for start, end in intervals)


def intervals(text: str) -> list[list[str]]:
    """The intervals of one day; raises ValidationError naming the part that cannot be read or comes too early."""
    found: list[list[str]] = []
    for part in filter(None, (piece.strip() for piece in re.split("[,;]", text))):
        ends = re.split(r"\s*[-–—]\s*", part)
        if len(ends) != 2:
            raise ValidationError(_("“%(part)s”: write it as 09:00-18:00.") % {"part": part[:40]})
        start, end = (_moment(end, part) for end in ends)
        if start == MIDNIGHT or end <= start:
            raise ValidationError(_("“%(part)s”: it must end after it begins.") % {"part": part[:40]})
        if found and start < found[-1][1]:
            raise ValidationError(_("“%(part)s” begins before the interval ahead of it ends.") % {"part": part[:40]})
        found.append([start, end])
    return found


def _moment(text: str, part: str) -> str:
    bare = text.strip().replace(".", ":")
    shown = re.fullmatch(r"(\d{1,2})(?::(\d{2}))?", bare, re.ASCII)
    if shown:
        hour, minute = int(shown.group(1)), int(shown.group(2) or 0)
        if (hour, minute) == (24, 0):
            return MIDNIGHT
        if hour < 24 and minute < 60:
            return time(hour, minute).strftime("%H:%M")
    raise ValidationError(
        _("“%(part)s”: “%(time)s” is no time of day.") % {"part": part[:40], "time": text.strip()[:10]}
    )
