"""What every page of the window has around its content, whatever it shows."""

import secrets
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from anyqtama.kernel.labels import label
from anyqtama.people.models import Unit
from anyqtama.portal.models import Visit

form_view = require_http_methods(["GET", "HEAD", "POST"])


def new_key() -> str:
    """The key of the message a form will send: sent twice, it is stored once."""
    return secrets.token_urlsafe(12)


def around(visit: Visit | None, at: datetime) -> dict[str, Any]:
    """What every page of the window shows around its content."""
    centre = Unit.objects.filter(parent=None, active=True).order_by("id").first()
    return {
        "centre_name": label(centre.names) if centre else "Anyqtama",
        "language_url": reverse("visit_language"),
        "visit": visit,
        "at": at,
        "live_on": settings.LIVE,
    }
