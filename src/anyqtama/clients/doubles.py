"""Cards that look like one client: found by the keys they share, scored, kept until somebody decides."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.db import transaction
from django.db.models import Count, Q, QuerySet

from anyqtama.clients.entries import Compared
from anyqtama.clients.matching import indexing, keys, scoring
from anyqtama.clients.matching.scoring import Card, Reason
from anyqtama.clients.models import Client, Likeness, MatchKey
from anyqtama.kernel import journal
from anyqtama.people.models import Person

MOST_COMPARED = 300
KEPT_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Match:
    """A card that stands for itself, how surely (0-100) it is the same client, and why."""

    client: Client
    score: int
    reasons: Sequence[Reason]


def near(card: Card, *, but: Sequence[int] = ()) -> list[Match]:
    """Cards like this one, the surest first; `but`: ids that are the card itself. Reads only."""
    wanted = {indexing.sealed(key) for key in keys.meeting(card)}
    compared = _candidates(wanted, but)
    if not compared:
        return []
    rarity = _rarities([card, *compared.values()])
    number = _number_of_cards()
    best: dict[int, Match] = {}
    roots = {client.pk: client.merged_into or client for client in compared}
    for client, other in compared.items():
        root = roots[client.pk]
        if root.pk in but or root.erased_at is not None:
            continue
        likeness = scoring.compare(card, other, cards=number, rarity=rarity.__getitem__)
        if likeness.score >= scoring.THRESHOLD and (root.pk not in best or best[root.pk].score < likeness.score):
            best[root.pk] = Match(root, likeness.score, likeness.reasons)
    return sorted(best.values(), key=lambda match: (-match.score, match.client.pk))


def _candidates(wanted: set[str], but: Sequence[int]) -> dict[Client, Card]:
    """Cards that share a key which is not too common, those that share most first."""
    found = MatchKey.objects.filter(key__in=wanted)
    common = found.values("key").annotate(number=Count("pk")).filter(number__gt=keys.MOST_CARDS)
    usual = set(common.values_list("key", flat=True))
    shared: dict[int, int] = defaultdict(int)
    for client_id in found.exclude(key__in=usual).exclude(client__in=list(but)).values_list("client_id", flat=True):
        shared[client_id] += 1
    ids = sorted(shared, key=lambda pk: (-shared[pk], pk))[:MOST_COMPARED]
    clients = Client.objects.filter(pk__in=ids).select_related("merged_into").prefetch_related("identities")
    return {client: indexing.card_of(client, client.identities.all()) for client in clients}


def _rarities(cards: Sequence[Card]) -> Mapping[str, float]:
    """Each folded word → the share of cards that have it."""
    by_key = {indexing.sealed(f"{keys.WORDS}{word}"): word for card in cards for word in scoring.words_of(card.name)}
    counted = MatchKey.objects.filter(key__in=by_key).values("key").annotate(number=Count("pk")).order_by()
    number = _number_of_cards()
    shares = dict.fromkeys(by_key.values(), 1 / number)
    return shares | {by_key[row["key"]]: row["number"] / number for row in counted}


def _number_of_cards() -> int:
    return max(2, cache.get_or_set("clients:number", Client.objects.count, KEPT_SECONDS) or 2)


def look(*, client: Client, at: datetime) -> list[Likeness]:
    """Keep what looks like this card today; open pairs that no longer look alike go, decided ones stay as they are."""
    matches = [] if client.merged_into_id or client.erased_at else near(_card(client), but=client.family())
    with transaction.atomic():
        known = {frozenset((row.first_id, row.second_id)): row for row in _of(client).select_for_update()}
        kept = []
        for match in matches:
            pair = frozenset((client.pk, match.client.pk))
            row = known.pop(pair, None) or Likeness(first_id=min(pair), second_id=max(pair), found_at=at)
            if not row.settled:
                row.score = match.score
                row.reasons = [[reason.what, round(reason.bits, 1)] for reason in match.reasons]
                row.save()
                kept.append(row)
        gone = [row.pk for row in known.values() if not row.settled]
        Likeness.objects.filter(pk__in=gone).delete()
    return kept


def _card(client: Client) -> Card:
    return indexing.card_of(client, client.identities.all())


def _of(client: Client) -> QuerySet[Likeness]:
    return Likeness.objects.filter(Q(first=client) | Q(second=client))


def open_pairs() -> QuerySet[Likeness]:
    """Undecided pairs of cards that stand for themselves, the surest first."""
    rows = Likeness.objects.filter(settled="", first__merged_into=None, second__merged_into=None)
    return rows.filter(first__erased_at=None, second__erased_at=None).order_by("-score", "pk")


def of_client(client: Client) -> QuerySet[Likeness]:
    return open_pairs().filter(Q(first=client) | Q(second=client)).select_related("first", "second")


def claim(*, client: Client, other: Client, what: str, at: datetime) -> Likeness:
    """Two cards were given the same number or address: that is said by the client, and weighs as much as can be."""
    pair = sorted((client.pk, other.pk))
    reasons = [[what, scoring.NUMBER_SAME]]
    row, _made = Likeness.objects.update_or_create(
        first_id=pair[0], second_id=pair[1],
        defaults={"score": 100, "reasons": reasons, "found_at": at, "settled": "", "settled_at": None},
    )  # fmt: skip
    return row


def differ(*, likeness: Likeness, by: Person, at: datetime) -> Likeness:
    """They are two clients: the pair is not shown again."""
    with transaction.atomic():
        row = Likeness.objects.select_for_update().select_related("first").get(pk=likeness.pk)
        if row.settled == Likeness.Settled.OPEN:
            row.settled, row.settled_at, row.settled_by = Likeness.Settled.DIFFERENT, at, by
            row.save(update_fields=["settled", "settled_at", "settled_by"])
            journal.write(Compared(row.second_id, row.score), subject=row.first, by=by.principal, at=at)
    return row
