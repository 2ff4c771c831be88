"""What the forms of the case page and of registering by hand accept."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.cases import accepting, colleagues, editing, placing, proposing, words
from anyqtama.cases.asking_place import PlaceField
from anyqtama.cases.kinds import fields
from anyqtama.cases.kinds.asking import AsksKind
from anyqtama.cases.models import Assignment, Case, CaseKind, District, FormalRequest, Forwarding, Term, Urgency
from anyqtama.cases.seeing import Seeing
from anyqtama.channels.models import Channel
from anyqtama.contacts.models import Topic
from anyqtama.contacts.topic_choices import Choices, topic_choices
from anyqtama.knowledge.models import Body
from anyqtama.people.models import Person, Unit
from anyqtama.ui.inputs import DayField

LANGUAGES = [("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")]
LONGEST = 4000
FORWARDED_BY = {
    Forwarding.Way.SYSTEM.value: pgettext_lazy("way of forwarding", "through their system"),
    Forwarding.Way.EMAIL.value: pgettext_lazy("way of forwarding", "by e-mail, sent from here"),
    Forwarding.Way.PAPER.value: pgettext_lazy("way of forwarding", "on paper"),
}


def area(rows: int, longest: int, **attributes: Any) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "maxlength": longest, **attributes})


def channels() -> Any:
    return Channel.objects.filter(active=True).order_by("order", "id")


class SeenForm(forms.Form):
    """`version` and `entry`: the case as the page showed it, so that two people never change it unseen."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    entry = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)


class AssignForm(SeenForm):
    """Begins with the proposal and says why. Somebody chosen by name brings their department."""

    unit = forms.ModelChoiceField(
        Unit.objects.filter(active=True).order_by("path"), label=_("Department"), required=False, empty_label="—"
    )
    person = forms.ModelChoiceField(
        Person.objects.none(), label=_("Who in it"), required=False, empty_label=_("whoever of the department takes it")
    )
    task = forms.CharField(label=_("What is to be done"), required=False, max_length=LONGEST, widget=area(3, LONGEST))
    after = forms.ModelChoiceField(
        Assignment.objects.none(), label=_("When"), required=False, empty_label=_("at once, beside the others")
    )

    def __init__(self, *given: Any, case: Case, **named: Any) -> None:
        proposal = proposing.for_case(case)
        if proposal is not None:
            began = {"unit": proposal.unit.pk, "person": proposal.person.pk if proposal.person else None}
            named["initial"] = began | dict(named.get("initial") or {})
        super().__init__(*given, **named)
        self.fields["unit"].help_text = proposal.why if proposal else ""
        person: Any = self.fields["person"]
        person.queryset = colleagues.of_departments()
        person.choices = [("", person.empty_label), *colleagues.by_department(person.queryset)]
        running = case.assignments.filter(ended_at=None).select_related("unit", "person").order_by("pk")
        if running:
            field: Any = self.fields["after"]
            field.queryset = running
            field.label_from_instance = lambda row: _("after %(unit)s") % {"unit": row}
        else:
            del self.fields["after"]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("unit") is None and given.get("person"):
            given["unit"] = given["person"].unit
        if given.get("unit") is None and not self.errors:
            self.add_error("unit", _now("Choose the department, or somebody by name."))
        return given


class GiveForm(SeenForm):
    person = forms.ModelChoiceField(Person.objects.none(), label=_("Who leads the case from now on"))

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["person"].queryset = colleagues.working()  # type: ignore[attr-defined]


class EditForm(forms.Form):
    """What a case says. `seen`: the values that the page showed, so that two editors are joined field by field."""

    seen = forms.JSONField(widget=forms.HiddenInput, required=False)
    subject = forms.CharField(label=_("Subject"), max_length=200)
    details = forms.CharField(label=_("Details"), required=False, max_length=LONGEST, widget=area(5, LONGEST))
    address = PlaceField()
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)

    def __init__(self, data: Any = None, *, case: Case) -> None:
        now = editing.values(case)
        began = {**now, "address": placing.of(case), "seen": now}
        super().__init__(data, initial=began, auto_id="edit-%s")
        known = fields.fields(case.kind)
        fields.add_to(self, known, [field.required for field in known if field.key in case.fields])

    def said(self) -> dict[str, Any]:
        own = {name: self.cleaned_data[name] for name in editing.OWN}
        place = own["address"]
        return (
            own
            | {"address": place.line, "place": place}
            | {name: fields.plain(self.cleaned_data[name]) for name in self.fields if name.startswith(fields.PREFIX)}
        )

    def names(self) -> list[str]:
        return [name for name in self.fields if name != "seen"]


