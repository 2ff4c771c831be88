"""Which cases are listed: a saved view, what narrows it, and the order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.cases import deputies, finding, indexed_words, placing, seeing
from anyqtama.cases.listing import own
from anyqtama.cases.models import Case, CaseKind, CaseState
from anyqtama.cases.seeing import Seeing
from anyqtama.cases.words import STATES, WAITING
from anyqtama.clients import places
from anyqtama.contacts.models import Topic
from anyqtama.contacts.topic_choices import Choices
from anyqtama.people import access
from anyqtama.people.models import Person, Unit
from anyqtama.people.roles import DESK
from anyqtama.ui.inputs import DayField
from anyqtama.ui.paging import Counted

VIEWS = {
    "mine": _("My open"),
    "due_today": _("Due today"),
    "late": _("Late"),
    "nobody": _("Nobody leads"),
    "all": _("All cases"),
}
NOT_CLOSED = "not_closed"
OPEN = (*WAITING, CaseState.ANSWERED)
ORDERS: Mapping[str, Sequence[str]] = {
    "due": ("rank", "due_at", "pk"),
    "number": ("number",),
    "subject": ("subject", "pk"),
    "client": ("client__name", "pk"),
    "topic": ("topic__order", "topic_id", "pk"),
    "department": ("department_id", "pk"),
    "state": ("state", "due_at", "pk"),
    "owner": ("owner__family_name", "owner__given_name", "pk"),
    "registered": ("registered_at", "pk"),
}
STATE_CHOICES = [(NOT_CLOSED, pgettext_lazy("state of a case", "not closed")), *STATES.items()]


class FilterForm(forms.Form):
    """All of it comes by the address, so that a list can be sent to a colleague."""

    view = forms.ChoiceField(choices=list(VIEWS.items()), required=False, widget=forms.HiddenInput)
    sort = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    words = forms.CharField(label=_("Number, subject or client"), required=False, max_length=100)
    topic = forms.ModelChoiceField(Topic.objects.all(), label=_("Topic"), required=False)
    kind = forms.ModelChoiceField(
        CaseKind.objects.all(), label=pgettext_lazy("of a case", "Kind"), required=False, to_field_name="code",
        empty_label="—",
    )  # fmt: skip
    state = forms.ChoiceField(label=_("State"), choices=[("", "—"), *STATE_CHOICES], required=False)
    department = forms.ModelChoiceField(
        Unit.objects.filter(active=True).order_by("path"), label=_("Department"), required=False, empty_label="—"
    )
    since = DayField(label=_("Registered since"), required=False)
    street = forms.CharField(label=_("Street, or street and house"), required=False, max_length=120)

    def __init__(self, *given: Any, topics: Choices, reader: Seeing, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["topic"].choices = topics  # type: ignore[attr-defined]
        if not reader.sees("address"):
            del self.fields["street"]
        self.kinds = list(CaseKind.objects.all())
        self.fields["kind"].choices = [("", "—"), *((kind.code, str(kind)) for kind in self.kinds)]  # type: ignore[attr-defined]
        self.own = own.filters(next((kind for kind in self.kinds if kind.code == self.data.get("kind")), None), reader)
        self.fields.update(self.own)

    def own_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.own]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader asked for, cleaned."""

    view: str
    words: str = ""
    topic: Topic | None = None
    kind: CaseKind | None = None
    state: str = ""
    department: Unit | None = None
    since: date | None = None
    street: str = ""
    sort: str = "due"
    own: Mapping[str, Any] = field(default_factory=dict)

    def cut(self, found: Counted) -> bool:
        """Whether more cases than these may have the words."""
        return bool(self.words) and found.number >= indexed_words.MOST

    @property
    def narrows(self) -> bool:
        """Whether it is less than the view."""
        of_case = self.topic or self.kind or self.state or self.department or self.since
        return bool(self.words or of_case or self.street or self.own)


