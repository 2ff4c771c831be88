"""What the client wishes: by which channel the answer comes, and of what else they are told."""

from datetime import datetime

from django.db import transaction

from anyqtama.cases import choosing_answer, telling_state
from anyqtama.cases.models import Case, Tell
from anyqtama.channels.models import Channel
from anyqtama.kernel.principal import Principal


def wish(*, case: Case, channel: Channel | None, tell: str, by: Principal, at: datetime) -> None:
    """The time of day that was wished before stays."""
    with transaction.atomic():
        if channel != case.answer_channel:
            choosing_answer.choose(case=case, channel=channel, after=case.answer_after, by=by, at=at)
        telling_state.choose(case=case, tell=Tell(tell), by=by, at=at)
