"""Which scripts fit a contact by topic, channel and language: the most specific first, and what each was chosen by."""

from collections.abc import Sequence
from dataclasses import dataclass

from anyqtama.knowledge.models import Script, ScriptUse

OWN, GROUP, EVERY = "own", "group", ""


@dataclass(frozen=True, slots=True)
class Fit:
    """`topic`: by the contact's own topic, by the group above it, or by none."""

    script: Script
    topic: str
    channel: bool
    language: bool

    @property
    def weight(self) -> tuple[int, int, int]:
        """The topic counts more than the channel, the channel more than the language."""
        return (OWN, GROUP, EVERY).index(self.topic), not self.channel, not self.language


def fitting(*, topic: str, group: str, channel: str, language: str) -> list[Fit]:
    """One query."""
    by_topic = {topic: OWN, group: GROUP} if topic else {}
    by_topic.pop("", None)
    rows = ScriptUse.objects.select_related("script").filter(
        script__active=True, topic__in=["", *by_topic], channel__in=["", channel], language__in=["", language]
    )
    return ordered(
        [Fit(use.script, by_topic.get(use.topic, EVERY), bool(use.channel), bool(use.language)) for use in rows]
    )


def ordered(fits: Sequence[Fit]) -> list[Fit]:
    return sorted(fits, key=lambda fit: fit.weight)
