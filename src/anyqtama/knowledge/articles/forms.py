"""What the form of an article accepts: a title and a text in each language, tags, topics."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anyqtama.kernel.labels import LANGUAGES
from anyqtama.knowledge import belonging
from anyqtama.knowledge.models import Article

OWN_NAMES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}
LONGEST = 20_000
RESERVED = frozenset({"new", "replies", "scripts"})
"""Words that are addresses of their own beside the articles'."""


class ArticleForm(forms.Form):
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    code = forms.SlugField(
        label=_("Code"), max_length=60, help_text=_("Latin letters, digits and hyphens: it becomes the address.")
    )
    tags = forms.CharField(label=_("Tags, by commas"), required=False, max_length=300)
    topics = forms.TypedMultipleChoiceField(
        label=_("Topics"),
        required=False,
        coerce=int,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_("Beside contacts of these topics the article is offered first."),
    )

    def __init__(self, *given: Any, article: Article | None = None, **named: Any) -> None:
        super().__init__(*given, **named)
        for language in LANGUAGES:
            self.fields[f"title_{language}"] = forms.CharField(
                label=_("Title"), required=False, max_length=200, widget=forms.TextInput(attrs={"lang": language})
            )
            self.fields[f"body_{language}"] = forms.CharField(
                label=_("Text"),
                required=False,
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": 10, "lang": language}),
                help_text=_("A blank line begins a paragraph; lines that begin with “- ” become a list."),
            )
        topics = [choice for choice in belonging.topics().choices() if choice[0]]
        self.fields["topics"].choices = topics  # type: ignore[attr-defined]
        if article is not None:
            self.fields["code"].disabled = True
            self.initial["code"] = article.code

    def sections(self) -> list[tuple[str, str, forms.BoundField, forms.BoundField]]:
        """(language, its own name, title, text)"""
        return [(code, OWN_NAMES[code], self[f"title_{code}"], self[f"body_{code}"]) for code in LANGUAGES]

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if code in RESERVED:
            raise forms.ValidationError(_("This word is taken. Choose another one."))
        if not self.fields["code"].disabled and Article.objects.filter(code=code).exists():
            raise forms.ValidationError(_("An article with this code is there already. Choose another code."))
        return code

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for language in LANGUAGES:
            title, body = given.get(f"title_{language}", ""), given.get(f"body_{language}", "")
            if bool(title) != bool(body):
                self.add_error(
                    f"{'body' if title else 'title'}_{language}", _("A text needs its title, a title its text.")
                )
        return given

    def texts(self) -> Mapping[str, tuple[str, str]]:
        said = self.cleaned_data
        return {code: (said[f"title_{code}"], said[f"body_{code}"]) for code in LANGUAGES}

    def tag_list(self) -> list[str]:
        return [tag.strip() for tag in self.cleaned_data["tags"].split(",") if tag.strip()]

    def seen_at(self) -> datetime | None:
        try:
            return datetime.fromisoformat(self.cleaned_data["seen"])
        except ValueError:
            return None


def begun(article: Article) -> ArticleForm:
    """The form as the article stands."""
    initial: dict[str, Any] = {
        "seen": article.updated_at.isoformat(),
        "tags": ", ".join(article.tags),
        "topics": [pk for pk, _name in belonging.topics().of(article)],
    }
    for text in article.texts.all():
        initial[f"title_{text.language}"], initial[f"body_{text.language}"] = text.title, text.body
    return ArticleForm(initial=initial, article=article, auto_id="article-%s")
