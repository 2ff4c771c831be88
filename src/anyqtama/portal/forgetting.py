"""What the portal keeps of a client: the browsers they wrote from. Forgotten, a browser begins anew."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from secrets import token_hex

from anyqtama.clients.keeping import Keeper, nothing_holds, nothing_told
from anyqtama.portal.models import Visit


def erase(clients: Sequence[int], at: datetime) -> Mapping[str, int]:
    """The cookie leads nowhere afterwards; that there was a visit stays counted."""
    visits = list(Visit.objects.filter(client__in=clients))
    for visit in visits:
        visit.token_hash, visit.client, visit.address = token_hex(32), None, None
        visit.ended_at = visit.ended_at or at
        visit.save(update_fields=["token_hash", "client", "address", "ended_at"])
    return {"visits": len(visits)}


KEEPER = Keeper("visits", nothing_holds, erase, nothing_told)
