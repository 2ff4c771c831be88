"""The data every installation needs from the start. Loading it again changes nothing."""

from django.utils import timezone

from anyqtama.people import shipped_states


def load() -> None:
    at = timezone.now()
    shipped_states.load(at=at)
