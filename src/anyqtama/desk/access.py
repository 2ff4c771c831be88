"""Rights of the desk. `desk.use` itself is declared with the contacts; what follows is for programs beside us."""

from anyqtama.people.access import Rights

RIGHTS: Rights = {}

ANNOUNCE = "calls.announce"
"""The right of an API key to announce a call; people never have it."""
API_RIGHTS = (ANNOUNCE,)