def wanted(form: FilterForm, person: Person) -> Wanted:
    """What the form says so far; a field that is wrong narrows nothing, the page says so."""
    form.is_valid()
    given = form.cleaned_data
    view = given.get("view") or ("mine" if person.roles & DESK else "all")
    sort = given.get("sort") or ("-registered" if given.get("words") else "due")
    hidden = sort.removeprefix("-") in seeing.SAYS and not seeing.seeing(person).sees(sort.removeprefix("-"))
    return Wanted(
        view=view,
        words=given.get("words") or "",
        topic=given.get("topic"),
        kind=given.get("kind"),
        state=given.get("state") or "",
        department=given.get("department"),
        since=given.get("since"),
        street=given.get("street") or "",
        sort=sort if sort.removeprefix("-") in ORDERS and not hidden else "due",
        own={name: given[name] for name in form.own if given.get(name)},
    )


def of_view(view: str, person: Person, at: datetime) -> Q:
    """States are listed, not excluded: so the database finds them by its indexes."""
    if view == "mine":
        return deputies.led_by(person, timezone.localdate(at)) & Q(state__in=OPEN)
    if view == "due_today":
        start = datetime.combine(at.astimezone(settings.ZONE).date(), time(), settings.ZONE)
        return Q(state__in=WAITING, due_at__gte=start, due_at__lt=start + timedelta(days=1))
    if view == "late":
        return Q(state__in=WAITING, due_at__lt=at)
    if view == "nobody":
        return Q(owner__in=Person.objects.filter(is_active=False), state__in=OPEN)
    return Q()


def counts(person: Person, at: datetime) -> dict[str, Counted]:
    """How many each view holds, as far as one counts. A query each: together they would read every row."""
    cases = access.visible(person, Case)
    return {view: Counted(cases.filter(of_view(view, person, at))) for view in VIEWS}


def narrowed(wanted: Wanted, person: Person, at: datetime) -> QuerySet[Case]:
    cases = access.visible(person, Case).filter(of_view(wanted.view, person, at))
    if wanted.topic:
        topics = Topic.objects.filter(parent=wanted.topic).values_list("pk", flat=True)
        cases = cases.filter(topic__in=[wanted.topic.pk, *topics])
    if wanted.kind:
        cases = cases.filter(kind=wanted.kind)
    if wanted.state == NOT_CLOSED:
        cases = cases.filter(state__in=OPEN)
    elif wanted.state:
        cases = cases.filter(state=wanted.state)
    if wanted.own:
        cases = own.narrowed(cases, wanted.own)
    if wanted.department:
        units = Unit.objects.filter(path__startswith=wanted.department.path).values_list("pk", flat=True)
        cases = cases.filter(department__in=list(units))
    if wanted.since:
        cases = cases.filter(registered_at__gte=datetime.combine(wanted.since, time(), settings.ZONE))
    if wanted.street:
        cases = placing.on_street(cases, places.searched(wanted.street))
    return _said(cases, wanted, seeing.seeing(person)) if wanted.words else cases


def _said(cases: QuerySet[Case], wanted: Wanted, reader: Seeing) -> QuerySet[Case]:
    """The cases of that number, and the newest that have all the words where the reader may read them."""
    numbered = cases.filter(number__in=finding.numbers(wanted.words)).values_list("pk", flat=True)
    narrowed = wanted.view != "all" or replace(wanted, words="").narrows
    ids = indexed_words.newest(cases, wanted.words, reader, narrowed=narrowed)
    return Case.objects.filter(pk__any_of=[*numbered, *ids])


def ordered(cases: QuerySet[Case], sort: str) -> QuerySet[Case]:
    """By due time, what still waits for an answer stands first, so that the late lead."""
    sign = "-" if sort.startswith("-") else ""
    fields = ORDERS[sort.removeprefix("-")]
    return cases.order_by(*(field if field == "rank" else f"{sign}{field}" for field in fields))
