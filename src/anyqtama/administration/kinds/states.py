"""Working states: what people choose from in the top bar. Two of them the system sets itself."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.administration.fields import Flag, Names, Whole
from anyqtama.administration.forms import SettingForm, code_field
from anyqtama.administration.kind import Column, Kind, Refused, Text
from anyqtama.administration.words import STATE_KINDS, yes_no
from anyqtama.kernel import live
from anyqtama.people.models import StateKind, WorkingState
from anyqtama.people.presence import AWAY, OFFLINE


class StateForm(SettingForm):
    names = Names(label=pgettext_lazy("setting", "Name"))
    kind = forms.ChoiceField(
        label=_("Counted as"), choices=list(STATE_KINDS.items()), initial=StateKind.OTHER,
        help_text=_("Only people in a state counted as available are offered contacts."),
    )  # fmt: skip
    limit_minutes = Whole(
        label=_("Longest, minutes"), least=1, most=1440, required=False, help_text=_("Empty: no limit.")
    )
    paid = Flag(label=_("Paid working time"))
    choosable = Flag(label=_("People may choose it themselves"))
    order = Whole(label=_("Place in lists"), help_text=_("Smaller stands above."))
    code = code_field(30)


def guard(state: WorkingState, changed: set[str], _by: Any) -> None:
    if (
        "kind" in changed
        and {AWAY: StateKind.AWAY, OFFLINE: StateKind.OFFLINE}.get(state.code, state.kind) != state.kind
    ):
        raise Refused(_("The system sets this state itself: what it is counted as must stay."))
    if not changed & {"kind", "choosable", "active"}:
        return
    others = WorkingState.objects.exclude(pk=state.pk).filter(active=True, choosable=True, kind=StateKind.AVAILABLE)
    here = state.active and state.choosable and state.kind == StateKind.AVAILABLE
    if not here and not others.exists():
        raise Refused(_("One state counted as available must stay choosable: without it nobody could take a contact."))


def kept(state: WorkingState, _by: Any) -> Text | None:
    return _("The system sets this state itself: it stays in use.") if state.code in {AWAY, OFFLINE} else None


STATES = Kind(
    slug="states",
    icon="coffee",
    title=_("Working states"),
    new=_("New state"),
    about=_("What people choose from: available, breaks, training, meeting."),
    model=WorkingState,
    form=StateForm,
    columns=(
        Column("name", pgettext_lazy("setting", "Name"), str),
        Column("code", _("Code"), lambda state: state.code),
        Column("kind", _("Counted as"), lambda state: str(STATE_KINDS[state.kind]), narrow=True),
        Column("limit", _("Longest, minutes"), lambda state: state.limit_minutes, number=True),
        Column("paid", _("Paid working time"), lambda state: yes_no(state.paid)),
        Column("choosable", _("People may choose it themselves"), lambda state: yes_no(state.choosable)),
    ),
    rows=WorkingState.objects.all,
    search=lambda state: (*state.names.values(), state.code),
    order=lambda state: (state.order, state.pk),
    guard=guard,
    kept=kept,
    done=lambda _state, _changed, _by, _at: live.hint("wall"),
)
