"""The fields of settings forms: text without tricks, references by code, names in three languages."""

import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import BaseValidator
from django.db import models
from django.utils.formats import number_format
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from anyqtama.administration.known import Known, called, key
from anyqtama.administration.ordering import by_name
from anyqtama.kernel.labels import LANGUAGES
from anyqtama.ui.inputs import DayField

TRICKS = frozenset({"Cc", "Cs", "Co", "Zl", "Zp"})
TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\ufeff")
"""Signs that turn the direction of writing: with them a name shows other than it is."""
INDENT = "\u2003"
LANGUAGE_NAMES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}


def refuse_tricks(text: str) -> None:
    if any(sign in TURNS or (unicodedata.category(sign) in TRICKS and sign not in "\n\r\t") for sign in text):
        raise ValidationError(_("There is a character here that cannot be seen or typed. Type the line by hand."))


class Text(forms.CharField):
    """One line, or lines with a Textarea. Spaces at the ends are taken off."""

    def __init__(self, *, max_length: int, **more: Any) -> None:
        super().__init__(max_length=max_length, **more)
        long = ngettext_lazy(
            "At most %(limit_value)d character fits here.",
            "At most %(limit_value)d characters fit here.",
            "limit_value",
        )
        for validator in self.validators:
            if isinstance(validator, BaseValidator):
                validator.message = long
        self.validators = [each for each in self.validators if "Null" not in type(each).__name__]
        self.validators.append(refuse_tricks)
        self.error_messages["required"] = _("This must not be empty.")


class Whole(forms.IntegerField):
    def __init__(self, *, least: int = 0, most: int = 32_767, **more: Any) -> None:
        super().__init__(min_value=least, max_value=most, **more)
        said = lazy(_from_to, str)(least, most)  # a field is made once, its reader's language is known each time
        for validator in self.validators:
            if isinstance(validator, BaseValidator):
                validator.message = said
        self.error_messages |= {"invalid": said, "required": said}

    def to_python(self, value: Any) -> int | None:
        return super().to_python(value.replace("\u00a0", "").replace(" ", "") if isinstance(value, str) else value)


def _from_to(least: int, most: int) -> str:
    written = [number_format(bound, force_grouping=abs(bound) >= 10_000) for bound in (least, most)]  # 2100 is a year
    bounds = dict(zip(("least", "most"), written, strict=True))
    return str(_("Write a whole number from %(least)s to %(most)s.") % bounds)


class NamesWidget(forms.MultiWidget):
    template_name = "administration/names.html"

    def __init__(self, *, lines: bool = False) -> None:
        kind = forms.Textarea if lines else forms.TextInput
        attributes = [{"lang": code, "aria-label": LANGUAGE_NAMES[code]} for code in LANGUAGES]
        super().__init__([kind(attrs=attrs | ({"rows": 3} if lines else {})) for attrs in attributes])

    def decompress(self, value: Mapping[str, str] | None) -> list[str]:
        return [str((value or {}).get(code, "")) for code in LANGUAGES]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        shown: dict[str, Any] = super().get_context(name, value, attrs)
        for code, part in zip(LANGUAGES, shown["widget"]["subwidgets"], strict=True):
            part["language"], part["code"] = LANGUAGE_NAMES[code], code
        return shown


class Names(forms.MultiValueField):
    """A text in Kazakh, Russian and English; all three unless `least` says otherwise. Cleans to {kk, ru, en}."""

    def __init__(self, *, least: int = 3, max_length: int = 200, lines: bool = False, **more: Any) -> None:
        self.least = least
        parts = [Text(max_length=max_length, required=False) for _code in LANGUAGES]
        super().__init__(
            parts, require_all_fields=False, required=least > 0, widget=NamesWidget(lines=lines), **more
        )  # fmt: skip
        self.error_messages["required"] = _("Write the name in Kazakh, Russian and English.")

    def compress(self, data_list: Sequence[str]) -> dict[str, str]:
        names = {code: text for code, text in zip(LANGUAGES, data_list or ["", "", ""], strict=True) if text}
        if len(names) < self.least:
            missing = ", ".join(LANGUAGE_NAMES[code] for code in LANGUAGES if code not in names)
            raise ValidationError(_("Not written yet: %(languages)s.") % {"languages": missing})
        return names


class Reference(forms.ChoiceField):
    """One row of a model by its code. Rows out of use are offered only where they are chosen already."""

    def __init__(self, model: type[models.Model], *, empty: str | Promise = "—", **more: Any) -> None:
        super().__init__(**more)
        self.model, self.empty, self.known = model, empty, Known()
        self.error_messages["required"] = _("Choose one.")

    def offer(self, known: Known, chosen: object) -> None:
        self.known = known
        self.choices = lambda: list(self._offered(chosen))

    def _offered(self, chosen: object) -> Iterator[tuple[str, str]]:
        if self.empty:
            yield "", str(self.empty)
        taken = set(chosen) if isinstance(chosen, list) else {chosen}
        rows = [row for row in self.known.table(self.model).values() if usable(row) or row in taken]
        for row in sorted(rows, key=lambda row: (getattr(row, "path", ""), by_name(called(row)))):
            depth = str(getattr(row, "path", "")).count("/") - 1
            yield key(row), INDENT * max(0, depth) + called(row)

    def prepare_value(self, value: Any) -> Any:
        return key(value) if isinstance(value, models.Model) else value

    def clean(self, value: Any) -> Any:
        code = self.to_python(value)
        if not code:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        found = self.known.find(self.model, code)
        if found is None:
            raise ValidationError(_("There is no “%(code)s”.") % {"code": code[:60]})
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (self.prepare_value(initial) or "") != (data or "")


class References(Reference):
    """Several rows of a model; cleans to a list."""

    widget = forms.SelectMultiple

    def prepare_value(self, value: Any) -> Any:
        return [key(row) if isinstance(row, models.Model) else row for row in value or []]

    def clean(self, value: Any) -> list[Any]:
        given = value if isinstance(value, list | tuple) else [part.strip() for part in (value or "").split(",")]
        return [super(References, self).clean(code) for code in dict.fromkeys(given) if code]


class RuleKey(Text):
    """A rule of law by its key, out of a list that says what each rule is."""

    def __init__(self, **more: Any) -> None:
        super().__init__(max_length=60, widget=forms.Select, **more)


class Flag(forms.BooleanField):
    def __init__(self, **more: Any) -> None:
        super().__init__(required=False, **more)


class JsonObject(forms.Field):
    """Settings of an adapter as they are kept."""

    widget = forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "class": "aq-code"})

    def prepare_value(self, value: Any) -> Any:
        return json.dumps(value, ensure_ascii=False, indent=1) if isinstance(value, dict) else value

    def to_python(self, value: Any) -> dict[str, Any]:
        try:
            found = json.loads(value or "{}")
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict) or len(str(value)) > 4_000:
            raise ValidationError(_('Write settings as {"name": "value"}, or leave it empty.'))
        return found


def usable(row: object) -> bool:
    return bool(getattr(row, "active", getattr(row, "is_active", True)))


class Day(DayField):
    default_error_messages = {"required": _("Choose a day.")}
