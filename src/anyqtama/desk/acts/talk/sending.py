"""What the composer sent: its text, its files put into the store, the words that tell a client a case's number."""

from django.utils import translation
from django.utils.translation import gettext

from anyqtama.cases import registering
from anyqtama.cases.models import Case
from anyqtama.ui import moments


def words_of(case: Case, status_url: str) -> str:
    """Number, code and due time in the client's language, ready to be sent as a reply."""
    with translation.override(case.language):
        told = {
            "number": case.number,
            "code": registering.code_of(case),
            "due": moments.moment(case.due_at),
            "address": status_url,
        }
        return (
            gettext(
                "Your request is registered under the number %(number)s. We answer by %(due)s. "
                "Follow it at %(address)s with the number and the code %(code)s."
            )
            % told
        )
