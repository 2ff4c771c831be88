"""A new version of the personal-data notice. Older ones stay as they were agreed to."""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.administration.changing import TakenMeanwhile
from anyqtama.administration.entries import SettingsChanged
from anyqtama.administration.kind import Refused
from anyqtama.clients.models import Notice
from anyqtama.kernel import journal
from anyqtama.people.models import Person

POINTS = ("stored", "purpose", "kept", "withdrawal")
Texts = Mapping[str, str]


class NothingNew(Refused):
    def __init__(self) -> None:
        super().__init__(_("These are the words of the version in force. Nothing was published."))


def publish(*, points: Mapping[str, Texts], texts: Texts, valid_from: datetime, by: Person, at: datetime) -> Notice:
    """In force from `valid_from`, or from now if that has passed."""
    try:
        with transaction.atomic():
            last = Notice.objects.select_for_update().order_by("-version").first()
            if last is not None and last.points == dict(points) and last.texts == dict(texts):
                raise NothingNew
            notice = Notice(
                version=last.version + 1 if last else 1, points=dict(points), texts=dict(texts),
                valid_from=max(at, valid_from),
            )  # fmt: skip
            notice.save(force_insert=True)
            after = {"version": notice.version, "valid_from": notice.valid_from.isoformat()}
            journal.write(SettingsChanged("made", "", {}, after, {}, {}), subject=notice, by=by.principal, at=at)
    except IntegrityError:
        raise TakenMeanwhile from None
    return notice
