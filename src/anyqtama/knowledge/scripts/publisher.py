"""Publishes what a draft of a script holds, in its author's name; a second person approves each version."""

from datetime import datetime

from anyqtama.knowledge import drafting, publishing
from anyqtama.knowledge.models import Draft, ScriptVersion
from anyqtama.people.models import Person


def publish(draft: Draft, by: Person, at: datetime) -> ScriptVersion:
    if draft.decided_by is None or draft.decided_by_id == draft.author_id:
        raise drafting.SecondPersonNeeded
    content = draft.content
    return publishing.publish_script(
        code=draft.code, names=content["names"], steps=content["steps"], by=by, at=at, seen_number=content["number"],
        uses=[publishing.Use(*use) for use in content["uses"]], approved_by=draft.decided_by,
        news=drafting.news_of(draft),
    )  # fmt: skip
