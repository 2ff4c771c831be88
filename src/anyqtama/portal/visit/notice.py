"""The personal-data notice in the visitor's language: its points, its full text, its version."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from anyqtama.clients import consenting
from anyqtama.clients.models import Notice
from anyqtama.kernel.labels import label

ICONS = {"stored": "user", "purpose": "target", "kept": "clock", "withdrawal": "trash-2"}


@dataclass(frozen=True, slots=True)
class Point:
    icon: str
    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A notice as one language shows it."""

    notice: Notice
    points: list[Point]
    paragraphs: list[str]


def shown(*, at: datetime) -> Shown | None:
    """The notice in force; None while the organisation has published none: then only general questions are taken."""
    try:
        notice = consenting.current_notice(at=at)
    except consenting.NoNotice:
        return None
    return show(notice)


def show(notice: Notice) -> Shown:
    points: Mapping[str, Mapping[str, str]] = notice.points
    text = label(notice.texts).strip()
    listed = [Point(ICONS.get(name, "info"), label(names)) for name, names in points.items()]
    return Shown(notice, listed, [part.strip() for part in text.split("\n\n") if part.strip()])
