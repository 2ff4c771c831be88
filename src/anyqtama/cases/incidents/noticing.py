"""One text to all who are joined, each in their language by their way; with the closing one each case ends."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from anyqtama.cases import telling
from anyqtama.cases.incidents import ending
from anyqtama.cases.incidents.entries import IncidentTold, NoticeRefused
from anyqtama.cases.incidents.joining import IncidentIsClosed
from anyqtama.cases.locking import locked
from anyqtama.cases.models import Case, ClientWord, Incident, IncidentCase, MassNotice
from anyqtama.contacts import speaking
from anyqtama.kernel import jobs, journal
from anyqtama.kernel.models import Job
from anyqtama.people.models import Person

NOTICE = "cases.notice"
OWN_NAMES = {"kk": "қазақша", "ru": "русский", "en": "English"}


class NobodyJoined(Exception):
    message = _("No case is joined: there is nobody to tell.")


class LanguageMissing(Exception):
    """Whoever is told is told in their own language."""

    def __init__(self, missing: Mapping[str, int]) -> None:
        super().__init__(", ".join(missing))
        named = ", ".join(f"{OWN_NAMES.get(code, code)}: {number}" for code, number in missing.items())
        self.message = _now("Some clients read another language. Write it for them too (%(missing)s).") % {
            "missing": named
        }


def send(
    *, incident: Incident, texts: Mapping[str, str], by: Person, at: datetime, closes: bool = False
) -> MassNotice:  # fmt: skip
    """A job for each case in this transaction; `closes` ends the incident, and each case as its job comes."""
    said = {code: text for code, given in texts.items() if (text := speaking.clean(given))}
    with transaction.atomic():
        incident = Incident.objects.select_for_update(of=("self",)).get(pk=incident.pk)
        if incident.closed_at is not None:
            raise IncidentIsClosed
        joined = list(incident.joined.filter(left_at=None).select_related("case").order_by("pk"))
        if not joined:
            raise NobodyJoined
        languages = [row.case.language for row in joined]
        if missing := {code: languages.count(code) for code in sorted({*languages}) if code not in said}:
            raise LanguageMissing(missing)
        notice = MassNotice(incident=incident, texts=said, closes=closes, by=by, at=at)
        notice.save(force_insert=True)
        for row in joined:
            payload = {"notice": notice.pk, "case": row.case_id}
            jobs.enqueue(NOTICE, payload=payload, key=f"{notice.pk}:{row.case_id}", at=at)
        if closes:
            incident.closed_at = at
            incident.save(update_fields=["closed_at"])
        entry = IncidentTold(incident.number, closes, len(joined), sorted({*languages}))
        journal.write(entry, subject=incident, by=by.principal, at=at)
    return notice


def deliver(job: Job, at: datetime) -> None:
    """The job's handler, exactly once: the word, and that the job is done, are one transaction."""
    notice = MassNotice.objects.select_related("incident", "by").get(pk=job.payload["notice"])
    with transaction.atomic():
        case = locked(Case(pk=job.payload["case"]))
        still = IncidentCase.objects.filter(incident=notice.incident, case=case, left_at=None).exists()
        if still and not ClientWord.objects.filter(notice=notice, case=case).exists():
            _word(notice, case, at)
        jobs.finish(job, at=at)


def _word(notice: MassNotice, case: Case, at: datetime) -> None:
    """What cannot be done for one case is said beside it and holds up no other."""
    text = notice.texts.get(case.language) or next(iter(notice.texts.values()))
    try:
        with transaction.atomic():
            if notice.closes:
                ending.end(case=case, text=text, notice=notice, at=at)
            else:
                telling.tell(case=case, text=text, by=notice.by, at=at, notice=notice)
    except Exception as failure:
        said = getattr(failure, "message", None)
        if said is None:
            raise
        with override(notice.by.language):
            refusal = str(said)[:300]
        word = ClientWord(case=case, notice=notice, by=notice.by, text=text, at=at, way="refused", refusal=refusal)
        word.save(force_insert=True)
        entry = NoticeRefused(case.number, notice.incident.number)
        journal.write(entry, subject=case, by=notice.by.principal, at=at)
