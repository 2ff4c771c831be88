"""Which adapter sends for a channel. A web chat has none: its page fetches what is new."""

from collections.abc import Callable, Mapping

from anyqtama.channels.adapters import console, email
from anyqtama.channels.messages import Outbound, Receipt

Send = Callable[[Outbound], Receipt]

SENDERS: Mapping[str, Send] = {"console": console.send, "email": email.send}


def sender(adapter: str) -> Send | None:
    """The sending function, or None where nothing is pushed."""
    return SENDERS.get(adapter)
