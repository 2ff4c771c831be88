"""What waits for those who write: approvals, feedback, reviews, translations behind, searches without a result."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from anyqtama.knowledge.models import Article, ArticleText, Draft, DraftState, Feedback, SearchMiss
from anyqtama.people import access
from anyqtama.people.models import Person

LOOK_BACK = timedelta(days=90)
SHOWN = 50


@dataclass(frozen=True, slots=True)
class Miss:
    query: str
    times: int
    people: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Work:
    drafts: Sequence[Draft]
    feedback: Sequence[Feedback]
    reviews: Sequence[Article]
    outdated: Sequence[ArticleText]
    misses: Sequence[Miss]


def of(person: Person, *, at: datetime) -> Work:
    """Everything that is open; drafts that wait for approval first."""
    drafts = Draft.objects.open().select_related("author", "decided_by")
    reviews = Article.objects.to_review(timezone.localdate(at)).select_related("owner").prefetch_related("texts")
    return Work(
        drafts=sorted(drafts, key=lambda draft: (draft.state != DraftState.WAITING, draft.saved_at)),
        feedback=list(Feedback.objects.open().select_related("article", "by").order_by("at")[:SHOWN]),
        reviews=list(reviews.order_by("review_on", "pk")[:SHOWN]),
        outdated=list(_outdated().select_related("article").order_by("updated_at", "pk")[:SHOWN]),
        misses=misses(at),
    )


def misses(at: datetime) -> list[Miss]:
    """What was searched most often and not found."""
    rows = SearchMiss.objects.filter(settled=False, at__gte=at - LOOK_BACK).values("query")
    counted = rows.annotate(times=Count("pk"), people=Count("person", distinct=True), last_at=Max("at"))
    return [Miss(**row) for row in counted.order_by("-times", "-last_at", "query")[:SHOWN]]


def approvals(person: Person) -> list[Draft]:
    """Drafts of others that wait for a colleague."""
    if not access.has_right(person, "knowledge.write"):
        return []
    waiting = Draft.objects.filter(state=DraftState.WAITING).exclude(author=person)
    return list(waiting.select_related("author").order_by("submitted_at", "pk")[:SHOWN])


def sent_back(person: Person) -> list[Draft]:
    """The person's own drafts that came back with a comment."""
    if not access.has_right(person, "knowledge.write"):
        return []
    mine = Draft.objects.filter(state=DraftState.WRITING, author=person).exclude(comment="")
    return list(mine.order_by("saved_at", "pk")[:SHOWN])


def reviews(person: Person, at: datetime) -> list[Article]:
    """Articles the person answers for, whose day of review is near or over."""
    if not access.has_right(person, "knowledge.write"):
        return []
    mine = Article.objects.to_review(timezone.localdate(at)).filter(owner=person)
    return list(mine.prefetch_related("texts").order_by("review_on", "pk")[:SHOWN])


def feedback(person: Person) -> list[Feedback]:
    """Remarks on articles the person answers for; those on nobody's articles wait for every editor."""
    if not access.has_right(person, "knowledge.write"):
        return []
    mine = Feedback.objects.open().filter(Q(article__owner=person) | Q(article__owner=None))
    return list(mine.select_related("article", "by").order_by("at", "pk")[:SHOWN])


def count(person: Person) -> int:
    """What the tab shows: waiting approvals and remarks."""
    waiting = Draft.objects.filter(state=DraftState.WAITING).exclude(author=person).count()
    return waiting + Feedback.objects.open().count()


def _outdated() -> QuerySet[ArticleText]:
    return ArticleText.objects.outdated().filter(article__retired_at=None)
