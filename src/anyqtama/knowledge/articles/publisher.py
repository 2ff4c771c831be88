"""Publishes what a draft of an article holds, in its author's name."""

from datetime import datetime

from anyqtama.knowledge import drafting, publishing
from anyqtama.knowledge.articles.forms import seen_at
from anyqtama.knowledge.models import Article, Draft
from anyqtama.people.models import Person


def publish(draft: Draft, by: Person, at: datetime) -> Article:
    content = draft.content
    strict = Article.objects.filter(code=draft.code, two_people=True).exists()
    if strict and draft.decided_by_id == draft.author_id:
        raise drafting.SecondPersonNeeded
    sources = {
        code: said["source"] for code, said in content["texts"].items() if said["source"] and said["title"].strip()
    }
    facts = publishing.Facts(
        audience=content["audience"],
        two_people=draft.two_people,
        owner_id=content["owner"],
        review_months=content["review_months"],
        sources=sources,
    )
    return publishing.publish(
        code=draft.code, texts={code: (said["title"], said["body"]) for code, said in content["texts"].items()},
        tags=content["tags"], topic_ids=content["topics"], seen_at=seen_at(content), facts=facts,
        news=drafting.news_of(draft), by=by, at=at,
    )  # fmt: skip
