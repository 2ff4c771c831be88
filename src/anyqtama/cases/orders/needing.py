"""What the client needs: taken down in their words, read back, confirmed. Each is a row; none is rewritten."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anyqtama.cases.locking import locked as locked_case
from anyqtama.cases.models import Case, ClientNeed
from anyqtama.cases.orders.entries import NeedConfirmed, NeedTaken
from anyqtama.contacts import speaking
from anyqtama.contacts.conversation import NotTheOwner
from anyqtama.contacts.locking import locked as locked_contact
from anyqtama.contacts.models import Contact
from anyqtama.kernel import journal
from anyqtama.people.models import Person


class NeedMissing(Exception):
    message = _("Write down first what the client needs, in their words.")


class ReadBackMissing(Exception):
    message = _("Write the need as you read it back to the client.")


def take_down(*, about: Case | Contact, words: str, by: Person, at: datetime) -> ClientNeed:
    """For a talk by who leads it, or for a case."""
    words = speaking.clean(words)
    if not words:
        raise NeedMissing
    with transaction.atomic():
        case = locked_case(about) if isinstance(about, Case) else None
        contact = owned(about, by) if isinstance(about, Contact) else None
        subject = case or about
        need = ClientNeed(
            case=case, contact=contact, topic=subject.topic, language=subject.language, words=words, by=by, at=at
        )
        need.save(force_insert=True)
        entry = NeedTaken(need.pk, subject.topic.code if subject.topic else "", subject.language, words)
        journal.write(entry, subject=subject, by=by.principal, at=at)
    return need


def confirm(*, need: ClientNeed, read_back: str, by: Person, at: datetime) -> ClientNeed:
    """The client heard it as `read_back` and agreed. Once confirmed it stays."""
    read_back = speaking.clean(read_back)
    if not read_back:
        raise ReadBackMissing
    with transaction.atomic():
        need = locked(need, by)
        if need.confirmed_at is None:
            need.read_back, need.confirmed_at = read_back, at
            need.save(update_fields=["read_back", "confirmed_at"])
            journal.write(NeedConfirmed(need.pk, read_back), subject=subject(need), by=by.principal, at=at)
    return need


def locked(need: ClientNeed, by: Person) -> ClientNeed:
    need = ClientNeed.objects.select_related("case", "contact", "topic").select_for_update(of=("self",)).get(pk=need.pk)
    if need.contact is not None:
        owned(need.contact, by)
    return need


def subject(need: ClientNeed) -> Case | Contact:
    found = need.case or need.contact
    assert found is not None, "the database allows no other"
    return found


def owned(contact: Contact, by: Person) -> Contact:
    contact = locked_contact(contact)
    if contact.owner_id != by.pk:
        raise NotTheOwner
    return contact


def current(about: Case | Contact) -> ClientNeed | None:
    """The last one taken down: of the talk; of the case, else of the talk that the case came from."""
    rows = ClientNeed.objects.select_related("topic", "case", "contact")
    if isinstance(about, Contact):
        return rows.filter(contact=about).order_by("-pk").first()
    known = rows.filter(Q(case=about) | Q(contact=about.contact_id) if about.contact_id else Q(case=about))
    return known.order_by("-pk").first()
