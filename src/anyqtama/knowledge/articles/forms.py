"""What the form of an article accepts: texts in each language, where it is found, who reads it, who is told."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.kernel.labels import LANGUAGES, OWN_NAMES
from anyqtama.knowledge import belonging
from anyqtama.knowledge.access import WRITERS
from anyqtama.knowledge.drafting import Written
from anyqtama.knowledge.models import Article, Draft
from anyqtama.knowledge.models.audience import roles_of
from anyqtama.knowledge.news_form import NewsFields
from anyqtama.knowledge.spelling.field import attributes
from anyqtama.people.models import Person
from anyqtama.people.roles import Role
from anyqtama.ui.inputs import CodeField, FileInput

LONGEST = 20_000
RESERVED = frozenset(
    {"new", "replies", "scripts", "work", "changes", "drafts", "preview", "pictures", "feedback", "misses"}
    | {"catalogue", "directory", "now"}
)
"""Words that are addresses of their own beside the articles'."""


class ArticleForm(NewsFields, forms.Form):
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    draft = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    code = CodeField(
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
    audience = forms.MultipleChoiceField(
        label=_("Who reads it"), required=False, choices=Role.choices, widget=forms.SelectMultiple(attrs={"size": 5}),
        help_text=_("Nobody chosen: everyone on the staff."),
    )  # fmt: skip
    owner = forms.ModelChoiceField(
        label=_("Who answers for it"), required=False, queryset=Person.objects.none(), empty_label="—"
    )
    review_months = forms.TypedChoiceField(
        label=_("Read again"), required=False, coerce=int, empty_value=None,
        choices=[("", _("without a date")), (1, _("every month")), (3, _("every 3 months")), (6, _("every 6 months")),
                 (12, _("every year"))],
    )  # fmt: skip
    two_people = forms.BooleanField(label=_("A second person approves each change"), required=False)
    picture = forms.FileField(label=_("Picture"), required=False, widget=FileInput())
    picture_words = forms.CharField(
        label=_("What it shows, for those who do not see it"), required=False, max_length=120
    )
    picture_language = forms.ChoiceField(label=_("In the text"), required=False, choices=list(OWN_NAMES.items()))

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
                widget=forms.Textarea(attrs={"rows": 12, "lang": language, "data-markup": "", **attributes(language)}),
            )
            others = [(code, _translated_from(code)) for code in LANGUAGES if code != language]
            self.fields[f"source_{language}"] = forms.ChoiceField(
                label=_("Origin"), required=False, choices=[("", _("written in this language")), *others]
            )
        topics = [choice for choice in belonging.topics().choices() if choice[0]]
        self.fields["topics"].choices = topics  # type: ignore[attr-defined]
        writers = Person.objects.filter(is_active=True, grants__role__in=WRITERS).distinct()
        self.fields["owner"].queryset = writers.order_by("family_name", "given_name")  # type: ignore[attr-defined]
        self.article = article
        if article is not None:
            self.fields["code"].disabled = True
            self.initial["code"] = article.code

    def sections(self) -> list[dict[str, Any]]:
        """One a language: its code, own name, fields."""
        return [
            {"code": code, "name": OWN_NAMES[code], "title": self[f"title_{code}"], "body": self[f"body_{code}"],
             "source": self[f"source_{code}"]}
            for code in LANGUAGES
        ]  # fmt: skip

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

    def written(self) -> Written:
        said = self.cleaned_data
        texts = {
            code: {"title": said[f"title_{code}"], "body": said[f"body_{code}"], "source": said[f"source_{code}"]}
            for code in LANGUAGES
        }
        content = {
            "texts": texts,
            "tags": [tag.strip() for tag in said["tags"].split(",") if tag.strip()],
            "topics": said["topics"],
            "audience": said["audience"],
            "owner": said["owner"].pk if said["owner"] else None,
            "review_months": said["review_months"],
            "seen": said["seen"] if self.article else "",
        }
        kept = bool(self.article and self.article.two_people)
        return Written(content, self.notes(), said["tell"], said["roles"], said["two_people"] or kept)


def begun(article: Article) -> ArticleForm:
    """The form as the article stands."""
    initial: dict[str, Any] = {
        "seen": article.updated_at.isoformat(),
        "tags": ", ".join(article.tags),
        "topics": [pk for pk, _name in belonging.topics().of(article)],
        "audience": roles_of(article.audience),
        "owner": article.owner_id,
        "review_months": article.review_months or "",
        "two_people": article.two_people,
    }
    for text in article.texts.all():
        initial |= _text(text.language, text.title, text.body, text.source_language)
    return ArticleForm(initial=initial, article=article, auto_id="article-%s")


def drafted(draft: Draft, article: Article | None) -> ArticleForm:
    """The form as the draft stands."""
    content = draft.content
    initial: dict[str, Any] = {
        "code": draft.code,
        "draft": draft.version,
        "seen": content["seen"],
        "tags": ", ".join(content["tags"]),
        "two_people": draft.two_people,
        **{name: content[name] or "" for name in ("topics", "audience", "owner", "review_months")},
        **ArticleForm.of_draft(draft),
    }
    for language, said in content["texts"].items():
        initial |= _text(language, said["title"], said["body"], said["source"])
    return ArticleForm(initial=initial, article=article, auto_id="article-%s")


def seen_at(content: Mapping[str, Any]) -> datetime | None:
    try:
        return datetime.fromisoformat(content.get("seen", ""))
    except ValueError:
        return None


def _text(language: str, title: str, body: str, source: str) -> dict[str, str]:
    return {f"title_{language}": title, f"body_{language}": body, f"source_{language}": source}


def _translated_from(code: str) -> Any:
    return {
        "kk": pgettext_lazy("origin of a text", "translated from Kazakh"),
        "ru": pgettext_lazy("origin of a text", "translated from Russian"),
        "en": pgettext_lazy("origin of a text", "translated from English"),
    }[code]
