"""One form, two verbs: handing on to a queue or to a colleague; to a queue with a word to the client before."""

from datetime import datetime

from django.db import transaction

from anyqtama.contacts import conversation, transferring
from anyqtama.contacts.models import Contact
from anyqtama.desk.forms import TransferForm
from anyqtama.desk.talk.templates import without_gaps
from anyqtama.kernel.labels import label
from anyqtama.knowledge.quick_replies import NEW_QUEUE
from anyqtama.people.models import Person


def hand_on(form: TransferForm, *, contact: Contact, by: Person, at: datetime, key: str = "") -> Contact:
    """`key`: of the press, so that the word is sent once. All or nothing."""
    reason = form.cleaned_data["reason"]
    queue = form.queue
    if queue is None:
        return transferring.to_person(contact=contact, by=by, person=form.person, reason=reason, at=at)
    said = form.cleaned_data["said"].replace(f"{{{NEW_QUEUE}}}", label(queue.names, contact.language))
    with transaction.atomic():
        if said and contact.is_chat:
            text, seen = without_gaps(said), contact.seq
            conversation.reply(contact=contact, by=by, text=text, seen_seq=seen, key=key, at=at)
        return transferring.to_queue(contact=contact, by=by, queue=queue, reason=reason, at=at)
