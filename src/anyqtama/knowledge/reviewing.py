"""An article's later life: read again and found true, or retired."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.kernel import journal
from anyqtama.knowledge import finding
from anyqtama.knowledge.entries import ArticleRetired, ArticleReviewed
from anyqtama.knowledge.models import Article
from anyqtama.knowledge.publishing import next_review
from anyqtama.people.models import Person


class WhyNeeded(Exception):
    message = _("Say why it is retired: colleagues who look for it will read it.")


def confirm(*, article: Article, by: Person, at: datetime) -> Article:
    """It is still true; the next review is planned from today."""
    with transaction.atomic():
        article = Article.objects.select_for_update().get(pk=article.pk)
        article.review_on = next_review(article.review_months, at)
        article.save(update_fields=["review_on"])
        said = article.review_on.isoformat() if article.review_on else ""
        journal.write(ArticleReviewed(article.code, said), subject=article, by=by.principal, at=at)
    return article


def retire(*, article: Article, why: str, by: Person, at: datetime) -> Article:
    """No longer found or offered; its revisions stay. Publishing it again brings it back."""
    why = why.strip()[:300]
    if not why:
        raise WhyNeeded
    with transaction.atomic():
        article = Article.objects.select_for_update().get(pk=article.pk)
        if article.retired_at is None:
            article.retired_at, article.retired_why, article.updated_at = at, why, at
            article.save(update_fields=["retired_at", "retired_why", "updated_at"])
            finding.index(article=article, at=at)
            journal.write(ArticleRetired(article.code, why), subject=article, by=by.principal, at=at)
    return article
