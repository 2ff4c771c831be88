"""Scans as the pages take and give them: brought by a form, shown beside the fields."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, BinaryIO, cast

from django.http import QueryDict
from django.utils.translation import gettext as _

from anyqtama.cases.models import Scan
from anyqtama.cases.paper_page.forms import ScansForm
from anyqtama.cases.papers import arriving
from anyqtama.kernel.file_kinds import FileRefused
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest

MOST = 20


def brought(request: AuthenticatedRequest, at: datetime) -> tuple[list[Scan], list[str]]:
    """Those of the request's files that are scans, and what is to be said of the others, each by its name."""
    taken, refused = [], []
    for upload in request.FILES.getlist("pages")[:MOST]:
        name = upload.name or ""
        try:
            stream = cast("BinaryIO", upload.file)
            taken.append(arriving.take_in(stream=stream, name=name, by=request.user, at=at))
        except FileRefused as refusal:
            refused.append(_("%(file)s: %(why)s") % {"file": name, "why": refusal.message})
    return taken, refused


def waiting(request: AuthenticatedRequest) -> Any:
    rows = access.visible(request.user, Scan).filter(paper=None, put_away_at=None, refused="")
    return rows.select_related("file", "by").order_by("at", "pk")


def chosen(request: AuthenticatedRequest, said: QueryDict) -> list[Scan]:
    """Those named by `scan=`, while they wait."""
    named = [int(each) for each in said.getlist("scan")[:MOST] if each.isascii() and each.isdigit() and len(each) < 19]
    return list(waiting(request).filter(pk__in=named))


def shown(scans: Sequence[Scan], refused: Sequence[str] = (), *, keeps: bool = True) -> dict[str, object]:
    """`keeps`: their numbers go along with the form, and more can be attached."""
    return {"scans": scans, "scan_refusals": refused, "keeps": keeps, "attach": ScansForm(attach=True)}
