"""How long the client has to say whether the matter is solved, where the kind asks them."""

from datetime import datetime, timedelta

from anyqtama.cases.kinds import answering
from anyqtama.cases.models import Answer, Case
from anyqtama.kernel import jobs

LAPSE = "cases.confirmation_lapses"


def start(case: Case, answer: Answer, at: datetime) -> None:
    days = answering.way(case.kind).confirm_days
    if days:
        due = at + timedelta(days=days)
        jobs.enqueue(LAPSE, payload={"answer": answer.pk, "days": days}, key=str(answer.pk), run_at=due, at=at)


def stop(answer: Answer, at: datetime) -> None:
    jobs.cancel(LAPSE, key=str(answer.pk), at=at)
