"""What was said, as the desk shows it: bubbles, internal notes, files, quiet lines, a heading where a day begins."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.html import urlize
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import pgettext

from anyqtama.clients.records import masking
from anyqtama.contacts import event_lines
from anyqtama.contacts.models import Attachment, Contact, Message, MessageKind, Side
from anyqtama.desk.naming import given_name, name_of
from anyqtama.people.models import Person

MOST = 300
"""Lines of a conversation shown at once; a longer one offers its beginning by a link."""


LINK_OR_CASE = re.compile(r"<a [^>]*>.*?</a>|\bAQ-\d{4}-\d{6}\b", re.DOTALL)


def client_words(contact: Contact, *, most: int = 3) -> list[str]:
    """What the client wrote last, the oldest first."""
    written = contact.messages.filter(side=Side.CLIENT, kind=MessageKind.TEXT).exclude(text="").order_by("-seq")
    return list(written.values_list("text", flat=True)[:most])[::-1]


@dataclass(frozen=True, slots=True)
class File:
    url: str
    name: str
    size_bytes: int
    picture: bool


@dataclass(frozen=True, slots=True)
class Line:
    """`look`: client, own, colleague, note or quiet. `day` is set on the first line of a day.

    `whole_url`: where the text is asked for whole, and that noted, while numbers in it stand under dots.
    """

    seq: int
    look: str
    who: str
    at: datetime
    text: str
    whole_url: str
    receipt: str
    files: Sequence[File]
    day: date | None

    @property
    def linked(self) -> SafeString:
        """The text with its web addresses and case numbers as links. `urlize` escapes everything else."""
        safe = urlize(self.text, nofollow=True, autoescape=True).replace("<a href", '<a target="_blank" href')
        return mark_safe(LINK_OR_CASE.sub(_link, safe))  # noqa: S308


def lines(contact: Contact, reader: Person, *, after: int = 0, most: int = MOST, uncovered: int = 0) -> list[Line]:
    """The last `most` lines behind `after`, oldest first; `uncovered` is shown whole. Two queries."""
    rows = contact.messages.filter(seq__gte=after).select_related("person").prefetch_related("attachments__file")
    messages = list(reversed(rows.order_by("-seq")[: most + 1]))
    shown, before = [], None
    client = given_name(name_of(contact))
    for message in messages:
        day = timezone.localtime(message.at).date()
        if message.seq > after:
            shown.append(
                _line(message, contact, reader, client, day if day != before else None, whole=uncovered == message.seq)
            )
        before = day
    return shown[-most:]


def _link(found: re.Match[str]) -> str:
    """A case number as a link; an address that is a link already stays one."""
    said = found[0]
    return said if said.startswith("<a ") else f'<a href="{reverse("case", args=[said])}" target="_blank">{said}</a>'


def _line(message: Message, contact: Contact, reader: Person, client: str, day: date | None, *, whole: bool) -> Line:
    quiet = message.kind == MessageKind.EVENT
    text = (
        event_lines.sentence(message, for_client=False)
        if quiet
        else message.text
        if whole
        else masking.covered(message.text)
    )
    return Line(
        seq=message.seq,
        look=_look(message, reader),
        who=_who(message, reader, client),
        at=message.at,
        text=text,
        whole_url="" if quiet or text == message.text else reverse("desk_line", args=[contact.pk, message.seq]),
        receipt=_receipt(message, contact),
        files=[_file(contact, attachment) for attachment in message.attachments.all()],
        day=day,
    )


def _look(message: Message, reader: Person) -> str:
    if message.kind == MessageKind.EVENT:
        return "quiet"
    if message.kind == MessageKind.NOTE:
        return "note"
    if message.side == Side.CLIENT:
        return "client"
    return "own" if message.person_id == reader.pk else "colleague"


def _who(message: Message, reader: Person, client: str) -> str:
    if message.side == Side.CLIENT:
        return client
    if message.person is None:
        return pgettext("sender", "Anyqtama")
    return pgettext("sender", "You") if message.person_id == reader.pk else str(message.person)


def _receipt(message: Message, contact: Contact) -> str:
    if message.side != Side.STAFF or message.kind != MessageKind.TEXT or not contact.is_chat:
        return ""
    return "read" if message.seq <= contact.client_read_seq else "sent"


def _file(contact: Contact, attachment: Attachment) -> File:
    return File(
        url=reverse("desk_file", args=[contact.pk, attachment.pk]),
        name=attachment.file.name,
        size_bytes=attachment.file.size_bytes,
        picture=attachment.file.content_type in {"image/png", "image/jpeg", "image/webp", "image/gif"},
    )
