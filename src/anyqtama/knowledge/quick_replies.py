"""Quick replies: filling placeholders by plain substitution, so that no template can reach into objects."""

import re
from collections.abc import Mapping

from anyqtama.kernel.labels import label
from anyqtama.knowledge.models import QuickReply

PLACEHOLDERS = ("client_name", "operator_name", "case_number", "due", "queue", "new_queue")
NEW_QUEUE = "new_queue"
"""Known only while a talk is handed on: such a reply is offered there, not beside the others."""
_PLACE = re.compile(r"\{(\w+)\}")


def fill(reply: QuickReply, *, language: str, values: Mapping[str, str]) -> str:
    """The reply's text in `language`. A placeholder without a value stays as it is: the operator sees the gap."""
    return _PLACE.sub(lambda found: values.get(found[1], "") or found[0], label(reply.texts, language))


def gaps(text: str) -> list[str]:
    """The placeholders that filling left in a text."""
    return [name for name in dict.fromkeys(_PLACE.findall(text)) if name in PLACEHOLDERS]


def hands_on(reply: QuickReply) -> bool:
    return any(NEW_QUEUE in _PLACE.findall(text) for text in reply.texts.values())


def missing(texts: Mapping[str, str]) -> dict[str, list[str]]:
    """Language → the placeholders that another language has and it has not."""
    found = {language: set(_PLACE.findall(text)) for language, text in texts.items() if text}
    every = set().union(*found.values()) if found else set()
    return {language: sorted(every - has) for language, has in found.items() if every - has}


def unknown_placeholders(text: str) -> list[str]:
    return sorted(set(_PLACE.findall(text)) - set(PLACEHOLDERS))
