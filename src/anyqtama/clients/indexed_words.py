"""The words of a client's name, kept beside the card so that clients.finding is quick among a million."""

from collections.abc import Collection

from anyqtama.clients.models import Client, IndexedWord
from anyqtama.kernel.search import beginnings


def words_of(client: Client) -> set[bytes]:
    return beginnings.stored(client.name, beginnings.names)


def rows(client: Client) -> list[IndexedWord]:
    """As they are stored, for whoever stores many at once."""
    return [IndexedWord(client=client, word=word) for word in sorted(words_of(client))]


def write(client: Client) -> None:
    """The card is found by these words and no others. In the transaction of what changed its name."""
    wanted = words_of(client)
    known = {bytes(word) for word in IndexedWord.objects.filter(client=client).values_list("word", flat=True)}
    if known - wanted:
        IndexedWord.objects.filter(client=client, word__in=known - wanted).delete()
    if wanted - known:
        new = [row for row in rows(client) if row.word not in known]
        IndexedWord.objects.bulk_create(new, ignore_conflicts=True)


def forget(clients: Collection[int]) -> None:
    IndexedWord.objects.filter(client__in=clients).delete()
