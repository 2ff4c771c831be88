"""What changed on an open desk, behind a cursor: pieces of the page, each with a mark that tells an unchanged one."""

import hashlib
import re
from datetime import datetime
from typing import Any, NamedTuple

from django.template.loader import render_to_string

from anyqtama.contacts.models import Contact
from anyqtama.desk import ringing, screen
from anyqtama.desk.talk import lines
from anyqtama.people.models import Person

RUNNING = re.compile(
    r'(data-(?:since|until)="[^"]*"[^>]*>)[^<]*|name="csrfmiddlewaretoken" value="[^"]*"|aq-ring-number.*?<'
)
"""What differs at each look although nothing changed: running times and the token of forms."""


class Known(NamedTuple):
    """What the page has of the open contact."""

    seq: int
    shape: str | None
    """None: it does not ask for what is under the lines."""


def since(
    person: Person, left: screen.Shown, contact: Contact | None, known: Known, at: datetime, *, token: str
) -> dict[str, Any]:
    """`left`: the left column as it is now, with or without the queues. Two queries more, however much there is."""
    shown = left | {"csrf_token": token, "at": at, "contact": contact, "me": person}
    news: dict[str, Any] = {
        "offers": [_piece("ui/offer.html", {**shown, "offer": offer}, offer.key) for offer in shown["offers"]],
        "contacts": [_piece("desk/contact_row.html", {**shown, "row": row}, row.key) for row in shown["contacts"]],
        "count": len(shown["contacts"]),
        "questions": _piece("desk/questions.html", shown),
        "talk": None,
    }
    if "queues" in shown:
        news["queues"] = _piece("desk/queues.html", shown)
    if contact is not None:
        news["talk"] = _talk(contact, person, known, at, shown)
    return news


def of_queues(person: Person, at: datetime, *, token: str) -> dict[str, Any]:
    """Only what waits in the person's queues."""
    shown = {"queues": ringing.queues(person, at), "csrf_token": token}
    return {"queues": _piece("desk/queues.html", shown)}


def _talk(contact: Contact, person: Person, known: Known, at: datetime, shown: dict[str, Any]) -> dict[str, Any]:
    shown = shown | screen.head(contact, person, at)
    new = lines.lines(contact, person, after=known.seq) if contact.seq > known.seq else []
    bottom = None
    if known.shape is not None and known.shape != shown["shape"]:
        bottom = render_to_string("desk/bottom.html", shown | screen.bottom(contact, person, {}, shown))
    return {
        "contact": contact.pk,
        "seq": contact.seq,
        "read": contact.client_read_seq,
        "lines": [{"seq": line.seq, "html": render_to_string("desk/line.html", {"line": line})} for line in new],
        "head": _piece("desk/talk_head.html", shown),
        "shape": shown["shape"],
        "bottom": bottom,
        "about": f"{contact.topic_id}:{contact.client_id}",
    }


def _piece(template: str, shown: dict[str, Any], key: int = 0) -> dict[str, Any]:
    html = render_to_string(template, shown)
    mark = hashlib.blake2s(RUNNING.sub(r"\1", html).encode(), digest_size=8).hexdigest()
    return {"key": key, "html": html, "mark": mark}
