"""Who may speak for a client: a contact person of an organisation, a parent, somebody with a power of attorney."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anyqtama.clients.entries import Represented
from anyqtama.clients.models import Client, Representation
from anyqtama.kernel import journal
from anyqtama.people.models import Person

Role = Representation.Role
OF_ORGANISATIONS = frozenset({Role.CONTACT_PERSON, Role.DIRECTOR, Role.ATTORNEY})
OF_PEOPLE = frozenset({Role.PARENT, Role.GUARDIAN, Role.RELATIVE, Role.ATTORNEY})
BY_DOCUMENT = frozenset({Role.ATTORNEY, Role.GUARDIAN})


class SameClient(Exception):
    message = _("Nobody represents themself. Choose another card.")


class RoleDoesNotFit(Exception):
    message = _(
        "An organisation has a contact person or a head, a person a parent, guardian or relative. Choose another role."
    )


class DocumentNeeded(Exception):
    message = _("A power of attorney or guardianship rests on a document: write its number and date.")


class OverAlready(Exception):
    message = _("This power has ended before it begins. Check the last day.")


class RepresentsAlready(Exception):
    message = _("This person represents the client already. End that power first to give another.")


def represent(
    *,
    client: Client,
    agent: Client,
    role: str,
    powers: Sequence[str],
    document: str,
    valid_until: date | None,
    by: Person,
    at: datetime,
) -> Representation:
    """From now on `agent` speaks for `client`, as far as `powers` go."""
    with transaction.atomic():
        client = Client.objects.select_for_update().get(pk=client.pk)
        _refuse(client, agent, Role(role), document, valid_until, at)
        made = Representation(
            client=client, agent=agent, role=role, powers=sorted(set(powers)), document=document.strip()[:200],
            valid_until=valid_until, made_by=by, made_at=at,
        )  # fmt: skip
        made.save(force_insert=True)
        entry = Represented("made", agent.pk, made.role, made.powers)
        journal.write(entry, subject=client, by=by.principal, at=at)
    return made


def _refuse(client: Client, agent: Client, role: Role, document: str, valid_until: date | None, at: datetime) -> None:
    if agent.pk == client.pk:
        raise SameClient
    if role not in (OF_ORGANISATIONS if client.is_organisation else OF_PEOPLE):
        raise RoleDoesNotFit
    if role in BY_DOCUMENT and not document.strip():
        raise DocumentNeeded
    if valid_until is not None and valid_until < timezone.localdate(at):
        raise OverAlready
    if client.representatives.filter(agent=agent, ended_at=None).exists():
        raise RepresentsAlready


def end(*, representation: Representation, by: Person, at: datetime) -> Representation:
    """The power is over. Ending it again changes nothing."""
    with transaction.atomic():
        row = Representation.objects.select_for_update().select_related("client").get(pk=representation.pk)
        if row.ended_at is None:
            row.ended_at = at
            row.save(update_fields=["ended_at"])
            entry = Represented("ended", row.agent_id, row.role, row.powers)
            journal.write(entry, subject=row.client, by=by.principal, at=at)
    return row
