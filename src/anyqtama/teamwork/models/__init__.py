from anyqtama.teamwork.models.alerts import Alert, AlertQuery
from anyqtama.teamwork.models.situations import Severity, Situation, SituationKind, SituationNote, SituationState, Told
from anyqtama.teamwork.models.webhooks import CallQuery, Webhook, WebhookCall, WebhookEvent

__all__ = [
    "Alert",
    "AlertQuery",
    "CallQuery",
    "Severity",
    "Situation",
    "SituationKind",
    "SituationNote",
    "SituationState",
    "Told",
    "Webhook",
    "WebhookCall",
    "WebhookEvent",
]
