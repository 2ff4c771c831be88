"""What a visitor fills in: before the talk, a written request, the number and code of a case."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.channels.models import ChannelKind
from anyqtama.clients import identifying
from anyqtama.clients.models import IdentityKind
from anyqtama.contacts.models import Topic
from anyqtama.contacts.wishing import When
from anyqtama.kernel.labels import label
from anyqtama.portal.names import plain
from anyqtama.portal.requesting import ADDRESSED, Wanted
from anyqtama.ui.inputs import DayField

LONGEST_NAME = 120
LONGEST_TEXT = 4000
HOURS = [time(hour, 0) for hour in range(9, 22)]
FURTHEST = timedelta(days=60)


def topics() -> list[tuple[str, Any]]:
    """The topics in use, grouped under their parents, for a select."""
    rows = list(Topic.objects.filter(active=True).order_by("order", "id"))
    children: dict[int, list[tuple[str, str]]] = {}
    for row in rows:
        if row.parent_id:
            children.setdefault(row.parent_id, []).append((row.code, label(row.names)))
    groups: list[tuple[str, Any]] = [("", _("Choose if you know"))]
    for row in rows:
        if row.parent_id is None:
            name = label(row.names)
            groups.append((name, children[row.pk]) if row.pk in children else (row.code, name))
    return groups


def _hour(name: Any, hours: list[time]) -> forms.TypedChoiceField:
    choices = [("", "—"), *((f"{hour:%H:%M}", f"{hour:%H:%M}") for hour in hours)]
    return forms.TypedChoiceField(
        required=False, label=name, coerce=time.fromisoformat, empty_value=None, choices=choices
    )


class NameField(forms.CharField):
    """A name of one line, cleaned of marks that would turn the text beside it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            max_length=LONGEST_NAME, widget=forms.TextInput({"autocomplete": "name", "dir": "auto"}), **options
        )

    def to_python(self, value: Any) -> str:
        return plain(super().to_python(value) or "")


class StartForm(forms.Form):
    """`general`: a question without agreeing, so without a name."""

    name = NameField(
        label=_("What shall we call you?"),
        error_messages={"required": _("Write a name, any that suits you, or ask without a name by the lower button.")},
    )
    topic = forms.ChoiceField(required=False, label=_("Topic"))
    text = forms.CharField(
        required=False, max_length=LONGEST_TEXT, label=_("Your question"), strip=False,
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, general: bool = False, **options: Any) -> None:
        super().__init__(data, **options)
        self.general = general
        topic = self.fields["topic"]
        assert isinstance(topic, forms.ChoiceField)
        topic.choices = topics()
        self.fields["name"].required = not general
        for field in self.fields.values():  # other forms stand between these fields on the page
            field.widget.attrs["form"] = "start"


class RequestForm(forms.Form):
    """A written request. `agreed`: the visitor has agreed before, so the name is known and not asked again."""

    WAYS = (
        (ChannelKind.PHONE, pgettext_lazy("way of answer", "Call")),
        (ChannelKind.SMS, pgettext_lazy("way of answer", "SMS")),
        (ChannelKind.EMAIL, pgettext_lazy("way of answer", "E-mail")),
        (ChannelKind.CHAT, pgettext_lazy("way of answer", "In this window")),
    )

    text = forms.CharField(
        max_length=LONGEST_TEXT, label=_("Your request"), widget=forms.Textarea({"rows": 4, "dir": "auto"}),
        error_messages={"required": _("Write what you want to ask.")},
    )  # fmt: skip
    way = forms.ChoiceField(label=_("How shall the answer come?"), widget=forms.RadioSelect)
    phone = forms.CharField(
        error_messages={"required": _("Write the number to answer to.")},
        max_length=30, label=_("Telephone number"),
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )  # fmt: skip
    email = forms.CharField(
        error_messages={"required": _("Write the e-mail to answer to.")},
        max_length=150, label=_("E-mail"),
        widget=forms.TextInput({"type": "email", "autocomplete": "email"}),
    )  # fmt: skip
    day = DayField(required=False, label=pgettext_lazy("answer", "Day"))
    after = _hour(pgettext_lazy("hour", "From"), HOURS[:-1])
    before = _hour(pgettext_lazy("hour", "To"), HOURS[1:])
    name = NameField(label=_("What shall we call you?"), error_messages={"required": _("Write a name for the answer.")})
    agree = forms.BooleanField(
        label=_("I agree that my name and number are kept, as the notice says"),
        error_messages={"required": _("Without your consent we cannot keep a number to answer to.")},
    )

    def __init__(self, data: Any = None, *, agreed: bool, ways: list[str], at: datetime, **options: Any) -> None:
        super().__init__(data, **options)
        self.at = at
        way = self.fields["way"]
        assert isinstance(way, forms.ChoiceField)
        way.choices = [(str(code), name) for code, name in self.WAYS if code in ways]
        chosen = str((data or self.initial).get("way", ""))
        for kind in ADDRESSED.values():
            self.fields[kind.value].required = any(chosen == way and need == kind for way, need in ADDRESSED.items())
        if agreed:
            del self.fields["name"], self.fields["agree"]

    def when_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("day", "after", "before")]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        kind = ADDRESSED.get(said.get("way", ""))
        if kind:
            field = kind.value
            if said.get(field):
                try:
                    said[field] = identifying.normal(kind, plain(said[field]))
                    if kind == IdentityKind.PHONE and not said[field].startswith("+"):  # an extension of ours
                        raise identifying.NotAnIdentity
                except identifying.NotAnIdentity as refusal:
                    self.add_error(field, str(refusal.message))
        self._check_when(said)
        return said

    def _check_when(self, said: dict[str, Any]) -> None:
        if not {"day", "after", "before"} <= said.keys():
            return
        when, furthest = self._when(said), timezone.localdate(self.at) + FURTHEST
        if when.after and when.before and when.before <= when.after:
            self.add_error("before", _("The end lies before the beginning. Exchange them."))
        elif when.over(self.at):
            self.add_error("day", _("This time has passed. Choose a later one."))
        elif when.day and when.day > furthest:
            self.add_error("day", _("Choose a day within 60 days."))

    @staticmethod
    def _when(said: dict[str, Any]) -> When:
        return When(said["day"], said["after"], said["before"])

    def wanted(self) -> Wanted:
        said = self.cleaned_data
        kind = ADDRESSED.get(said["way"])
        return Wanted(ChannelKind(said["way"]), said[kind.value] if kind else "", self._when(said))


class StatusForm(forms.Form):
    """Both together open the state of a case; neither alone says anything."""

    number = forms.CharField(
        max_length=30, label=_("Number of the request"),
        widget=forms.TextInput({"autocomplete": "off", "placeholder": "AQ-2026-000001"}),
        error_messages={"required": _("Write the number you were told.")},
    )  # fmt: skip
    code = forms.CharField(
        max_length=12, label=_("Code"), widget=forms.TextInput({"autocomplete": "off", "inputmode": "numeric"}),
        error_messages={"required": _("Write the code you were told with the number.")},
    )  # fmt: skip
