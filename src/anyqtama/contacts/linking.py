"""Saying to which topics an article of the knowledge base belongs: there it is offered beside the talk."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from anyqtama.contacts.entries import ArticleLinked
from anyqtama.contacts.models import Topic
from anyqtama.kernel import journal
from anyqtama.kernel.principal import Principal
from anyqtama.knowledge.models import Article


def link(*, article: Article, topic_ids: Sequence[int], by: Principal, at: datetime) -> None:
    """The article's topics are these and no others. Unchanged, nothing is journalled."""
    rows = Topic.articles.through.objects
    with transaction.atomic():
        wanted = set(Topic.objects.filter(pk__in=topic_ids).values_list("pk", flat=True))
        known = set(rows.select_for_update().filter(article=article).values_list("topic_id", flat=True))
        if wanted == known:
            return
        rows.filter(article=article, topic__in=known - wanted).delete()
        rows.bulk_create([Topic.articles.through(article=article, topic_id=pk) for pk in sorted(wanted - known)])
        codes = list(Topic.objects.filter(pk__in=wanted).order_by("code").values_list("code", flat=True))
        journal.write(ArticleLinked(article.code, codes), subject=article, by=by, at=at)


def topics_of(article: Article) -> list[tuple[int, str]]:
    return [(topic.pk, str(topic)) for topic in Topic.objects.filter(articles=article).order_by("order", "id")]
