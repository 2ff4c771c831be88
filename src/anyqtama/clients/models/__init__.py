from anyqtama.clients.models.agreement import Block, Consent, DoNotContact, Look, Notice
from anyqtama.clients.models.card import PLACE, Client, ClientKind, Identity, IdentityKind, Need, Representation
from anyqtama.clients.models.classes import DataClass, Level, RecordField
from anyqtama.clients.models.doubles import Likeness, MatchKey, Merge
from anyqtama.clients.models.indexed import IndexedWord
from anyqtama.clients.models.records import Corrected, Correction, FieldReport, Finding, RecordRule

__all__ = [
    "PLACE",
    "Block",
    "Client",
    "ClientKind",
    "Consent",
    "Corrected",
    "Correction",
    "DataClass",
    "DoNotContact",
    "FieldReport",
    "Finding",
    "Identity",
    "IdentityKind",
    "IndexedWord",
    "Level",
    "Likeness",
    "Look",
    "MatchKey",
    "Merge",
    "Need",
    "Notice",
    "RecordField",
    "RecordRule",
    "Representation",
]
