"""What readers say and look for: feedback becomes a task, a search without a result is kept for the editors."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.kernel import journal
from anyqtama.knowledge.entries import FeedbackClosed, FeedbackGiven
from anyqtama.knowledge.models import Article, ArticleUse, Feedback, SearchMiss
from anyqtama.people.models import Person

SHORTEST = 3
SAME_SEARCH = timedelta(seconds=60)
KEPT = timedelta(days=180)


class WordsNeeded(Exception):
    message = _("Say in a few words what is missing or wrong.")


def feed_back(*, article: Article, language: str, kind: str, text: str, by: Person, at: datetime) -> Feedback:
    """The same remark of the same person about the same text, still open, is written on instead of doubled."""
    text = text.strip()[:500]
    if not text and kind != Feedback.Kind.UNCLEAR:
        raise WordsNeeded
    with transaction.atomic():
        said = Feedback.objects.select_for_update().open().filter(article=article, language=language, kind=kind, by=by)
        found = said.first() or Feedback(article=article, language=language, kind=Feedback.Kind(kind), by=by)
        found.text, found.at = text, at
        found.save()
        journal.write(FeedbackGiven(article.code, kind), subject=article, by=by.principal, at=at)
    return found


def close(*, feedback: Feedback, answer: str, by: Person, at: datetime) -> Feedback:
    with transaction.atomic():
        feedback = Feedback.objects.select_for_update().select_related("article").get(pk=feedback.pk)
        if feedback.closed_at is None:
            feedback.closed_at, feedback.closed_by, feedback.answer = at, by, answer.strip()[:500]
            feedback.save(update_fields=["closed_at", "closed_by", "answer"])
            seconds = max(0, int((at - feedback.at).total_seconds()))
            entry = FeedbackClosed(feedback.article.code, seconds)
            journal.write(entry, subject=feedback.article, by=by.principal, at=at)
    return feedback


def note_miss(*, query: str, language: str, by: Person, at: datetime) -> SearchMiss | None:
    """Nothing was found. A word that is still being typed is one search, kept as it ended."""
    query = " ".join(query.casefold().split())[:100]
    if len(query) < SHORTEST:
        return None
    last = SearchMiss.objects.filter(person=by, at__gte=at - SAME_SEARCH).order_by("-at", "-pk").first()
    if last is not None and (query.startswith(last.query) or last.query.startswith(query)):
        if len(query) > len(last.query):
            last.query, last.at = query, at
            last.save(update_fields=["query", "at"])
        return last
    return SearchMiss.objects.create(query=query, language=language, person=by, at=at)


def settle(*, query: str, at: datetime) -> int:
    """The editors have written what was missing, or decided that it does not belong here."""
    return SearchMiss.objects.filter(query=query, settled=False, at__lte=at).update(settled=True)


def forget_misses(at: datetime) -> int:
    return SearchMiss.objects.filter(at__lt=at - KEPT).delete()[0]


def used(*, article: Article, by: Person, at: datetime) -> None:
    """Opened or inserted at the desk: what changes afterwards is shown to this person."""
    with transaction.atomic():
        use, made = ArticleUse.objects.select_for_update().get_or_create(
            article=article, person=by, defaults={"last_at": at}
        )
        if not made:
            use.last_at, use.times = at, use.times + 1
            use.save(update_fields=["last_at", "times"])
