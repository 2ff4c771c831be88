"""The secret by which a webhook is signed: made here, shown once, kept encrypted."""

import secrets
from datetime import datetime

from django.db import transaction

from anyqtama.kernel import journal, secrecy
from anyqtama.people.models import Person
from anyqtama.teamwork.entries import WebhookSecretGiven
from anyqtama.teamwork.models import Webhook


def give(*, webhook: Webhook, by: Person, at: datetime) -> str:
    """A new secret in place of the one before it. It cannot be shown again."""
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        webhook = Webhook.objects.select_for_update().get(pk=webhook.pk)
        webhook.secret_sealed = secrecy.encrypt(secret)
        webhook.save(update_fields=["secret_sealed"])
        journal.write(WebhookSecretGiven(webhook.name), subject=webhook, by=by.principal, at=at)
    return secret
