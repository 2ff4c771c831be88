"""What people type about their own account. Fields say what is wrong in the reader's language, never in a library's."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.people.signing_in import LONGEST_PASSWORD

UNTYPABLE = _("There is a character here that cannot be typed. Type the line by hand.")


class Line(forms.CharField):
    """One line of text whose every refusal is a sentence of ours."""

    def __init__(self, *, empty: Any, long: Any = None, **more: Any) -> None:
        messages = {"required": empty}
        if long:
            messages["max_length"] = long
        super().__init__(error_messages=messages, **more)
        self.validators = [v for v in self.validators if not isinstance(v, ProhibitNullCharactersValidator)]
        self.validators.append(ProhibitNullCharactersValidator(message=UNTYPABLE))


def password_field(label: Any, *, autocomplete: str, empty: Any, help_text: Any = "") -> Line:
    return Line(
        label=label, strip=False, max_length=LONGEST_PASSWORD, help_text=help_text, empty=empty,
        long=_("A password may have at most 1,000 characters."),
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete, "maxlength": None}),
    )  # fmt: skip


class SignInForm(forms.Form):
    login = Line(
        label=pgettext_lazy("account", "Login"), max_length=200, empty=_("Type your login."),
        long=_("A login has at most 60 characters."),
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "autofocus": True}
        ),
    )  # fmt: skip
    password = password_field(
        pgettext_lazy("account", "Password"), autocomplete="current-password", empty=_("Type your password.")
    )


def code_field(**attributes: str) -> Line:
    return Line(
        label=_("Code"), max_length=60, empty=_("Type the code."), long=_("A code is shorter than this."),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false"} | attributes
        ),
    )  # fmt: skip


class CodeForm(forms.Form):
    """A code of the telephone or a recovery code, which has letters."""

    code = code_field(autocapitalize="none")


class NewTelephoneForm(forms.Form):
    code = code_field(inputmode="numeric")


class SignInWithCodeForm(SignInForm):
    """Shown while the account's attempts are used up: whoever holds the telephone is let in all the same."""

    code = Line(
        label=_("Code of the telephone, or a recovery code"), max_length=60, required=False, empty="",
        long=_("A code is shorter than this."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
    )  # fmt: skip


class NewPasswordForm(forms.Form):
    new = password_field(
        pgettext_lazy("account", "New password"), autocomplete="new-password", empty=_("Type a new password."),
        help_text=_("At least 8 characters, not digits alone. Four unrelated words do well."),
    )  # fmt: skip
    again = password_field(
        pgettext_lazy("account", "New password again"),
        autocomplete="new-password",
        empty=_("Type the new password again."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("new") and cleaned.get("again") and cleaned["new"] != cleaned["again"]:
            self.add_error("again", _("The two new passwords differ."))
        return cleaned


class PasswordForm(NewPasswordForm):
    old = password_field(_("Present password"), autocomplete="current-password", empty=_("Type your present password."))
    field_order = ("old", "new", "again")


class ProfileForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect)
    theme = forms.ChoiceField(
        label=pgettext_lazy("appearance", "Theme"),
        choices=[
            ("auto", _("As the system has it")),
            ("light", pgettext_lazy("theme", "Light")),
            ("dark", pgettext_lazy("theme", "Dark")),
        ],
        widget=forms.RadioSelect,
    )
    density = forms.ChoiceField(
        label=_("Rows of lists"),
        choices=[
            ("comfortable", pgettext_lazy("density", "Comfortable")),
            ("compact", pgettext_lazy("density", "Compact")),
        ],
        widget=forms.RadioSelect,
    )
