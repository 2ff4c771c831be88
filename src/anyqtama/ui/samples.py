"""The examples of the style guide: fixed moments and invented people, so that its pictures can be compared."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from anyqtama.ui.inputs import DayField, FileInput, MomentField

MORNING = datetime(2026, 11, 24, 5, 41, tzinfo=UTC)


class Example(forms.Form):
    """One field of each kind; `?check` fills it with what a hurried person might send."""

    name = forms.CharField(label=gettext_lazy("Name"), help_text=gettext_lazy("As in the document, family name first."))
    within = forms.IntegerField(label=gettext_lazy("Answer within, seconds"), min_value=5, max_value=120)
    topic = forms.ChoiceField(
        label=gettext_lazy("Topic"), choices=[("", "—"), ("light", gettext_lazy("Street lighting"))]
    )
    words = forms.CharField(label=gettext_lazy("Your words"), widget=forms.Textarea(attrs={"rows": 2}), required=False)
    answer_by = forms.ChoiceField(
        label=gettext_lazy("How shall the answer come?"),
        choices=[("sms", "SMS"), ("chat", gettext_lazy("To this chat")), ("call", gettext_lazy("By phone"))],
        widget=forms.RadioSelect,
    )
    since = DayField(label=gettext_lazy("Since"), required=False)
    until = MomentField(label=gettext_lazy("Until"), required=False)
    papers = forms.FileField(label=gettext_lazy("Papers"), required=False, widget=FileInput())
    urgent = forms.BooleanField(label=gettext_lazy("Somebody is in danger"), required=False)


def samples(*, at: datetime) -> dict[str, Any]:
    here = reverse("ui:styleguide")
    return {
        "morning": MORNING,
        "me": "Сағындықова Әсел",
        "alerts": {"url": "#alerts", "count": 2},
        "my_state": {
            "word": gettext("Available"),
            "shape": "good",
            "since": at - timedelta(seconds=5050),
            "seconds": 5050,
            "url": here,
            "choices": [
                {"label": gettext("Available"), "value": "available", "shape": "good", "current": True},
                {"label": gettext("Break"), "value": "break", "shape": "neutral"},
            ],
        },
        "navigation": [
            [
                {"label": gettext("My day"), "url": "/", "icon": "house"},
                {"label": gettext("Desk"), "url": "#desk", "icon": "headphones", "count": 3},
                {"label": gettext("Cases"), "url": here, "icon": "clipboard-list", "count": 12, "current": True},
                {"label": gettext("Clients"), "url": "#clients", "icon": "contact"},
                {"label": gettext("Knowledge"), "url": "#knowledge", "icon": "book"},
            ],
            [
                {"label": gettext("Tasks"), "url": "#tasks", "icon": "square-check", "count": 4},
                {"label": gettext("Results"), "url": "#results", "icon": "goal"},
            ],
        ],
        "tabs": [
            {"label": gettext("My open"), "url": "#1", "count": 12, "current": True},
            {"label": gettext("Due today"), "url": "#2", "count": 9},
            {"label": gettext("Returned"), "url": "#3", "count": 0},
        ],
        "segments": [
            {"label": gettext("Day"), "url": "#day", "current": True},
            {"label": gettext("Week"), "url": "#week"},
            {"label": gettext("4 weeks"), "url": "#month"},
        ],
        "crumbs": [{"label": gettext("Cases"), "url": here}, {"label": "AQ-2026-018402"}],
        "states": [
            ("good", gettext("available")),
            ("attention", gettext("due soon")),
            ("bad", gettext("late")),
            ("info", gettext("with department")),
            ("neutral", gettext("break")),
            ("running", gettext("with client")),
        ],
        "falling": [81, 79, 82, 78, 80, 77, 76],
        "rising": [88, 90, 89, 92, 94, 93, 96],
        "offer": {
            "name": "Серікбаева Гүлнәр Тоқтарқызы",
            "queue": gettext("City services · chat"),
            "topic": gettext("Waste collection"),
            "waited": 38,
            "until": at + timedelta(seconds=14),
            "seconds": 14,
            "total": 20,
            "accept_url": here,
            "later_url": here,
        },
        "clock": {
            "shape": "attention",
            "amount": gettext("52 min"),
            "words": gettext("until due"),
            "due": datetime(2026, 11, 24, 6, 30, tzinfo=UTC),
            "days": [
                {
                    "label": "23.11",
                    "parts": [
                        {"kind": "off", "x": 0, "width": 28},
                        {"kind": "counted", "x": 28, "width": 16},
                        {"kind": "off", "x": 44, "width": 11},
                        {"kind": "counted", "x": 55, "width": 45},
                    ],
                },
                {
                    "label": "24.11",
                    "parts": [
                        {"kind": "counted", "x": 0, "width": 18},
                        {"kind": "remaining", "x": 18, "width": 9},
                    ],
                    "foot": "11:30",
                },
            ],
            "sums": [
                {"label": gettext("Service promise, high priority"), "value": gettext("8 working h"), "strong": True},
                {"label": "23.11, 11:30–18:00", "value": gettext("5 h 30 min")},
                {"label": "24.11, 09:00–11:30", "value": gettext("2 h 30 min")},
            ],
            "law": gettext("No term by law: the request is not signed."),
        },
        "changes": [{"field": gettext("Priority"), "old": gettext("usual"), "new": gettext("high")}],
        "photo": {"name": "aula-47-tun.jpg", "note": gettext("1.8 MB · checked"), "url": "#file", "icon": "image"},
    }
