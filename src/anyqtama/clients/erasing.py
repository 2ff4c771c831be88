"""Forgetting a client as the law asks: names, numbers and words go; counts, times and the journal's chain stay."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anyqtama.clients import indexed_words, keeping
from anyqtama.clients.entries import Erased
from anyqtama.clients.models import (
    Block,
    Client,
    Corrected,
    DoNotContact,
    FieldReport,
    Finding,
    Identity,
    Likeness,
    MatchKey,
    Merge,
    Representation,
)
from anyqtama.kernel import journal
from anyqtama.people.models import Person

GROUNDS = ("request", "withdrawn", "purpose_over", "court")


class NotYet(Exception):
    """`holds`: what must end first."""

    message = _("The data cannot be erased yet.")

    def __init__(self, holds: list[str]) -> None:
        super().__init__(str(self.message))
        self.holds = holds


class ErasedAlready(Exception):
    message = _("The data of this client was erased already.")


def erase(*, client: Client, ground: str, by: Person, at: datetime) -> Client:
    """Erase the card, those merged into it, and what every package keeps of them. It cannot be taken back."""
    assert ground in GROUNDS
    with transaction.atomic():
        client = Client.objects.select_for_update().get(pk=client.pk)
        if client.erased_at is not None:
            raise ErasedAlready
        ids = client.family()
        if holds := [hold for keeper in keeping.keepers() for hold in keeper.holds(ids)]:
            raise NotYet(holds)
        forgotten: dict[str, int] = {}
        for keeper in keeping.keepers():
            for sort, number in keeper.erase(ids, at).items():
                forgotten[sort] = forgotten.get(sort, 0) + number
        forgotten["identities"] = _forget_cards(list(ids), at)
        journal.write(Erased(ground, forgotten), subject=client, by=by.principal, at=at)
    return Client.objects.get(pk=client.pk)


def _forget_cards(ids: list[int], at: datetime) -> int:
    number, _rows = Identity.objects.filter(client__in=ids).delete()
    MatchKey.objects.filter(client__in=ids).delete()
    indexed_words.forget(ids)
    Likeness.objects.filter(Q(first__in=ids) | Q(second__in=ids)).delete()
    Merge.objects.filter(Q(kept__in=ids) | Q(folded__in=ids)).update(taken={}, replaced={})
    Corrected.objects.filter(client__in=ids).update(before={}, after={})
    Block.objects.filter(client__in=ids).update(reason="")
    DoNotContact.objects.filter(client__in=ids).update(reason="")
    Finding.objects.filter(client__in=ids).update(reason="")
    Finding.objects.open().filter(client__in=ids).update(ended=Finding.Ended.MENDED, ended_at=at)
    powers = Representation.objects.filter(Q(client__in=ids) | Q(agent__in=ids))
    powers.update(document="")
    powers.filter(ended_at=None).update(ended_at=at)
    reports = FieldReport.objects.filter(record="client", object_id__in=[str(pk) for pk in ids])
    for pk in reports.values_list("pk", flat=True):
        journal.erase_personal(subject_kind="fieldreport", subject_id=str(pk))
    reports.update(title="", text="", answer="")
    nothing = {"name": "", "address": "", "place": {}, "needs": [], "notes": ""}
    Client.objects.filter(pk__in=ids).update(**nothing, erased_at=at)
    for pk in ids:
        journal.erase_personal(subject_kind="client", subject_id=str(pk))
    return number
