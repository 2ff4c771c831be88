"""Advice and order in the history of a case: words of each kind of entry."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from anyqtama.cases.models import OfferRefusal
from anyqtama.kernel.models import Entry
from anyqtama.knowledge.models import Offering
from anyqtama.knowledge.offering_words import money

KINDS = frozenset(
    {
        "need.taken", "need.confirmed", "service.offered", "service.offer_decided", "order.line_written",
        "order.line_cancelled", "order.confirmed",
    }
)  # fmt: skip


def names(entries: list[Entry]) -> Mapping[str, str]:
    """Codes of offerings and of reasons that these entries name, in words. Two queries, none without such an entry."""
    told = [entry.payload for entry in entries if entry.kind in KINDS]
    if not told:
        return {}
    offerings = Offering.objects.filter(code__in={said["offering"] for said in told if "offering" in said})
    refusals = OfferRefusal.objects.filter(code__in={said["refusal"] for said in told if said.get("refusal")})
    return {each.code: str(each) for each in offerings} | {f"why:{each.code}": str(each) for each in refusals}


def words(entry: Entry, known: Mapping[str, str]) -> dict[str, Any]:
    """icon, what, text and side of one event; a word that was erased is left out."""
    said, personal = entry.payload, entry.personal or {}
    name = known.get(said.get("offering", ""), said.get("offering", ""))
    match entry.kind:
        case "need.taken":
            return {
                "icon": "message-square",
                "what": _("took down what the client needs"),
                "text": personal.get("words", ""),
            }
        case "need.confirmed":
            what = _("read the need back; the client confirmed it")
            return {"icon": "check", "what": what, "text": personal.get("read_back", "")}
        case "service.offered":
            return {"icon": "handshake", "what": _("offered: %(name)s") % {"name": name}}
        case "service.offer_decided" if said["outcome"] == "accepted":
            return {"icon": "handshake", "what": _("the client takes it: %(name)s") % {"name": name}}
        case "service.offer_decided":
            why = known.get(f"why:{said['refusal']}", said["refusal"])
            return {"icon": "handshake", "what": _("the client refuses %(name)s: %(why)s") % {"name": name, "why": why}}
        case "order.line_written":
            told = {"name": name, "quantity": said["quantity"], "total": money(Decimal(said["total"]))}
            changed = _("changed the line: %(name)s, %(quantity)s, %(total)s")
            return {
                "icon": "pencil",
                "what": (changed if said["changed"] else _("ordered: %(name)s, %(quantity)s, %(total)s")) % told,
            }
        case "order.line_cancelled":
            return {"icon": "x", "what": _("cancelled the line: %(name)s") % {"name": name}}
        case _:
            told = {"number": said["confirmation"], "total": money(Decimal(said["total"]))}
            return {
                "icon": "clipboard-check",
                "what": _("read the order back, the client confirmed it: no. %(number)s, %(total)s") % told,
            }
