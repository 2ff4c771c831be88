"""After a talk some clients rate it: kinder when they waited little and the matter was done."""

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from anyqtama.demo.content.shapes import Outcome
from anyqtama.demo.simulated.chances import Chances
from anyqtama.demo.simulated.said import sentence
from anyqtama.forms.responding import AnsweredAlready
from anyqtama.portal import rating as portal_rating
from anyqtama.portal.models import Visit

if TYPE_CHECKING:
    from anyqtama.demo.simulated.talks import Talk

RATES = 0.42
COMMENTS = 0.35
KIND, MIDDLING, SOUR = (58, 25, 9, 4, 4), (38, 30, 16, 8, 8), (10, 18, 24, 22, 26)
"""Weights of 5, 4, 3, 2, 1."""


def plan(talk: "Talk", at: datetime) -> None:
    answered = talk.contact.answered_at is not None
    if answered and talk.coming.dialogue.outcome != Outcome.ABUSIVE and talk.chances.happens(RATES):
        talk.stage.after(at, talk.chances.seconds(15, 240), partial(_rate, talk))


def _rate(talk: "Talk", at: datetime) -> None:
    visit = Visit.objects.select_related("client").get(pk=talk.visit.pk)
    if visit.contact_id != talk.contact.pk:  # they have written again meanwhile
        return
    chances = Chances(talk.coming.key, "rating")
    score = chances.weighted((5, 4, 3, 2, 1), _weights(talk))
    solved = chances.weighted(("yes", "partly", "no"), _solved(talk, score))
    comment = ""
    if chances.happens(COMMENTS if score > 2 else 2 * COMMENTS):
        comment = sentence(f"ratings.{score}", talk.contact.language, chances)
    try:
        portal_rating.rate(visit=visit, answers={"rating": score, "solved": solved}, comment=comment, way="", at=at)
    except AnsweredAlready:  # this browser has rated this talk
        return


def _weights(talk: "Talk") -> tuple[int, ...]:
    waited = talk.contact.waited_seconds(talk.contact.arrived_at)
    if talk.index < len(talk.lines) or waited > 180:
        return SOUR
    return MIDDLING if talk.case is not None or waited > 60 else KIND


def _solved(talk: "Talk", score: int) -> tuple[int, ...]:
    if score <= 2:
        return (8, 32, 60)
    return (40, 52, 8) if talk.case is not None else (84, 13, 3)
