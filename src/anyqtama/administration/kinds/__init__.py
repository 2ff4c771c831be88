"""The kinds of settings in the order in which an organisation is set up."""

from anyqtama.administration.kind import Kind
from anyqtama.administration.kinds.calendar import DAYS, YEARS
from anyqtama.administration.kinds.case_kinds import CASE_KINDS
from anyqtama.administration.kinds.channels import CHANNELS
from anyqtama.administration.kinds.law import RULES
from anyqtama.administration.kinds.people import PEOPLE
from anyqtama.administration.kinds.queues import QUEUES
from anyqtama.administration.kinds.results import RESULTS
from anyqtama.administration.kinds.situations import SITUATIONS
from anyqtama.administration.kinds.skills import SKILLS
from anyqtama.administration.kinds.states import STATES
<<<<<<< HEAD
from anyqtama.administration.kinds.terms import DISTRICTS, PROMISES, TERMS
=======
from anyqtama.administration.kinds.synonyms import SYNONYMS
>>>>>>> e524f12 (Search: results narrow and mark their words, the desk suggests from the client's words, synonyms in the settings; how it works)
from anyqtama.administration.kinds.topics import TOPICS
from anyqtama.administration.kinds.units import UNITS

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
        SITUATIONS,
        CHANNELS,
        CASE_KINDS,
<<<<<<< HEAD
        PROMISES,
        TERMS,
        DISTRICTS,
=======
        SYNONYMS,
>>>>>>> e524f12 (Search: results narrow and mark their words, the desk suggests from the client's words, synonyms in the settings; how it works)
        DAYS,
        YEARS,
        RULES,
    )
}

__all__ = ["CASE_KINDS", "DAYS", "KINDS", "PEOPLE", "QUEUES", "RULES", "SKILLS", "STATES", "TOPICS", "UNITS"]
