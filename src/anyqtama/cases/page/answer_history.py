"""What the history says of an answer's way: drafted, agreed, signed, delivered, confirmed."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _

from anyqtama.cases.models import Case, DraftVerdict, Proof
from anyqtama.people.roles import Role

Said = Mapping[str, Any]


def rows(case: Case, told: Collection[str]) -> dict[str, list[Any]]:
    """Rows whose words stand beside an entry: kind of entry → rows, each with its moment; only of kinds in `told`."""
    known: dict[str, Any] = {
        "case.answer_returned": DraftVerdict.objects.filter(draft__case=case, act=DraftVerdict.Act.RETURNED),
        "case.answer_delivered": Proof.objects.filter(answer__case=case),
        "case.client_confirmed": case.client_words.all(),
    }
    return {kind: list(found.order_by("pk")) for kind, found in known.items() if kind in told}


def text(kind: str, row: Any) -> str:
    """The words of the row: a reason, or what was said."""
    return str(row.reason if kind == "case.answer_returned" else row.words) if row else ""


def _role(said: Said) -> dict[str, str]:
    return {"role": str(Role(said["role"]).label) if said["role"] in Role.values else said["role"]}


def _delivered(said: Said) -> str:
    if said["way"] == Proof.Way.REGISTERED:
        return _("noted the registered mail %(number)s") % {"number": said["proof"]}
    return _("opened the answer") if said["way"] == Proof.Way.OPENED else _("noted that the answer arrived")


def _confirmed(said: Said) -> str:
    return _("the client's word: solved") if said["solved"] else _("the client's word: not solved")


def _tell(said: Said) -> str:
    each = _("the client wants to be told of each change of state")
    return each if said["tell"] == "each" else _("the client wants to be told only the answer")


KNOWN: Mapping[str, tuple[str, Callable[[Said], str]]] = {
    "case.answer_drafted": (
        "pencil",
        lambda said: _("kept revision %(number)s of the answer") % {"number": said["revision"]},
    ),
    "case.answer_sent_for_agreement": ("send", lambda said: _("sent the answer for agreement")),
    "case.answer_taken_back": ("rotate-ccw", lambda said: _("took the draft back")),
    "case.answer_agreed": ("check", lambda said: _("agreed to the answer (%(role)s)") % _role(said)),
    "case.answer_returned": ("rotate-ccw", lambda said: _("returned the draft (%(role)s)") % _role(said)),
    "case.answer_signed": (
        "signature",
        lambda said: _("signed the answer No. %(number)s") % {"number": said["outgoing"]},
    ),
    "case.answer_delivered": ("check-check", _delivered),
    "case.client_confirmed": ("thumbs-up", _confirmed),
    "case.confirmation_lapsed": (
        "hourglass",
        lambda said: _("the client said nothing for %(days)s days: closed by rule") % {"days": said["days"]},
    ),
    "case.tell_chosen": ("bell", _tell),
    "case.state_told": ("megaphone", lambda said: _("told the client of the new state")),
}
TO_CLIENT = frozenset(
    {
        "case.answer_delivered",
        "case.client_confirmed",
        "case.confirmation_lapsed",
        "case.tell_chosen",
        "case.state_told",
    }
)
