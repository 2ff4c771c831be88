"""Publishing articles and scripts: each text change is a revision, each script change a version; people are told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anyqtama.kernel import journal
from anyqtama.kernel.principal import Principal
from anyqtama.knowledge import belonging, checking, finding, telling
from anyqtama.knowledge.entries import ArticlePublished, ScriptPublished
from anyqtama.knowledge.models import Article, ArticleRevision, ArticleText, Script, ScriptUse, ScriptVersion
from anyqtama.knowledge.models.audience import packed
from anyqtama.knowledge.telling import News
from anyqtama.people.models import Person


class NothingWritten(Exception):
    message = _("An article needs a title and a text in at least one language.")


class ChangedMeanwhile(Exception):
    message = _("Somebody published this article while you wrote. Your text is kept: read theirs in another window.")


class TranslatesItself(Exception):
    message = _("A text cannot be the translation of itself. Choose another language, or “written in this language”.")


class NoOriginal(Exception):
    message = _("A translation needs its original: write the text in that language too.")


class StepIncomplete(Exception):
    message = _("Each step needs a kind and a text; keys must differ.")


class ScriptChangedMeanwhile(Exception):
    message = _("Somebody published this script while you wrote. Your steps are kept: read theirs in another window.")


class UseTaken(Exception):
    """Names the script that these contacts follow already."""

    def __init__(self, script: Script) -> None:
        super().__init__(script.code)
        told = _("Contacts of the same topic, channel and language follow “%(script)s” already. Say them more exactly.")
        self.message = told % {"script": script}


STEP_KINDS = ("say", "ask", "choose", "compute", "look_up", "register", "hand_over")


@dataclass(frozen=True, slots=True)
class Facts:
    """What belongs to an article as a whole. `sources`: language → the language it was translated from."""

    audience: Sequence[str] = ()
    two_people: bool = False
    owner_id: int | None = None
    review_months: int | None = None
    sources: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Use:
    """A kind of contacts a script is for; what is empty fits every contact."""

    topic: str = ""
    channel: str = ""
    language: str = ""


def publish(
    *,
    code: str,
    texts: Mapping[str, tuple[str, str]],
    tags: Sequence[str],
    by: Person | None,
    at: datetime,
    topic_ids: Sequence[int] | None = None,
    seen_at: datetime | None = None,
    facts: Facts | None = None,
    news: News | None = None,
) -> Article:
    """Make or change the article `code`; `texts`: language → (title, body). Unchanged texts keep their revision.

    `topic_ids`, `facts` None leave them as they are; `seen_at`: its `updated_at` when the writer began; `news` None:
    nobody is told.
    """
    written = {language: (title.strip(), body.strip()) for language, (title, body) in texts.items() if title.strip()}
    if not written or not all(body for _title, body in written.values()):
        raise NothingWritten
    if facts is not None:
        _check_sources(facts.sources, written)
    with transaction.atomic():
        article, _made = Article.objects.get_or_create(code=code, defaults={"updated_at": at, "published_at": at})
        article = Article.objects.select_for_update().get(pk=article.pk)
        if seen_at is not None and article.updated_at != seen_at:
            raise ChangedMeanwhile
        changed = [
            language for language, (title, body) in written.items() if _write(article, language, title, body, by, at)
        ]
        if facts is not None:
            _put(article, facts, at)
        article.tags, article.updated_at, article.retired_at, article.retired_why = list(tags), at, None, ""
        article.published_at = article.published_at or at
        article.save()
        if facts is not None:
            _derive(article, facts.sources, changed)
        finding.index(article=article, at=at)
        author = by.principal if by else Principal.system("setup")
        if topic_ids is not None:
            belonging.topics().put(article=article, topic_ids=topic_ids, by=author, at=at)
        journal.write(ArticlePublished(code, changed), subject=article, by=author, at=at)
        if news is not None:
            titles = {language: title for language, (title, _body) in written.items()}
            telling.tell(
                about=article,
                kind="article",
                code=code,
                url=f"/knowledge/{code}/",
                names=titles,
                news=news,
                by=by,
                at=at,
            )
    return article


def next_review(months: int | None, at: datetime) -> date | None:
    """So many months from now, at most the last day of that month."""
    if not months:
        return None
    today = timezone.localdate(at)
    year, month = divmod(today.month - 1 + months, 12)
    for day in range(today.day, today.day - 4, -1):
        try:
            return date(today.year + year, month + 1, day)
        except ValueError:
            continue
    return None


def publish_script(
    *,
    code: str,
    names: Mapping[str, str],
    steps: Sequence[Mapping[str, Any]],
    by: Person | None,
    at: datetime,
    seen_number: int | None = None,
    uses: Sequence[Use] | None = None,
    approved_by: Person | None = None,
    news: News | None = None,
) -> ScriptVersion:
    """A new version of the script `code`; contacts that run an older one keep it.

    `seen_number`: the version that the writer began with; `uses` None leaves them as they are; `news` None: nobody is
    told.
    """
    keys = [step.get("key") for step in steps]
    complete = all(step.get("kind") in STEP_KINDS and any(step.get("texts", {}).values()) for step in steps)
    if not steps or len(set(keys)) != len(keys) or not all(keys) or not complete:
        raise StepIncomplete
    checking.check(steps)
    with transaction.atomic():
        script, _made = Script.objects.update_or_create(code=code, defaults={"names": dict(names), "active": True})
        script = Script.objects.select_for_update().get(pk=script.pk)
        last = script.versions.order_by("-number").first()
        if seen_number is not None and seen_number != (last.number if last else 0):
            raise ScriptChangedMeanwhile
        if uses is not None:
            _use(script, uses)
        version = ScriptVersion(
            script=script, number=last.number + 1 if last else 1, steps=list(steps), published_at=at, by=by,
            approved_by=approved_by,
        )  # fmt: skip
        version.save(force_insert=True)
        author = by.principal if by else Principal.system("setup")
        journal.write(ScriptPublished(code, version.number), subject=script, by=author, at=at)
        if news is not None:
            telling.tell(about=script, kind="script", code=code, url=f"/knowledge/scripts/{code}/", names=names,
                         news=news, by=by, at=at)  # fmt: skip
    return version


def _use(script: Script, uses: Sequence[Use]) -> None:
    wanted = {(use.topic, use.channel, use.language) for use in uses}
    others = ScriptUse.objects.exclude(script=script).select_related("script")
    for use in others.filter(topic__in=[topic for topic, _channel, _language in wanted]):
        if (use.topic, use.channel, use.language) in wanted:
            raise UseTaken(use.script)
    script.uses.all().delete()
    ScriptUse.objects.bulk_create(
        ScriptUse(script=script, topic=topic, channel=channel, language=language)
        for topic, channel, language in sorted(wanted)
    )


def _check_sources(sources: Mapping[str, str], written: Mapping[str, Any]) -> None:
    """Every translation leads to a text that was written, never round in a circle."""
    for language in sources:
        passed, here = {language}, language
        while source := sources.get(here, ""):
            if source in passed:
                raise TranslatesItself
            if source not in written:
                raise NoOriginal
            passed.add(source)
            here = source


def _put(article: Article, facts: Facts, at: datetime) -> None:
    article.audience, article.two_people = packed(facts.audience), facts.two_people
    article.owner_id = facts.owner_id
    if facts.review_months != article.review_months or article.review_on is None:
        article.review_on = next_review(facts.review_months, at)
    article.review_months = facts.review_months


def _derive(article: Article, sources: Mapping[str, str], changed: Sequence[str]) -> None:
    """A translation that was written now is of the original as it is now; one left alone stays of what it was of."""
    texts = {text.language: text for text in article.texts.all()}
    for language, text in texts.items():
        source = sources.get(language, "")
        if source == text.source_language and language not in changed:
            continue
        text.source_language = source
        text.source_revision = texts[source].revision if source else None
        text.save(update_fields=["source_language", "source_revision"])


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
