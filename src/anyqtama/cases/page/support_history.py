"""What the history says of support: clocks, known errors, words to the client, needs, incidents, reminders."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from anyqtama.cases.models import ClockOf
from anyqtama.cases.page.clocks import NAMES
from anyqtama.contacts.models import Topic
from anyqtama.ui import moments


@dataclass(frozen=True, slots=True)
class Told:
    icon: str
    what: str
    text: str = ""
    to_client: bool = False


def told(kind: str, said: Mapping[str, Any], row: Any) -> Told:
    """`row`: what was said to the client, where the entry is of that."""
    match kind:
        case "case.clocks_set":
            return Told("timer", _("support terms counted: %(number)s") % {"number": len(said["due"])})
        case "case.clock_stopped":
            return _stopped(said)
        case "case.recognised":
            return Told("search", _("recognised a known error: %(error)s") % {"error": said["error"]})
        case "case.client_told":
            return Told("send", _("told the client how it stands"), row.text if row else "", True)
        case "case.need_noted":
            topic = Topic.objects.filter(code=said["need"]).first() or said["need"]
            what = (
                _("offered besides, wanted: %(topic)s")
                if said["wanted"]
                else _("offered besides, not wanted: %(topic)s")
            )
            return Told("handshake", what % {"topic": topic})
        case "case.tree_step":
            return Told("git-branch", _("went a step on in finding the cause"))
        case "case.joined_incident":
            return Told("merge", _("joined it to the incident %(incident)s") % {"incident": said["incident"]})
        case "case.left_incident":
            return Told("split", _("took it out of the incident %(incident)s") % {"incident": said["incident"]})
        case "case.notice_refused":
            what = _("the notice of the incident %(incident)s could not do it")
            return Told("octagon-alert", what % {"incident": said["incident"]})
        case "case.reminded":
            return Told("alarm-clock", _("reminded, people told: %(number)s") % {"number": len(said["people"])})
        case _:
            return Told("history", kind)


def _stopped(said: Mapping[str, Any]) -> Told:
    name = str(NAMES.get(ClockOf(said["what"]), said["what"]))
    facts = {"clock": name, "time": moments.span(timedelta(seconds=said["seconds"]))}
    what = _("%(clock)s: after %(time)s, in time") if said["in_time"] else _("%(clock)s: after %(time)s, too late")
    return Told("timer", what % facts)