class MoveForm(SeenForm):
    """To which stage, with the fields that it needs."""

    stage = forms.SlugField(widget=forms.HiddenInput, max_length=40)

    def __init__(self, *given: Any, case: Case, stage: str, reader: Seeing, **named: Any) -> None:
        """Of the fields only those that are for who moves it; the verb says which others are missing."""
        named["initial"] = {**editing.values(case), **named.get("initial", {}), "stage": stage}
        super().__init__(*given, **named)
        needed = [field for field in reader.own(case.kind) if stage and field.required == stage]
        fields.add_to(self, needed, [stage])


class AcceptForm(forms.Form):
    """Every check ticked accepts; a reason sends back."""

    checks = forms.MultipleChoiceField(
        choices=list(accepting.CHECKS.items()), required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(required=False, max_length=1000)


class CommentForm(forms.Form):
    text = forms.CharField(label=_("Note for colleagues"), max_length=LONGEST, widget=area(3, LONGEST))


class AnswerForm(SeenForm):
    text = forms.CharField(label=_("Answer to the client"), max_length=LONGEST, widget=area(3, LONGEST))
    channel = forms.ModelChoiceField(
        Channel.objects.none(), label=_("Answer by"), required=False, empty_label=_("As the client chose")
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["channel"].queryset = channels()  # type: ignore[attr-defined]


class ExtendForm(SeenForm):
    until = DayField(label=_("Until the end of which day"))
    decided_by = forms.CharField(label=_("Who decided"), max_length=200, help_text=_("The head or a deputy."))
    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=area(3, 1000))


class ForwardForm(SeenForm):
    body = forms.ModelChoiceField(
        Body.objects.filter(retired_at=None).order_by("code"), label=_("To which body"), empty_label="—",
        help_text=_("Bodies of the directory of the knowledge."),
    )  # fmt: skip
    whole = forms.TypedChoiceField(
        label=_("What is forwarded"), coerce=lambda said: said == "yes", initial="yes", widget=forms.RadioSelect,
        choices=[
            ("yes", pgettext_lazy("forwarding", "The whole matter")),
            ("no", pgettext_lazy("forwarding", "A part of it")),
        ],
    )  # fmt: skip
    part = forms.CharField(
        label=_("Which part"), required=False, max_length=1000, widget=area(2, 1000),
        help_text=_("Only for a part: the rest stays with us."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Why it is not ours"), max_length=1000, widget=area(3, 1000),
        help_text=_("The client reads it in the notice, which goes out at once."),
    )  # fmt: skip
    way = forms.ChoiceField(label=_("How it goes there"), choices=list(FORWARDED_BY.items()))
    number = forms.CharField(label=_("Outgoing or their number"), required=False, max_length=60)


class Placed(forms.Form):
    """How urgent a matter is and in which district; without districts nobody is asked for one."""

    urgency = forms.ChoiceField(label=_("Urgency"), choices=list(words.URGENCIES.items()), required=False)
    district = forms.ModelChoiceField(District.objects.none(), label=_("District"), required=False, empty_label="—")

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        known = list(District.objects.filter(active=True))
        if known:
            field: Any = self.fields["district"]
            field.queryset = District.objects.filter(active=True)
            field.choices = [("", "—"), *((each.pk, str(each)) for each in known)]
        else:
            del self.fields["district"]
        self.initial.setdefault("urgency", Urgency.NORMAL)

    def clean_urgency(self) -> str:
        return self.cleaned_data["urgency"] or Urgency.NORMAL


class ReclassifyForm(Placed, SeenForm):
    kind = forms.ModelChoiceField(
        CaseKind.objects.filter(active=True), label=pgettext_lazy("of a case", "Kind"), empty_label=None
    )
    topic = forms.ModelChoiceField(Topic.objects.filter(active=True), label=_("Topic"), empty_label=None)

    def __init__(self, *given: Any, case: Case | None = None, **named: Any) -> None:
        if case is not None:
            began = {"kind": case.kind.pk, "topic": case.topic, "urgency": case.urgency, "district": case.district}
            named["initial"] = began | dict(named.get("initial") or {})
        super().__init__(*given, **named)
        self.fields["topic"].choices = topic_choices()  # type: ignore[attr-defined]


class FormaliseForm(SeenForm):
    term = forms.ModelChoiceField(
        Term.objects.filter(active=True), label=_("Which term of law"), required=False, empty_label=None
    )
    legal_type = forms.ChoiceField(
        label=_("What it is by law"), choices=list(words.LEGAL_TYPES.items()), required=False
    )
    who = forms.CharField(label=_("Who asks"), max_length=200, help_text=_("Full name, or the organisation's name."))
    postal_address = forms.CharField(label=_("Postal address"), max_length=300)
    substance = forms.CharField(label=_("Substance"), max_length=LONGEST, widget=area(4, LONGEST))
    signature = forms.ChoiceField(
        label=_("What stands for the signature"),
        help_text=_("Must be chosen: without it there is no formal request."),
        choices=[
            (FormalRequest.Signature.SIGNED, pgettext_lazy("formal request", "Signed, on paper or electronically")),
            (FormalRequest.Signature.PROTOCOL, pgettext_lazy("formal request", "Said aloud and written in a protocol")),
        ],
        widget=forms.RadioSelect,
    )


class OutsideForm(SeenForm):
    said = forms.CharField(
        label=_("Number in another register"), required=False, max_length=60,
        help_text=_("As e-Otinish or another body gave it: one number is registered once."),
    )  # fmt: skip


class CloseForm(SeenForm):
    resolved = forms.TypedChoiceField(
        label=_("Is the matter resolved?"),
        choices=[("yes", pgettext_lazy("case", "Resolved")), ("no", pgettext_lazy("case", "Not resolved"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=300,
        widget=area(2, 300),
        help_text=_("Needed when the matter is not resolved."),
    )


class RegisterForm(Placed, AsksKind):
    """`client`: a card found before; without one the three fields of a new card count."""

    client = forms.IntegerField(required=False, min_value=0, max_value=2**62)
    name = forms.CharField(label=_("Name"), required=False, max_length=200)
    reached_by = forms.CharField(label=_("Telephone or e-mail"), required=False, max_length=200)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, initial="kk", required=False)
    topic = forms.ModelChoiceField(Topic.objects.filter(active=True), label=_("Topic"))
    subject = forms.CharField(label=_("Subject"), max_length=200)
    details = forms.CharField(label=_("Details"), required=False, max_length=LONGEST, widget=area(4, LONGEST))
    address = PlaceField()
    outside = forms.CharField(
        label=_("Number in another register"), required=False, max_length=60,
        help_text=_("As e-Otinish or another body gave it: one number is registered once."),
    )  # fmt: skip
    answer_channel = forms.ModelChoiceField(
        Channel.objects.none(), label=_("Answer by"), required=False, empty_label=_("To be agreed with the client")
    )

    def __init__(self, *given: Any, topics: Choices, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["topic"].choices = topics  # type: ignore[attr-defined]
        self.fields["answer_channel"].queryset = channels()  # type: ignore[attr-defined]


class TopicForm(forms.Form):
    """What a due time depends on; `received_on` and `term` only where the matter came on paper."""

    received_on = DayField(required=False)
    term = forms.ModelChoiceField(Term.objects.filter(active=True), required=False)

    kind = forms.ModelChoiceField(CaseKind.objects.filter(active=True), to_field_name="code", required=False)
    urgency = forms.ChoiceField(choices=Urgency.choices, required=False)
    district = forms.ModelChoiceField(District.objects.filter(active=True), required=False)
    topic = forms.ModelChoiceField(
        Topic.objects.filter(active=True).select_related("parent", "department"), required=False
    )
