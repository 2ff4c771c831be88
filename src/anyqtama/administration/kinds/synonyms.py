"""Synonyms: what the search takes for the same, in any languages."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from anyqtama.administration.forms import SettingForm
from anyqtama.administration.kind import Column, Kind
from anyqtama.kernel.models import SearchSynonyms


class SynonymsForm(SettingForm):
    words = forms.CharField(
        label=_("Words and phrases"),
        max_length=300,
        help_text=_("At least two, separated by commas, in any languages: жылу, отопление, heating"),
    )

    def clean_words(self) -> str:
        said = [" ".join(part.split()) for part in self.cleaned_data["words"].split(",")]
        kept = list(dict.fromkeys(part.lower() for part in said if part))
        if len(kept) < 2:
            raise ValidationError(_("Write at least two words or phrases, separated by commas."))
        return ", ".join(kept)


SYNONYMS = Kind(
    slug="synonyms",
    icon="search",
    title=_("Synonyms of the search"),
    new=_("New synonyms"),
    about=_("Words that mean the same: who searches for one finds the others."),
    model=SearchSynonyms,
    form=SynonymsForm,
    columns=(Column("words", _("Words and phrases"), lambda group: group.words),),
    rows=SearchSynonyms.objects.all,
    search=lambda group: (group.words,),
    order=lambda group: (group.words, group.pk),
)
