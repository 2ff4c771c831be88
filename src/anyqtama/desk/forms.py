"""What the desk's forms accept. Each knows its choices from outside, so that a page asks for them once."""

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.cases.asking_place import PlaceField
from anyqtama.cases.kinds.asking import AsksKind
from anyqtama.channels.models import Channel
from anyqtama.clients.models import IdentityKind
from anyqtama.contacts.models import ContactResult, PhoneCall, Queue, Topic
from anyqtama.contacts.scripting import REASONS
from anyqtama.desk.naming import LANGUAGES
from anyqtama.desk.topics import Choices
from anyqtama.kernel.labels import LANGUAGES as CODES
from anyqtama.people.models import Person
from anyqtama.ui.inputs import HourField

OWN_NAMES = [(code, LANGUAGES[code]) for code in CODES]
VERIFICATION = [
    (PhoneCall.Verification.NONE, pgettext_lazy("verification", "not verified")),
    (PhoneCall.Verification.NUMBER, pgettext_lazy("verification", "by number")),
    (PhoneCall.Verification.QUESTIONS, pgettext_lazy("verification", "by questions")),
    (PhoneCall.Verification.DOCUMENT, pgettext_lazy("verification", "by document")),
]


FIRST = {"autofocus": ""}
"""The field one starts with: its dialog puts the caret there."""


def words(rows: int, longest: int, **attributes: Any) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "maxlength": longest, **attributes})


class TopicField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable at run time
    def __init__(self, *, required: bool = True, first: bool = False) -> None:
        widget = forms.Select(attrs=FIRST if first else {})
        super().__init__(Topic.objects.filter(active=True), label=_("Topic"), required=required, widget=widget)


class WithTopics(forms.Form):
    """Forms that ask for a topic: the choices are handed over."""

    def __init__(self, *given: Any, topics: Choices, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["topic"].choices = topics  # type: ignore[attr-defined]


class TransferForm(forms.Form):
    target = forms.ChoiceField(label=_("To whom"), widget=forms.Select(attrs=FIRST))
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=words(2, 300))
    said = forms.CharField(
        label=_("Said to the client first"), max_length=1000, required=False, widget=words(2, 1000),
        help_text=_("Sent when the talk goes to a queue: {new_queue} becomes its name. Empty: nothing is sent."),
    )  # fmt: skip

    def __init__(self, *given: Any, queues: Sequence[Queue], people: Sequence[Person], **named: Any) -> None:
        super().__init__(*given, **named)
        self.queues = {f"queue:{queue.pk}": queue for queue in queues}
        self.people = {f"person:{person.pk}": person for person in people}
        self.fields["target"].choices = [  # type: ignore[attr-defined]
            ("", "—"),
            (_("Queues"), [(key, str(queue)) for key, queue in self.queues.items()]),
            (_("Available colleagues"), [(key, str(person)) for key, person in self.people.items()]),
        ]

    @property
    def queue(self) -> Queue | None:
        return self.queues.get(self.cleaned_data["target"])

    @property
    def person(self) -> Person:
        return self.people[self.cleaned_data["target"]]


class ConsultForm(forms.Form):
    colleague = forms.ChoiceField(label=_("Colleague"), widget=forms.Select(attrs=FIRST))
    question = forms.CharField(label=_("Question"), max_length=1000, widget=words(3, 1000))

    def __init__(self, *given: Any, people: Sequence[Person], **named: Any) -> None:
        super().__init__(*given, **named)
        self.people = {str(person.pk): person for person in people}
        choices = [("", "—"), *((key, str(person)) for key, person in self.people.items())]
        self.fields["colleague"].choices = choices  # type: ignore[attr-defined]

    @property
    def person(self) -> Person:
        return self.people[self.cleaned_data["colleague"]]


class BlockForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=words(2, 300, **FIRST))
    hours = forms.TypedChoiceField(
        label=_("For how long"),
        coerce=int,
        choices=[
            (1, pgettext_lazy("block", "1 hour")),
            (24, pgettext_lazy("block", "24 hours")),
            (168, pgettext_lazy("block", "7 days")),
        ],
    )


