"""What a contact and its client are called on the screen, whatever is known of them."""

from django.utils.translation import gettext

from anyqtama.contacts.models import Contact

ICONS = {"chat": "message-circle", "phone": "phone", "written": "file-text", "email": "mail", "sms": "smartphone"}
LANGUAGES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}


SPOKEN = {"kk": "қазақша", "ru": "русский", "en": "English"}
"""The same in the middle of a line, as each language writes it."""
PATRONYMIC = ("ұлы", "қызы", "ович", "евич", "овна", "евна", "ична")


def name_of(contact: Contact) -> str:
    """The card's name, else what the client called themselves, else the masked number, else the contact's number."""
    known = (contact.client.name if contact.client else "") or contact.called or number_of(contact)
    return known or gettext("Visitor No. %(number)s") % {"number": contact.pk}


def number_of(contact: Contact) -> str:
    """The masked number of a call."""
    call = getattr(contact, "call", None)
    return call.number_masked if call else ""


def given_name(full_name: str) -> str:
    """How a bubble names the client: of "Family Given Patronymic" or "Given Patronymic Family" the given name."""
    words = full_name.split()
    if len(words) not in {2, 3} or not words[1][:1].isalpha():
        return full_name
    return words[0] if words[1].endswith(PATRONYMIC) else words[1]


def icon_of(contact: Contact) -> str:
    if contact.channel.kind == "phone":
        return "phone-outgoing" if contact.outgoing else "phone-incoming"
    return ICONS.get(contact.channel.kind, "message-circle")
