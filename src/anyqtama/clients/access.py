"""Who sees client cards: those who serve, lead or judge contacts. Planners and the system administrator do not."""

from anyqtama.clients.models import Client, Identity
from anyqtama.people.access import Policy, Rights
from anyqtama.people.models import Person
from anyqtama.people.roles import DESK, HEADS, LEADS, QUALITY, Role

RIGHTS: Rights = {
    "clients.see": DESK | LEADS | HEADS | QUALITY,
    "clients.edit": DESK | LEADS,
    "clients.reveal": DESK | LEADS,
    "clients.block": LEADS | DESK,
    "clients.export": LEADS | HEADS,
    "clients.erase": HEADS,
    "records.see": DESK | LEADS | HEADS | QUALITY,
    "records.report": DESK | LEADS | HEADS | QUALITY,
    "records.mend": DESK | LEADS,
    "records.correct": LEADS,
    "records.rule": LEADS | HEADS,
}


def _sees(person: Person) -> bool:
    return bool(person.roles & (DESK | LEADS | HEADS | QUALITY))


def _edits(person: Person, _card: object) -> bool:
    return person.has_role(*(DESK | LEADS))


POLICIES = {
    Client: Policy(
        visible=lambda person, cards: cards if _sees(person) else cards.none(),
        acts={
            "client.edit": _edits,
            "client.merge": _edits,
            "client.export": lambda person, _card: bool(person.roles & (LEADS | HEADS)),
            "client.erase": lambda person, _card: bool(person.roles & HEADS),
            "client.block": lambda person, _card: person.has_role(Role.TEAM_LEAD, *LEADS),
        },
    ),
    Identity: Policy(
        visible=lambda person, rows: rows if _sees(person) else rows.none(), acts={"identity.reveal": _edits}
    ),
}
