"""Taking a case's row for a change, and noticing that it is not the case any more that the person looked at."""

from django.utils.translation import gettext_lazy as _

from anyqtama.cases.models import Case


class ChangedMeanwhile(Exception):
    message = _("The case was changed while you were at it. Your text is kept: look at what changed, then do it again.")


def locked(case: Case, seen_version: int | None = None) -> Case:
    """`seen_version`: what the person had before their eyes when they decided; None where nobody decides by a page."""
    rows = Case.objects.select_related(
        "topic", "client", "owner", "contact__channel", "answer_channel", "kind", "district"
    )
    case = rows.select_for_update(of=("self",)).get(pk=case.pk)
    if seen_version is not None and case.version != seen_version:
        raise ChangedMeanwhile
    return case
