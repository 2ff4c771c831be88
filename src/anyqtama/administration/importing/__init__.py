"""Importing settings from tables: upload, preview of every row, all or nothing."""

from anyqtama.administration.importing.people import MEMBERS_IN, PEOPLE_IN
from anyqtama.administration.importing.plain_kinds import SKILLS_IN, STATES_IN, TOPICS_IN, UNITS_IN
from anyqtama.kernel.importing.planning import Importer

IMPORTERS: dict[str, Importer] = {
    each.slug: each for each in (UNITS_IN, PEOPLE_IN, SKILLS_IN, TOPICS_IN, STATES_IN, MEMBERS_IN)
}
"""By the slug of the address; `members` are the people of queues."""
