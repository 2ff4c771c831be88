"""The declared indicators and their formulas. Nothing else in the product computes one of these figures."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise

from anyqtama.metrics import formulas, words
from anyqtama.metrics.measure import Measure
from anyqtama.metrics.scope import Scope
from anyqtama.people.roles import Role


class Unit(StrEnum):
    PERCENT = "percent"
    SECONDS = "seconds"
    COUNT = "count"
    RATIO = "ratio"
    DAYS = "days"
    HOURS = "hours"


class Better(StrEnum):
    """Which way is better; NEITHER: a figure to keep steady, not a stick."""

    UP = "up"
    DOWN = "down"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure: `row` is its line in docs/metrics (1-52), `sources` the journal entries it is made of."""

    key: str
    row: int
    unit: Unit
    better: Better
    usual_target: float | None
    owner: Role
    sources: tuple[str, ...]
    compute: Callable[[Scope], Measure]

    @property
    def name(self) -> str | Promise:
        return words.NAMES[self.key]

    @property
    def formula(self) -> str | Promise:
        return words.FORMULAS[self.key]


ARRIVED, ANSWERED, ABANDONED = "contact.arrived", "contact.answered", "contact.abandoned"
SEGMENT, CLOSED, RATED = "contact.segment_ended", "contact.closed", "form.responded"
CASES = ("case.registered", "case.answered", "case.closed")
LEAD, HEAD = Role.TEAM_LEAD, Role.HEAD
UP, DOWN, NEITHER = Better.UP, Better.DOWN, Better.NEITHER

_DECLARED = (
    Indicator("service_level_a", 1, Unit.PERCENT, UP, 80, LEAD, (ANSWERED, ABANDONED), formulas.service_level_a),
    Indicator("service_level_b", 2, Unit.PERCENT, UP, 80, LEAD, (ANSWERED,), formulas.service_level_b),
    Indicator("service_level_c", 2, Unit.PERCENT, UP, 80, LEAD, (ANSWERED, ABANDONED), formulas.service_level_c),
    Indicator(
        "service_level_d", 2, Unit.PERCENT, UP, 80, LEAD, (ARRIVED, ANSWERED, ABANDONED), formulas.service_level_d
    ),
    Indicator("asa", 3, Unit.SECONDS, DOWN, 30, LEAD, (ANSWERED,), formulas.asa),
    Indicator("longest_wait", 4, Unit.SECONDS, DOWN, None, LEAD, (ARRIVED, ANSWERED, ABANDONED), formulas.longest_wait),
    Indicator("wait_p90", 4, Unit.SECONDS, DOWN, None, LEAD, (ARRIVED, ANSWERED, ABANDONED), formulas.wait_p90),
    Indicator("wait_p95", 4, Unit.SECONDS, DOWN, None, LEAD, (ARRIVED, ANSWERED, ABANDONED), formulas.wait_p95),
    Indicator("abandonment", 5, Unit.PERCENT, DOWN, 5, LEAD, (ARRIVED, ABANDONED), formulas.abandonment),
    Indicator("short_abandons", 5, Unit.COUNT, NEITHER, None, LEAD, (ABANDONED,), formulas.short_abandons),
    Indicator("blockage", 6, Unit.PERCENT, DOWN, 1, HEAD, (ARRIVED, "contact.refused"), formulas.blockage),
    Indicator("aht", 7, Unit.SECONDS, NEITHER, None, LEAD, (SEGMENT,), formulas.aht),
    Indicator("aht_contact", 7, Unit.SECONDS, NEITHER, None, LEAD, (SEGMENT,), formulas.aht_contact),
    Indicator("acw_share", 8, Unit.PERCENT, DOWN, 20, LEAD, (SEGMENT,), formulas.acw_share),
    Indicator("hold_share", 8, Unit.PERCENT, DOWN, None, LEAD, (SEGMENT,), formulas.hold_share),
    Indicator("transfer_rate", 8, Unit.PERCENT, DOWN, 10, LEAD, (SEGMENT,), formulas.transfer_rate),
    Indicator("concurrency", 9, Unit.RATIO, NEITHER, None, LEAD, (SEGMENT,), formulas.concurrency),
    Indicator("effective_aht", 9, Unit.SECONDS, NEITHER, None, LEAD, (SEGMENT,), formulas.effective_aht),
    Indicator("first_response", 10, Unit.PERCENT, UP, 90, LEAD, CASES[:2], formulas.first_response_on_time),
    Indicator("backlog", 11, Unit.COUNT, DOWN, 0, LEAD, CASES, formulas.backlog),
    Indicator("backlog_age_p90", 11, Unit.DAYS, DOWN, None, LEAD, CASES, formulas.backlog_age_p90),
    Indicator("backlog_days", 11, Unit.DAYS, DOWN, None, HEAD, CASES, formulas.backlog_days),
    Indicator("fcr", 12, Unit.PERCENT, UP, 75, LEAD, (ARRIVED, CLOSED), formulas.fcr),
    Indicator("fcr_survey", 13, Unit.PERCENT, UP, 75, LEAD, (RATED,), formulas.fcr_survey),
    Indicator("resolution_rate", 14, Unit.PERCENT, UP, 85, HEAD, (CASES[2],), formulas.resolution_rate),
    Indicator("repeat_rate", 15, Unit.PERCENT, DOWN, 15, HEAD, (ARRIVED,), formulas.repeat_rate),
    Indicator("csat", 44, Unit.PERCENT, UP, 80, LEAD, (RATED,), formulas.csat),
)

INDICATORS: Mapping[str, Indicator] = {indicator.key: indicator for indicator in _DECLARED}
SERVICE_LEVELS: Mapping[str, str] = {letter: f"service_level_{letter.lower()}" for letter in "ABCD"}
"""A queue's formula letter → the indicator that counts it."""