def reasons() -> list[tuple[str, str]]:
    """Why a step is left out, in the words of the script beside the talk."""
    said = [(reason, render_to_string("desk/left_out.html", {"reason": reason}).strip()) for reason in REASONS]
    return [("", "—"), *said]


class CloseForm(WithTopics):
    """`missing`: what closing says about mandatory steps not taken."""

    missing = ""
    topic = TopicField(first=True)
    result = forms.ModelChoiceField(
        ContactResult.objects.filter(active=True).order_by("order", "id"),
        label=_("Result"),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=2000, widget=words(2, 2000))
    left_out = forms.ChoiceField(label=_("Why it is left out"), choices=reasons, required=False)
    left_words = forms.CharField(label=_("In a few words"), max_length=200, required=False)

    def __init__(self, *given: Any, missing: str = "", **named: Any) -> None:
        super().__init__(*given, **named)
        self.missing = missing
        self.fields["left_out"].required = bool(missing)  # as it is shown; the verb says whether it is asked
        if self.initial.get("topic"):  # the caret begins where something is left to choose
            self.fields["topic"].widget.attrs.pop("autofocus")
            self.fields["result"].widget.attrs.update(FIRST)

    @property
    def asked(self) -> list[forms.BoundField]:
        """What is always asked; the rest only where steps are missing."""
        return [self[name] for name in ("topic", "result", "note")]


class TopicForm(WithTopics):
    topic = TopicField()


class RegisterForm(AsksKind, WithTopics):
    topic = TopicField()
    subject = forms.CharField(label=_("Subject"), max_length=200, widget=forms.TextInput(attrs=FIRST))
    details = forms.CharField(label=_("Details"), required=False, max_length=4000, widget=words(3, 4000))
    address = PlaceField(label=_("Address"))
    answer_channel = forms.ModelChoiceField(
        Channel.objects.filter(active=True).order_by("order", "id"),
        label=_("Answer by"),
        required=False,
        empty_label=_("As the client wrote to us"),
    )
    answer_after = HourField(label=_("Not before"), required=False)
    same_as = forms.ChoiceField(required=False)


class ClientForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200, required=False, widget=forms.TextInput(attrs=FIRST))
    language = forms.ChoiceField(label=_("Language"), choices=OWN_NAMES)
    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    notes = forms.CharField(label=_("About the client"), max_length=2000, required=False, widget=words(2, 2000))

    def __init__(self, *given: Any, hidden: Collection[str] = (), **named: Any) -> None:
        """`hidden`: fields that may not be shown at this level; what the card says in them stays."""
        super().__init__(*given, **named)
        for name in hidden:
            del self.fields[name]


class IdentityForm(forms.Form):
    """One field for both: what has an @ is an e-mail."""

    value = forms.CharField(label=_("Telephone or e-mail"), max_length=200)

    @property
    def kind(self) -> IdentityKind:
        return IdentityKind.EMAIL if "@" in self.cleaned_data["value"] else IdentityKind.PHONE


class StepForm(forms.Form):
    version = forms.IntegerField()
    step = forms.CharField(max_length=60)
    answer = forms.CharField(max_length=500, required=False)
    done = forms.BooleanField(required=False)
    skipped = forms.CharField(max_length=10, required=False)


class VerifyForm(forms.Form):
    level = forms.ChoiceField(label=_("Who calls"), choices=VERIFICATION)


class CallForm(WithTopics):
    """`number` empty: the caller hides it. An announced call knows its number and direction already."""

    number = forms.CharField(
        label=_("Number"),
        max_length=40,
        required=False,
        help_text=_("Leave empty when the number is not shown."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off", "data-focus": ""}),
    )
    direction = forms.ChoiceField(
        label=_("Direction"),
        choices=[("in", pgettext_lazy("call", "Incoming")), ("out", pgettext_lazy("call", "Outgoing"))],
        widget=forms.RadioSelect,
        initial="in",
    )
    language = forms.ChoiceField(label=_("Language"), choices=OWN_NAMES, widget=forms.RadioSelect, initial="kk")
    topic = TopicField(required=False)


class AnnouncedCallForm(WithTopics):
    language = forms.ChoiceField(label=_("Language"), choices=OWN_NAMES, widget=forms.RadioSelect)
    topic = TopicField(required=False)
