"""The organisation's own words: spelling help asks about them no more."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from anyqtama.administration.forms import SettingForm
from anyqtama.administration.kind import Column, Kind
from anyqtama.kernel.models import KnownWord
from anyqtama.knowledge.spelling import teaching


class KnownWordForm(SettingForm):
    word = forms.CharField(
        label=_("Word"),
        max_length=60,
        help_text=_("In its first form; Kazakh endings are understood. Names inside a sentence need not be added."),
    )

    def clean_word(self) -> str:
        try:
            return teaching.shaped(self.cleaned_data["word"])
        except teaching.NotAWord as refusal:
            raise ValidationError(refusal.message) from None


KNOWN_WORDS = Kind(
    slug="words",
    icon="book-open",
    title=_("The organisation's dictionary"),
    new=_("New word"),
    about=_("Words that no dictionary has and that are right here: spelling help leaves them alone."),
    model=KnownWord,
    form=KnownWordForm,
    columns=(Column("word", _("Word"), lambda known: known.word),),
    rows=KnownWord.objects.all,
    search=lambda known: (known.word,),
    order=lambda known: (known.word, known.pk),
)
