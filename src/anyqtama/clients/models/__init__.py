from anyqtama.clients.models.agreement import Block, Consent, Look, Notice
from anyqtama.clients.models.card import PLACE, Client, ClientKind, Identity, IdentityKind, Need, Representation
from anyqtama.clients.models.doubles import Likeness, MatchKey, Merge

__all__ = [
    "PLACE",
    "Block",
    "Client",
    "ClientKind",
    "Consent",
    "Identity",
    "IdentityKind",
    "Likeness",
    "Look",
    "MatchKey",
    "Merge",
    "Need",
    "Notice",
    "Representation",
]
