"""What the desk keeps of a client: the number behind an announced call."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from anyqtama.clients.keeping import Keeper, nothing_holds, nothing_told
from anyqtama.desk.models import CallToken


def erase(clients: Sequence[int], at: datetime) -> Mapping[str, int]:
    empty = {"number_sealed": "", "number_masked": "", "external_id": ""}
    return {"calls": CallToken.objects.filter(contact__client__in=clients).update(**empty)}


KEEPER = Keeper("calls", nothing_holds, erase, nothing_told)
