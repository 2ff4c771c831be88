"""An article's text on a page, names in the reader's language, roles in words."""

from collections.abc import Mapping
from decimal import Decimal

from django import template
from django.forms.utils import flatatt
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from anyqtama.kernel import labels
from anyqtama.knowledge import markup, offering_words
from anyqtama.knowledge.models import Article
from anyqtama.knowledge.models.audience import roles_of
from anyqtama.knowledge.passages import Passage
from anyqtama.knowledge.spelling.field import attributes
from anyqtama.people.roles import Role

register = template.Library()


@register.simple_tag
def spelling(language: str) -> SafeString:
    """The attributes of a field whose spelling is looked at while one writes."""
    return flatatt(attributes(language))


@register.filter
def article_text(body: str) -> SafeString:
    """With the notes for operators."""
    return markup.html(str(body), picture_url=_picture)


@register.filter
def passage_text(passage: Passage) -> SafeString:
    return markup.html_of(passage.blocks, picture_url=_picture)


@register.filter
def said_text(body: str) -> str:
    """As it is said to a client."""
    return markup.plain(str(body))


@register.filter
def label(names: Mapping[str, str] | None) -> str:
    """Of {kk, ru, en} the reader's."""
    return labels.label(names or {})


@register.filter
def title_here(article: Article) -> str:
    """Its title in the reader's language; `texts` are prefetched."""
    return labels.label({text.language: text.title for text in article.texts.all()}, get_language()) or article.code


@register.filter
def roles(audience: str) -> list[str]:
    return [str(Role(role).label) for role in roles_of(audience)]


def _picture(number: int) -> str:
    return reverse("article_picture", args=[number])


@register.filter
def money(amount: Decimal) -> str:
    return offering_words.money(amount)
