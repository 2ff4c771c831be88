"""The ways that contacts took through a script: asked by the knowledge base for where people leave it."""

from collections.abc import Iterator

from anyqtama.contacts.models import ContactState, ScriptRun
from anyqtama.knowledge.following import Run
from anyqtama.knowledge.models import ScriptVersion

MOST = 5_000


def runs(version: ScriptVersion) -> Iterator[Run]:
    """The newest ones."""
    rows = ScriptRun.objects.filter(version=version).order_by("-updated_at").values_list("answers", "contact__state")
    for answers, state in rows[:MOST]:
        yield Run(answers, over=state == ContactState.CLOSED)
