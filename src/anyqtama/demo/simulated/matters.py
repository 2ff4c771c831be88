"""What becomes of a registered case: comments, its answer in time, late or very late, its closing. Told by the case."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from django.utils import translation

from anyqtama.cases import closing, formalising, handling
from anyqtama.cases.models import Case, CaseState, FormalRequest, Regime
from anyqtama.demo import content
from anyqtama.demo.simulated.chances import Chances
from anyqtama.demo.simulated.said import sentence
from anyqtama.demo.simulated.stage import Stage


@dataclass(frozen=True, slots=True)
class Fate:
    """Moments of what will be done; None: it never comes to it."""

    comment_at: datetime | None
    answer_at: datetime
    close_at: datetime
    formal_at: datetime | None
    to_lead_at: datetime | None
    resolved: bool
    chances: Chances


def fate(case: Case, *, seed: int, zone: ZoneInfo) -> Fate:
    """The same for the same case, so that a play that begins anew goes on with the old ones."""
    chances = Chances(seed, "case", case.registered_at.isoformat(), case.topic.code)
    span = max(case.due_at - case.registered_at, timedelta(hours=2))
    kind = chances.weighted(("in time", "late", "very late"), (86, 12, 2))
    share = chances.seconds(*{"in time": (0.25, 0.92), "late": (1.05, 1.9), "very late": (2, 4)}[kind])
    answer_at = _at_work(case.registered_at + span * share, zone, chances)
    to_lead_at = case.registered_at + timedelta(minutes=chances.seconds(20, 90)) if chances.happens(0.15) else None
    if kind != "in time" and chances.happens(0.6):
        to_lead_at = case.due_at + timedelta(minutes=chances.seconds(2, 30))
    statutory = {each.code for each in content.load().catalogue.topics if each.statutory}
    formal = case.topic.code in statutory and chances.happens(0.09)
    return Fate(
        comment_at=_at_work(case.registered_at + span * 0.2, zone, chances) if chances.happens(0.4) else None,
        answer_at=answer_at,
        close_at=_at_work(answer_at + timedelta(hours=chances.seconds(1, 40)), zone, chances),
        formal_at=case.registered_at + timedelta(seconds=chances.seconds(30, 120)) if formal else None,
        to_lead_at=to_lead_at,
        resolved=chances.happens(0.91),
        chances=chances,
    )


def follow(case: Case, stage: Stage, at: datetime) -> None:
    """Plan what is still to come of a case."""
    stage.followed.add(case.pk)
    told = fate(case, seed=stage.seed, zone=stage.zone)
    for when, act in (
        (told.formal_at, _formalise),
        (told.to_lead_at, _to_lead),
        (told.comment_at, _comment),
        (told.answer_at, _answer),
        (told.close_at, _close),
    ):
        if when is not None and when >= at:
            stage.at(when, partial(act, case.pk, told, stage))


def follow_open(stage: Stage, at: datetime) -> None:
    """For a play that begins on a centre with a past, and whenever more of that past has come in."""
    for case in Case.objects.open().select_related("topic").order_by("registered_at", "id"):
        if case.pk not in stage.followed:
            follow(case, stage, at)


def _open(case_id: int, stage: Stage) -> Case | None:
    case = Case.objects.select_related("topic", "owner", "client").get(pk=case_id)
    return case if case.state != CaseState.CLOSED and stage.plays(case.owner) else None


def _formalise(case_id: int, told: Fate, stage: Stage, at: datetime) -> None:
    case = _open(case_id, stage)
    if case and case.regime == Regime.PROMISE and case.client.name:
        formalising.formalise(
            case=case, who=case.client.name, postal_address=case.address, substance=case.details or case.subject,
            signature=FormalRequest.Signature.PROTOCOL, by=case.owner, at=at,
        )  # fmt: skip


def _to_lead(case_id: int, told: Fate, stage: Stage, at: datetime) -> None:
    case = _open(case_id, stage)
    if case is None or case.answered_at:
        return
    owner = stage.staff.players.get(case.owner_id)
    lead = stage.staff.lead_of(owner) if owner else None
    if lead and stage.plays(lead.person):
        handling.give_to(case=case, person=lead.person, by=case.owner, at=at)


def _comment(case_id: int, told: Fate, stage: Stage, at: datetime) -> None:
    case = _open(case_id, stage)
    if case and not case.answered_at:
        text = sentence("comments", case.owner.language, told.chances)
        handling.comment(case=case, text=text, by=case.owner, at=at)


def _answer(case_id: int, told: Fate, stage: Stage, at: datetime) -> None:
    case = _open(case_id, stage)
    if case is None or case.answered_at:
        return
    with translation.override(case.language):
        text = sentence("done" if told.resolved else "refused", case.language, told.chances)
        handling.answer(case=case, text=text.format(case_number=case.number), by=case.owner, at=at)
    stage.deliver(at)


def _close(case_id: int, told: Fate, stage: Stage, at: datetime) -> None:
    case = _open(case_id, stage)
    if case and case.answered_at:
        reason = "" if told.resolved else sentence("unresolved", case.owner.language, told.chances)
        closing.close(case=case, by=case.owner, resolved=told.resolved, reason=reason, at=at)


def _at_work(at: datetime, zone: ZoneInfo, chances: Chances) -> datetime:
    """Nobody answers a case at night: moved into office hours of that day or the next."""
    local = at.astimezone(zone)
    morning = local.replace(hour=9, minute=0) + timedelta(minutes=chances.seconds(2, 110))
    if local.hour >= 18:
        return morning + timedelta(days=1)
    return morning if local.hour < 9 else at
