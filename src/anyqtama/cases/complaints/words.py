"""Outcomes and results as screens say them: a shape and a word."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from anyqtama.cases.models import CheckResult, Outcome

OUTCOMES: Mapping[str, Promise] = {
    Outcome.FULL: pgettext_lazy("decision on a complaint", "Upheld in full"),
    Outcome.PART: pgettext_lazy("decision on a complaint", "Upheld in part"),
    Outcome.NOT: pgettext_lazy("decision on a complaint", "Not upheld"),
}
OUTCOME_SHAPES: Mapping[str, str] = {Outcome.FULL: "bad", Outcome.PART: "attention", Outcome.NOT: "neutral"}
RESULTS: Mapping[str, Promise] = {
    CheckResult.CONFIRMED: pgettext_lazy("result of a check", "Confirmed"),
    CheckResult.REFUTED: pgettext_lazy("result of a check", "Not confirmed"),
    CheckResult.UNCLEAR: pgettext_lazy("result of a check", "Could not be established"),
}
RESULT_SHAPES: Mapping[str, str] = {
    CheckResult.CONFIRMED: "attention", CheckResult.REFUTED: "good", CheckResult.UNCLEAR: "neutral",
}  # fmt: skip
