"""Agreeing to the personal-data notice, and taking it back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.clients.entries import Consented, ConsentWithdrawn
from anyqtama.clients.models import Client, Consent, Notice
from anyqtama.kernel import journal
from anyqtama.kernel.principal import Principal


class NoNotice(Exception):
    message = _("The personal-data notice is missing. The administrator must publish one.")


def current_notice(*, at: datetime) -> Notice:
    notice = Notice.objects.filter(valid_from__lte=at).order_by("-valid_from", "-version").first()
    if notice is None:
        raise NoNotice
    return notice


def consent(
    *,
    client: Client,
    notice: Notice,
    language: str,
    how: str,
    by: Principal,
    at: datetime,
    purpose: str = Consent.Purpose.SERVICE,
) -> Consent:
    with transaction.atomic():
        given = Consent(client=client, notice=notice, purpose=purpose, language=language, how=how, given_at=at)
        given.save(force_insert=True)
        journal.write(Consented(notice.version, language, how, str(purpose)), subject=client, by=by, at=at)
    return given


def withdraw(*, consent: Consent, by: Principal, at: datetime) -> Consent:
    with transaction.atomic():
        consent = Consent.objects.select_for_update().select_related("notice", "client").get(pk=consent.pk)
        if consent.withdrawn_at is None:
            consent.withdrawn_at = at
            consent.save(update_fields=["withdrawn_at"])
            journal.write(ConsentWithdrawn(consent.notice.version), subject=consent.client, by=by, at=at)
    return consent
