from anyqtama.teamwork.models.alerts import Alert, AlertQuery
from anyqtama.teamwork.models.situations import Severity, Situation, SituationKind, SituationNote, SituationState, Told

__all__ = [
    "Alert",
    "AlertQuery",
    "Severity",
    "Situation",
    "SituationKind",
    "SituationNote",
    "SituationState",
    "Told",
]
