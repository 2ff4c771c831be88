"""The kinds of settings in the order in which an organisation is set up."""

from anyqtama.administration.kind import Kind
from anyqtama.administration.kinds.answer_templates import ANSWER_TEMPLATES
from anyqtama.administration.kinds.attempts import ATTEMPTS
from anyqtama.administration.kinds.calendar import DAYS, YEARS
from anyqtama.administration.kinds.case_kinds import CASE_KINDS
from anyqtama.administration.kinds.causes import CAUSES
from anyqtama.administration.kinds.channels import CHANNELS
from anyqtama.administration.kinds.conflicts import CONFLICTS
from anyqtama.administration.kinds.data_classes import DATA_CLASSES, RECORD_FIELDS
from anyqtama.administration.kinds.known_words import KNOWN_WORDS
from anyqtama.administration.kinds.law import RULES
from anyqtama.administration.kinds.people import PEOPLE
from anyqtama.administration.kinds.queues import QUEUES
from anyqtama.administration.kinds.refusals import REFUSALS
from anyqtama.administration.kinds.rescues import RESCUES
from anyqtama.administration.kinds.results import RESULTS
from anyqtama.administration.kinds.situations import SITUATIONS
from anyqtama.administration.kinds.skills import SKILLS
from anyqtama.administration.kinds.states import STATES
from anyqtama.administration.kinds.support import REMINDERS, SUPPORT_TERMS
from anyqtama.administration.kinds.synonyms import SYNONYMS
from anyqtama.administration.kinds.terms import DISTRICTS, PROMISES, RESPONSIBLE, TERMS
from anyqtama.administration.kinds.topics import TOPICS
from anyqtama.administration.kinds.units import UNITS
from anyqtama.administration.kinds.webhooks import WEBHOOKS

KINDS: dict[str, Kind] = {
    kind.slug: kind
    for kind in (
        UNITS,
        PEOPLE,
        SKILLS,
        QUEUES,
        TOPICS,
        STATES,
        RESULTS,
        ATTEMPTS,
        SITUATIONS,
        WEBHOOKS,
        CONFLICTS,
        RESCUES,
        CHANNELS,
        CASE_KINDS,
        CAUSES,
        REFUSALS,
        ANSWER_TEMPLATES,
        PROMISES,
        TERMS,
        SUPPORT_TERMS,
        REMINDERS,
        DISTRICTS,
        RESPONSIBLE,
        SYNONYMS,
        KNOWN_WORDS,
        DATA_CLASSES,
        RECORD_FIELDS,
        DAYS,
        YEARS,
        RULES,
    )
}

__all__ = [
    "ANSWER_TEMPLATES", "CASE_KINDS", "DAYS", "KINDS", "PEOPLE", "QUEUES", "RULES", "SKILLS", "STATES", "TOPICS",
    "UNITS",
]  # fmt: skip
