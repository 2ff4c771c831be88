"""The lines of a talk as the visitor sees them: their own words, the operator's, quiet lines, the card of a case."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import urlize
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localdate

from anyqtama.contacts.event_lines import sentence
from anyqtama.contacts.models import Contact, Message, MessageKind, Side
from anyqtama.portal.talk.cards import Card
from anyqtama.ui.moments import clock_time, moment

FIELDS = (
    "seq", "side", "kind", "text", "event", "facts", "key", "at", "person__given_name", "person__family_name",
    "attachments__file", "attachments__file__name", "attachments__file__size_bytes", "attachments__file__content_type",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class File:
    """What is shown of an attachment."""

    id: int
    name: str
    size_bytes: int
    content_type: str

    @property
    def url(self) -> str:
        return reverse("visit_file", args=[self.id])

    @property
    def is_image(self) -> bool:
        return self.content_type.startswith("image/")


@dataclass(slots=True)
class Line:
    """One line. `side`: own, staff or system; `card`: the case that this line registered."""

    seq: int
    side: str
    text: str
    at: datetime
    key: str = ""
    who: str = ""
    event: str = ""
    files: list[File] = field(default_factory=list)
    card: Card | None = None

    @property
    def linked(self) -> SafeString:
        """The text with its web addresses as links that open beside the window. `urlize` escapes everything else."""
        return mark_safe(urlize(self.text, nofollow=True, autoescape=True).replace("<a href", LINK))  # noqa: S308

    def html(self, read: int, at: datetime) -> str:
        """`read`: the last line the operator has seen; a line of another day than `at` tells its day too."""
        when = clock_time(self.at) if localdate(self.at) == localdate(at) else moment(self.at)
        return render_to_string("portal/line.html", {"line": self, "read": read, "when": when})

    def data(self, read: int, at: datetime) -> dict[str, Any]:
        files = [{"name": file.name, "size": file.size_bytes, "url": file.url} for file in self.files]
        return {
            "seq": self.seq,
            "side": self.side,
            "text": self.text,
            "at": self.at.isoformat(),
            "key": self.key,
            "who": self.who,
            "event": self.event,
            "files": files,
            "html": self.html(read, at),
        }


LINK = '<a target="_blank" href'


def since(contact: Contact, *, after: int, cards: Mapping[str, Card]) -> list[Line]:
    """The lines after `after`, in one query with their files. What the client may not see stays out.

    Never past the contact as it was read: what is shown around the lines must not be older than they are.
    """
    if after >= contact.seq:
        return []
    rows = (
        Message.objects.for_client()
        .filter(contact=contact, seq__gt=after, seq__lte=contact.seq)
        .order_by("seq", "attachments__id")
    )
    return list(_joined(rows.values(*FIELDS), cards))


def _joined(rows: Iterable[Mapping[str, Any]], cards: Mapping[str, Card]) -> Iterable[Line]:
    """One line for the rows of one message, which are as many as it has files."""
    line: Line | None = None
    for row in rows:
        if line is None or line.seq != row["seq"]:
            if line is not None:
                yield line
            line = _line(row, cards)
        if row["attachments__file"]:
            named = (row[f"attachments__file{part}"] for part in ("", "__name", "__size_bytes", "__content_type"))
            line.files.append(File(*named))
    if line is not None:
        yield line


def _line(row: Mapping[str, Any], cards: Mapping[str, Card]) -> Line:
    text, side, who, card = row["text"], "own", "", None
    if row["kind"] == MessageKind.EVENT:
        side = "system"
        text = sentence(Message(event=row["event"], facts=row["facts"]), for_client=True)
        card = cards.get(str(row["facts"].get("number"))) if row["event"] == "registered" else None
    elif row["side"] == Side.STAFF:
        side, who = "staff", row["person__given_name"] or row["person__family_name"] or ""
    return Line(row["seq"], side, text, row["at"], row["key"], who, row["event"], card=card)
