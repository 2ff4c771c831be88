"""One form, two verbs: handing on to a queue or to a colleague."""

from datetime import datetime

from anyqtama.contacts import transferring
from anyqtama.contacts.models import Contact
from anyqtama.desk.forms import TransferForm
from anyqtama.people.models import Person


def hand_on(form: TransferForm, *, contact: Contact, by: Person, at: datetime) -> Contact:
    reason = form.cleaned_data["reason"]
    if queue := form.queue:
        return transferring.to_queue(contact=contact, by=by, queue=queue, reason=reason, at=at)
    return transferring.to_person(contact=contact, by=by, person=form.person, reason=reason, at=at)
