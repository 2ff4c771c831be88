"""A talk as a text file: who said what and when, the way the client saw it."""

from django.utils.translation import gettext as _

from anyqtama.contacts.models import Contact
from anyqtama.portal.talk import cards, lines
from anyqtama.ui.moments import clock_time, day_year


def text(contact: Contact) -> str:
    parts = [_("Conversation of %(day)s") % {"day": day_year(contact.arrived_at)}, ""]
    for line in lines.since(contact, after=0, cards=cards.of_contact(contact)):
        who = {"own": _("You"), "staff": line.who, "system": ""}[line.side]
        said = [line.text] if line.text else []
        said += [_("File: %(name)s") % {"name": file.name} for file in line.files]
        if line.card:
            said.append(_("Code for the state of the request: %(code)s") % {"code": line.card.code})
        head = f"{clock_time(line.at)} {who}".strip()
        parts.append(f"{head}: {_indented(said)}" if line.side != "system" else f"{head} — {_indented(said)}")
    return "\n".join(parts) + "\n"


def _indented(said: list[str]) -> str:
    return "\n      ".join("\n".join(said).splitlines())
