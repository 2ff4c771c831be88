"""Taking a case's row for a change."""

from anyqtama.cases.models import Case


def locked(case: Case) -> Case:
    rows = Case.objects.select_related("topic", "client", "owner", "contact__channel", "answer_channel")
    return rows.select_for_update(of=("self",)).get(pk=case.pk)
