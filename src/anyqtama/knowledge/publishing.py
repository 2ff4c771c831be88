"""Writing and publishing articles and scripts: each text change is a revision, each script change a version."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.kernel import journal
from anyqtama.kernel.principal import Principal
from anyqtama.knowledge import belonging, finding
from anyqtama.knowledge.entries import ArticlePublished, ScriptPublished
from anyqtama.knowledge.models import Article, ArticleRevision, ArticleText, Script, ScriptVersion
from anyqtama.people.models import Person


class NothingWritten(Exception):
    message = _("An article needs a title and a text in at least one language.")


class ChangedMeanwhile(Exception):
    message = _("Somebody published this article while you wrote. Your text is kept: read theirs in another window.")


class StepIncomplete(Exception):
    message = _("Each step needs a kind and a text; keys must differ.")


class ScriptChangedMeanwhile(Exception):
    message = _("Somebody published this script while you wrote. Your steps are kept: read theirs in another window.")


STEP_KINDS = ("say", "ask", "choose", "register")


def publish(
    *,
    code: str,
    texts: Mapping[str, tuple[str, str]],
    tags: Sequence[str],
    by: Person | None,
    at: datetime,
    topic_ids: Sequence[int] | None = None,
    seen_at: datetime | None = None,
) -> Article:
    """Make or change the article `code`; `texts`: language → (title, body). Unchanged texts keep their revision.

    `topic_ids` None leaves its topics as they are; `seen_at`: its `updated_at` when the writer began.
    """
    written = {language: (title.strip(), body.strip()) for language, (title, body) in texts.items() if title.strip()}
    if not written or not all(body for _title, body in written.values()):
        raise NothingWritten
    with transaction.atomic():
        article, _made = Article.objects.get_or_create(code=code, defaults={"updated_at": at, "published_at": at})
        article = Article.objects.select_for_update().get(pk=article.pk)
        if seen_at is not None and article.updated_at != seen_at:
            raise ChangedMeanwhile
        changed = [
            language for language, (title, body) in written.items() if _write(article, language, title, body, by, at)
        ]
        article.tags, article.updated_at, article.retired_at = list(tags), at, None
        article.published_at = article.published_at or at
        article.save()
        finding.index(article=article, at=at)
        author = by.principal if by else Principal.system("setup")
        if topic_ids is not None:
            belonging.topics().put(article=article, topic_ids=topic_ids, by=author, at=at)
        journal.write(ArticlePublished(code, changed), subject=article, by=author, at=at)
    return article


def publish_script(
    *,
    code: str,
    names: Mapping[str, str],
    steps: Sequence[Mapping[str, Any]],
    by: Person | None,
    at: datetime,
    seen_number: int | None = None,
) -> ScriptVersion:
    """A new version of the script `code`; contacts that run an older one keep it.

    `seen_number`: the version that the writer began with.
    """
    keys = [step.get("key") for step in steps]
    complete = all(step.get("kind") in STEP_KINDS and any(step.get("texts", {}).values()) for step in steps)
    if not steps or len(set(keys)) != len(keys) or not all(keys) or not complete:
        raise StepIncomplete
    with transaction.atomic():
        script, _made = Script.objects.update_or_create(code=code, defaults={"names": dict(names), "active": True})
        script = Script.objects.select_for_update().get(pk=script.pk)
        last = script.versions.order_by("-number").first()
        if seen_number is not None and seen_number != (last.number if last else 0):
            raise ScriptChangedMeanwhile
        version = ScriptVersion(
            script=script, number=last.number + 1 if last else 1, steps=list(steps), published_at=at, by=by
        )
        version.save(force_insert=True)
        author = by.principal if by else Principal.system("setup")
        journal.write(ScriptPublished(code, version.number), subject=script, by=author, at=at)
    return version


def _write(article: Article, language: str, title: str, body: str, by: Person | None, at: datetime) -> bool:
    text = ArticleText.objects.filter(article=article, language=language).first()
    if text and (text.title, text.body) == (title, body):
        return False
    if text is None:
        text = ArticleText(article=article, language=language, revision=0)
    text.title, text.body, text.updated_at = title, body, at
    text.revision += 1
    text.save()
    ArticleRevision(text=text, number=text.revision, title=title, body=body, by=by, at=at).save(force_insert=True)
    return True
