"""Writing the directory: bodies with their telephones, hours and receptions."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.kernel import journal
from anyqtama.kernel.principal import Principal
from anyqtama.knowledge import finding
from anyqtama.knowledge.cataloguing import ChangedMeanwhile, NameNeeded, kept
from anyqtama.knowledge.entries import DirectorySaved
from anyqtama.knowledge.models import Body
from anyqtama.knowledge.models.directory import BODY_TEXTS
from anyqtama.people.models import Person


class StillOffers(Exception):
    message = _("Offerings of the catalogue name this body. Give them another one first.")


def save(
    *,
    code: str,
    names: Mapping[str, str],
    texts: Mapping[str, Mapping[str, str]],
    email: str,
    site: str,
    by: Person | None,
    at: datetime,
    seen: int | None = None,
) -> Body:
    """Make or change the body `code`; saving a retired one brings it back."""
    names = kept(names)
    if not names:
        raise NameNeeded
    new = {"names": names, "texts": {name: said for name in BODY_TEXTS if (said := kept(texts.get(name, {})))},
           "email": email, "site": site}  # fmt: skip
    with transaction.atomic():
        body = Body.objects.select_for_update().filter(code=code).first()
        if body is not None and seen is not None and body.version != seen:
            raise ChangedMeanwhile
        body = body or Body(code=code, version=0)
        changed = [name for name, value in new.items() if getattr(body, name) != value]
        if body.pk and not changed and body.retired_at is None:
            return body
        for name, value in new.items():
            setattr(body, name, value)
        body.version, body.updated_at, body.retired_at = body.version + 1, at, None
        body.save()
        finding.index_body(body=body, at=at)
        author = by.principal if by else Principal.system("setup")
        journal.write(DirectorySaved(code, changed), subject=body, by=author, at=at)
    return body


def retire(*, body: Body, by: Person, at: datetime) -> Body:
    with transaction.atomic():
        body = Body.objects.select_for_update().get(pk=body.pk)
        if body.offerings.offered().exists():
            raise StillOffers
        if body.retired_at is None:
            body.retired_at, body.updated_at = at, at
            body.save(update_fields=["retired_at", "updated_at"])
            finding.index_body(body=body, at=at)
            journal.write(DirectorySaved(body.code, ["retired_at"]), subject=body, by=by.principal, at=at)
    return body
