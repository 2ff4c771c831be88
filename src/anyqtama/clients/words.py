"""The words for what a card holds: fields, identities, roles, powers, needs, purposes, reasons of a likeness."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Text
else:
    from django.utils.functional import Promise as Text

LANGUAGES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}
FIELDS: Mapping[str, Text] = {
    "kind": pgettext_lazy("client", "Person or organisation"),
    "name": _("Name"),
    "language": _("Language"),
    "address": _("Address"),
    "place": _("Address by parts"),
    "needs": _("Accessibility needs"),
    "notes": _("About the client"),
}
KINDS = {"person": pgettext_lazy("client", "Person"), "organisation": pgettext_lazy("client", "Organisation")}
IDENTITIES: Mapping[str, Text] = {
    "phone": _("Telephone"),
    "email": _("E-mail"),
    "messenger": _("Messenger"),
    "iin": pgettext_lazy("identification number", "IIN"),
    "bin": pgettext_lazy("identification number", "BIN"),
}
ICONS = {"phone": "phone", "email": "mail", "messenger": "at-sign", "iin": "id-card", "bin": "building-2"}
PLACE: Mapping[str, Text] = {
    "region": _("Region"),
    "city": _("Town or village"),
    "street": _("Street"),
    "house": pgettext_lazy("address", "House"),
    "flat": pgettext_lazy("address", "Flat"),
    "postcode": _("Postcode"),
}
NEEDS: Mapping[str, Text] = {
    "hearing": _("hard of hearing: write instead of calling"),
    "sight": _("low vision or blind: large print, read aloud"),
    "speech": _("speech is hard: give time, offer the chat"),
    "sign_language": _("speaks by sign language"),
    "mobility": _("does not walk easily: a visit at home or an entrance without steps"),
    "easy_language": _("plain words, one question at a time"),
    "slowly": _("an elderly client: speak slowly and repeat"),
    "helper": _("talks together with a helper"),
}
ROLES: Mapping[str, Text] = {
    "contact_person": pgettext_lazy("representative", "contact person"),
    "director": pgettext_lazy("representative", "head of the organisation"),
    "parent": pgettext_lazy("representative", "parent"),
    "guardian": pgettext_lazy("representative", "guardian"),
    "attorney": pgettext_lazy("representative", "by power of attorney"),
    "relative": pgettext_lazy("representative", "relative"),
}
POWERS: Mapping[str, Text] = {
    "ask": pgettext_lazy("power", "be told about the client's matters"),
    "receive": pgettext_lazy("power", "receive answers and papers"),
    "apply": pgettext_lazy("power", "file requests and complaints"),
    "sign": pgettext_lazy("power", "sign for the client"),
}
PURPOSES: Mapping[str, Text] = {
    "service": pgettext_lazy("purpose of consent", "to serve the request"),
    "recording": pgettext_lazy("purpose of consent", "to record the talk"),
    "survey": pgettext_lazy("purpose of consent", "to ask about the service"),
    "offers": pgettext_lazy("purpose of consent", "to tell of news and offers"),
    "third_parties": pgettext_lazy("purpose of consent", "to pass data to other bodies"),
}
HOW: Mapping[str, Text] = {
    "visit": pgettext_lazy("way of consent", "in the chat window"),
    "widget": pgettext_lazy("way of consent", "in the chat window"),
    "request": pgettext_lazy("way of consent", "with a written request"),
    "oral": pgettext_lazy("way of consent", "by word of mouth, the text was read out"),
    "paper": pgettext_lazy("way of consent", "on paper, signed"),
    "signature": pgettext_lazy("way of consent", "with a digital signature"),
}
REASONS: Mapping[str, Text] = {
    "name": pgettext_lazy("why two cards look alike", "the same name"),
    "name_spelt": pgettext_lazy("why two cards look alike", "the same name in another spelling"),
    "name_other": pgettext_lazy("why two cards look alike", "names differ"),
    "phone": pgettext_lazy("why two cards look alike", "the same telephone"),
    "phone_near": pgettext_lazy("why two cards look alike", "telephones differ by one digit"),
    "phone_other": pgettext_lazy("why two cards look alike", "other telephones"),
    "mail": pgettext_lazy("why two cards look alike", "e-mail with the same beginning"),
    "mail_other": pgettext_lazy("why two cards look alike", "other e-mails"),
    "number": pgettext_lazy("why two cards look alike", "the same IIN or BIN"),
    "number_other": pgettext_lazy("why two cards look alike", "another IIN or BIN"),
    "address": pgettext_lazy("why two cards look alike", "the same address"),
    "address_other": pgettext_lazy("why two cards look alike", "other addresses"),
    "given": pgettext_lazy("why two cards look alike", "the client gave a number of the other card"),
}


def said(field: str, value: object) -> str:
    """A value of a field for people."""
    if value in (None, "", [], {}):
        return "—"
    if isinstance(value, dict):
        return ", ".join(f"{PLACE.get(part, part)}: {text}" for part, text in value.items())
    if isinstance(value, list):
        return ", ".join(str(NEEDS.get(one, one)) for one in value)
    if field == "kind":
        return str(KINDS.get(str(value), value))
    return LANGUAGES.get(str(value), str(value)) if field == "language" else str(value)
