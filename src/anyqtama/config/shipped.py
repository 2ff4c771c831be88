"""The data every installation needs from the start. Loading it again changes nothing."""

from django.utils import timezone

from anyqtama.cases import promising
from anyqtama.cases.answers import shipped as shipped_answers
from anyqtama.cases.clocks import terms as support_terms
from anyqtama.cases.complaints import shipped_causes
from anyqtama.cases.kinds import shipped as shipped_kinds
from anyqtama.cases.orders import refusals
from anyqtama.cases.reminders import planning
from anyqtama.channels import shipped_channels
from anyqtama.clients.records import shipped as shipped_record_rules
from anyqtama.contacts.difficult import shipped as shipped_difficult
from anyqtama.contacts.outbound import shipped as shipped_results
from anyqtama.kernel import shipped_data
from anyqtama.people import shipped_states
from anyqtama.portal import shipped_questions
from anyqtama.teamwork import shipped_kinds as shipped_situations


def load() -> None:
    at = timezone.now()
    shipped_data.load()
    shipped_states.load(at=at)
    shipped_channels.load()
    shipped_kinds.load()
    refusals.load()
    promising.load()
    shipped_causes.load()
    support_terms.load()
    planning.load()
    shipped_answers.load()
    shipped_questions.load(at=at)
    shipped_situations.load()
    shipped_difficult.load()
    shipped_record_rules.load()
    shipped_results.load()
