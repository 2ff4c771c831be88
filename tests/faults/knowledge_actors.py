"""A writer who publishes and a desk that searches, each a process: `python -m tests.faults.knowledge_actors PART …`."""

import random
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from itertools import accumulate
from typing import Any

import django

django.setup()

from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from anyqtama.config import shipped  # noqa: E402
from anyqtama.kernel.models import SearchDocument, SearchVector  # noqa: E402
from anyqtama.kernel.search import packing  # noqa: E402
from anyqtama.knowledge import drafting, finding  # noqa: E402
from anyqtama.knowledge.models import Article, ArticleText  # noqa: E402
from anyqtama.people.models import Person  # noqa: E402
from anyqtama.people.roles import Role  # noqa: E402
from anyqtama.science import text as words  # noqa: E402
from tests import cast  # noqa: E402

BATCH = 500
PATIENCE_SECONDS = 60
SOON = timedelta(seconds=1)
SYLLABLES = ("ба", "ле", "ма", "қа", "рі", "ту", "шы", "но", "өр", "жа", "ди", "гү")


def word(number: int) -> str:
    """A word of its own for each number."""
    said = "сы"
    for _ in range(6):
        number, syllable = divmod(number, len(SYLLABLES))
        said += SYLLABLES[syllable]
    return said


def fill(passages: str) -> None:
    """So many articles of words drawn with a long tail, straight into the tables, as their verb would leave them."""
    shipped.load()
    cast.person(Role.TEAM_LEAD, login="author", whole_centre=True)
    chance, known = random.Random(1), [word(number + 1_000_000) for number in range(20_000)]
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(known))))
    for start in range(0, int(passages), BATCH):
        drawn = [
            chance.choices(known, cum_weights=weights, k=chance.randint(60, 160))
            for _ in range(start, min(start + BATCH, int(passages)))
        ]
        store(start, [(" ".join(said[:4]), " ".join(said)) for said in drawn])


def store(start: int, texts: list[tuple[str, str]]) -> None:
    at = timezone.now()
    vectors = [words.vector(title=title, text=body, language="kk") for title, body in texts]
    with transaction.atomic():
        articles = Article.objects.bulk_create(
            Article(code=f"filled-{start + place}", updated_at=at, published_at=at) for place in range(len(texts))
        )
        both = list(zip(articles, texts, strict=True))
        ArticleText.objects.bulk_create(
            ArticleText(article=article, language="kk", title=title, body=body, updated_at=at)
            for article, (title, body) in both
        )
        documents = SearchDocument.objects.bulk_create(
            SearchDocument(
                source=finding.SOURCE, object_id=str(article.pk), language="kk", title=title, summary=body, url="/",
                updated_at=at,
            )
            for article, (title, body) in both
        )  # fmt: skip
        SearchVector.objects.bulk_create(
            SearchVector(
                document=document, source=finding.SOURCE, length=vector.length, data=packing.vector_bytes(vector)
            )
            for document, vector in zip(documents, vectors, strict=True)
        )


def publish(first: str, times: str, how: str) -> None:
    """Tells of each the moment from which it should be found: when the button is pressed, or its own time."""
    author = Person.objects.get(login="author")
    for number in range(int(first), int(first) + int(times)):
        texts = {"kk": {"title": f"Жаңа {word(number)}", "body": f"Мәтін {word(number)} туралы", "source": ""}}
        content: dict[str, Any] = {"texts": texts, "owner": None, "review_months": None}
        content |= {"tags": [], "topics": [], "audience": []}
        at = timezone.now()
        publish_at = at + SOON if how == "timed" else None
        print((publish_at or at).timestamp(), flush=True)
        drafting.hand_in(
            kind="article", code=f"new-{number}", written=drafting.Written(content), step="publish", by=author, at=at,
            publish_at=publish_at,
        )  # fmt: skip
        time.sleep(0.5 + 0.07 * (number % 7))


def follow(first: str, times: str) -> None:
    """A desk that keeps looking for the next new article; tells when it found each."""
    reader = Person.objects.get(login="author")
    finding.search(person=reader, query=word(0), language="kk")
    print("ready", flush=True)
    for number in range(int(first), int(first) + int(times)):
        until = time.monotonic() + PATIENCE_SECONDS
        while f"new-{number}" not in {hit.code for hit in finding.search(
            person=reader, query=f"{word(number)} туралы", language="kk"
        )}:  # fmt: skip
            if time.monotonic() > until:
                raise SystemExit(f"{number} was not found within {PATIENCE_SECONDS} s")
            time.sleep(0.02)
        print(time.time(), flush=True)


def gathered() -> None:
    """Wait until the worker has gathered what was filled in."""
    while (fresh := SearchVector.objects.filter(fresh=True).count()) >= BATCH:
        time.sleep(0.2)
    print(f"fresh={fresh} all={SearchVector.objects.count()}")


PARTS: dict[str, Callable[..., None]] = {"fill": fill, "publish": publish, "follow": follow, "gathered": gathered}

if __name__ == "__main__":
    PARTS[sys.argv[1]](*sys.argv[2:])
