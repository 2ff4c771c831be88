"""A visitor's words: into the talk that is open, or into a new one. The same key again is the same message."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.channels.messages import Inbound
from anyqtama.channels.models import Channel, ChannelKind
from anyqtama.clients.models import Client
from anyqtama.contacts import arrival, speaking
from anyqtama.contacts.models import Contact, ContactState, Message
from anyqtama.kernel import files, live
from anyqtama.kernel.models import StoredFile
from anyqtama.portal.models import Visit

KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")
MOST_FILES = 5
OVER = frozenset({ContactState.CLOSED, ContactState.ABANDONED})


@dataclass(frozen=True, slots=True)
class Upload:
    """An open file, and its name as the browser says it."""

    stream: "BinaryIO | UploadedFile[bytes]"
    name: str


class NoChat(Exception):
    message = _("The chat is switched off. You can call us or leave a written request.")


class KeyMissing(Exception):
    message = _("This page is out of date. Reload it and send again: your text is kept.")


class NoFilesWithoutConsent(Exception):
    message = _("Files are stored only with your consent. Agree to the notice first, then attach the file.")


class TooManyFiles(Exception):
    message = _("At most five files at once. Send the others in the next message.")


def write(*, visit: Visit, text: str, key: str, uploads: Sequence[Upload], at: datetime) -> Message:
    """Store one message with its files."""
    if not KEY.fullmatch(key):
        raise KeyMissing
    if uploads and visit.client_id is None:
        raise NoFilesWithoutConsent
    if len(uploads) > MOST_FILES:
        raise TooManyFiles
    last = Contact.objects.filter(pk=visit.contact_id or 0).first()
    if last and (already := speaking.known(last, key)):
        return already
    stored = _store(uploads, at)
    try:
        message, made = _write(visit, text, key, stored, at)
    except Exception:
        _forget(stored)
        raise
    if not made:
        _forget(stored)
    return message


def _write(visit: Visit, text: str, key: str, stored: Sequence[StoredFile], at: datetime) -> tuple[Message, bool]:
    with transaction.atomic():
        visit = Visit.objects.select_for_update(of=("self",)).select_related("client", "topic").get(pk=visit.pk)
        last = Contact.objects.select_related("channel").filter(pk=visit.contact_id or 0).first()
        if last and (already := speaking.known(last, key)):  # also when that talk has closed meanwhile
            return already, False
        goes_on = last is not None and last.state not in OVER
        channel = last.channel if last and goes_on else open_channel(ChannelKind.CHAT)
        conversation = last.conversation if last and goes_on else next_conversation(visit)
        message = receive(visit, channel, conversation, text=text, key=key, at=at, client=visit.client, stored=stored)
        return message, True


def _store(uploads: Sequence[Upload], at: datetime) -> list[StoredFile]:
    """All of them or, when one is refused, none."""
    stored: list[StoredFile] = []
    try:
        for upload in uploads:
            stored.append(files.store(cast(BinaryIO, upload.stream), upload.name, at))  # noqa: PERF401 -- those before a refused one are dropped
    except files.FileRefused:
        _forget(stored)
        raise
    return stored


def _forget(stored: Sequence[StoredFile]) -> None:
    for file in stored:
        files.forget(file)


def open_channel(kind: ChannelKind) -> Channel:
    channel = Channel.objects.filter(kind=kind, active=True).order_by("order", "id").first()
    if channel is None:
        raise NoChat
    return channel


def next_conversation(visit: Visit) -> str:
    """The name of a new talk of this visit; its row is locked, so no two talks get one name."""
    visit.number += 1
    return f"visit-{visit.pk}-{visit.number}"


def receive(
    visit: Visit,
    channel: Channel,
    conversation: str,
    *,
    text: str,
    key: str,
    at: datetime,
    client: Client | None,
    stored: Sequence[StoredFile] = (),
) -> Message:
    """Hand the message to the contact floor and remember the contact it came to. The visit's row is locked."""
    inbound = Inbound(
        channel=channel.code,
        conversation=conversation,
        key=key,
        text=text,
        language=visit.language,
        called=client.name if client else "",
        topic=visit.topic.code if visit.topic else "",
    )
    message = arrival.receive(inbound=inbound, by=visit.principal, at=at, client=client, files=stored)
    if visit.contact_id != message.contact_id:
        visit.contact_id = message.contact_id
        live.hint(f"visit:{visit.pk}", "contact", cursor=message.seq)
    visit.seen_at = max(at, visit.seen_at)
    visit.save(update_fields=["contact", "number", "seen_at"])
    return message
