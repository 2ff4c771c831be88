"""People: their list and details; roles, skills and signing in have pages of their own in administration.people."""

from datetime import datetime

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.administration import last_administrator
from anyqtama.administration.fields import Reference, Text, Whole
from anyqtama.administration.forms import SettingForm
from anyqtama.administration.kind import Column, Kind
from anyqtama.administration.kind import Text as Words
from anyqtama.administration.ordering import by_name
from anyqtama.people import ending_sessions
from anyqtama.people.logins import LONGEST, normal, validate_login
from anyqtama.people.models import Person, Unit
from anyqtama.people.roles import Role


class PersonForm(SettingForm):
    family_name = Text(label=_("Family name"), max_length=80)
    given_name = Text(label=_("Given name"), max_length=80, required=False)
    patronymic = Text(label=_("Patronymic"), max_length=80, required=False)
    login = Text(
        label=pgettext_lazy("account", "Login"), max_length=LONGEST,
        help_text=_("Small letters, digits and . - _ @ +, without spaces."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}),
    )  # fmt: skip
    email = Text(
        label=_("E-mail"), max_length=254, required=False, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    unit = Reference(Unit, label=pgettext_lazy("setting", "Unit"), required=False)
    language = forms.ChoiceField(label=_("Language of the screens"), choices=settings.LANGUAGES)
    contacts_at_once = Whole(
        label=_("Contacts at once"), least=1, most=20, required=False, help_text=_("Empty: what the queue allows.")
    )

    def clean_login(self) -> str:
        login = normal(self.cleaned_data["login"])
        validate_login(login)
        holder = self.known.find(Person, login)
        if holder is not None and holder is not self.row and (holder.pk is None or holder.pk != self.row.pk):
            raise ValidationError(_("%(person)s has this login already.") % {"person": holder})
        return login

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if email:
            try:
                validate_email(email)
            except ValidationError:
                raise ValidationError(_("Write the address as name@example.kz.")) from None
        return email


def kept(person: Person, by: Person) -> Words | None:
    if person.pk == by.pk:
        return _("This is your own account. Ask another system administrator to take it out of use.")
    return last_administrator.REFUSAL if last_administrator.is_last(person) else None


def fresh(person: Person, at: datetime) -> None:
    person.created_at = at
    person.set_unusable_password()


def done(person: Person, changed: set[str], by: Person, at: datetime) -> None:
    if "is_active" in changed and not person.is_active:
        ending_sessions.end_all(person=person, reason="deactivated", by=by.principal, at=at)


def roles_of(person: Person) -> str:
    held = sorted({Role(grant.role) for grant in person.grants.all()}, key=list(Role).index)
    return ", ".join(str(role.label) for role in held)


def first_role(person: Person) -> str:
    held = sorted({Role(grant.role) for grant in person.grants.all()}, key=list(Role).index)
    return str(held[0].label) if held else ""


PEOPLE = Kind(
    slug="people",
    icon="users",
    title=pgettext_lazy("settings", "People"),
    new=_("New person"),
    about=_("Accounts, roles, skills, queues, signing in."),
    model=Person,
    form=PersonForm,
    columns=(
        Column("name", pgettext_lazy("setting", "Name"), str),
        Column("login", pgettext_lazy("account", "Login"), lambda person: person.login),
        Column("role", pgettext_lazy("setting", "Roles"), roles_of, narrow=True),
        Column("unit", pgettext_lazy("setting", "Unit"), lambda person: str(person.unit or ""), narrow=True),
        Column("email", _("E-mail"), lambda person: person.email),
    ),
    rows=lambda: Person.objects.select_related("unit").prefetch_related("grants"),
    search=lambda person: (person, f"{person.given_name} {person.family_name}", person.login, person.email),
    order=by_name,
    active="is_active",
    page="settings_person",
    personal=frozenset({"login", "family_name", "given_name", "patronymic", "email"}),
    kept=kept,
    fresh=fresh,
    done=done,
)
