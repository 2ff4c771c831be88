"""What a form that is being filled says of a matter so far: enough to look for cases like it."""

from collections.abc import Mapping

from anyqtama.cases import asking_place
from anyqtama.cases.relating.alike import Matter
from anyqtama.clients.models import Client
from anyqtama.contacts.models import Topic
from anyqtama.people import access
from anyqtama.people.models import Person


def matter_of_form(person: Person, said: Mapping[str, str]) -> Matter:
    """What is unknown or wrong is left out."""
    client, topic = _number(said.get("client")), _number(said.get("topic"))
    return Matter(
        client=access.visible(person, Client).filter(pk=client).first() if client else None,
        topic=Topic.objects.filter(pk=topic).first() if topic else None,
        subject=str(said.get("subject") or "")[:200],
        details=str(said.get("details") or "")[:4000],
        place=asking_place.said(said),
    )


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else 0
