"""The data every installation needs from the start. Loading it again changes nothing."""

from django.utils import timezone

from anyqtama.kernel import shipped_data
from anyqtama.people import shipped_states


def load() -> None:
    at = timezone.now()
    shipped_data.load()
    shipped_states.load(at=at)
