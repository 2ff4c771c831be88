"""What a webhook is sent: facts of the situation without personal data, and the signature of exactly these bytes."""

import hashlib
import hmac
import json
from datetime import UTC, datetime

from django.conf import settings
from django.urls import reverse

from anyqtama.teamwork.models import WebhookCall

VERSION = 1


def body(call: WebhookCall, at: datetime) -> bytes:
    """`at` of the event, `sent` of this try: it is signed, so that an old letter does not pass for a new one."""
    one = call.situation
    said = {
        "version": VERSION,
        "event": call.event,
        "id": one.number if one else "",
        "kind": one.kind.code if one else "",
        "severity": one.severity if one else "",
        "unit": one.unit.code if one and one.unit else "",
        "step": call.rung,
        "at": call.made_at.astimezone(UTC).isoformat(),
        "url": settings.ADDRESS + reverse("situation", args=[one.number]) if one else settings.ADDRESS,
        "delivery": str(call.delivery),
        "sent": at.astimezone(UTC).isoformat(),
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def headers(call: WebhookCall, said: bytes, secret: str, at: datetime) -> dict[str, str]:
    return {
        "Content-Type": "application/json",
        "User-Agent": f"Anyqtama/{settings.VERSION}",
        "X-Anyqtama-Event": call.event,
        "X-Anyqtama-Delivery": str(call.delivery),
        "X-Anyqtama-Timestamp": str(int(at.timestamp())),
        "X-Anyqtama-Signature": f"sha256={hmac.new(secret.encode(), said, hashlib.sha256).hexdigest()}",
    }
