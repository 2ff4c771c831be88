"""Holding cards against the rules: before one is saved, and all in turn, so that the queue of errors is true."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.clients import doubles
from anyqtama.clients.entries import Excused
from anyqtama.clients.matching import indexing
from anyqtama.clients.models import Client, Finding, RecordRule
from anyqtama.clients.records.checks import Facts, breaks
from anyqtama.kernel import journal
from anyqtama.kernel.labels import label
from anyqtama.kernel.models import Entry
from anyqtama.kernel.principal import PrincipalKind
from anyqtama.people.models import Person

AGAIN = timedelta(days=1)
"""A card that nobody changed is looked at again after this: powers end and numbers grow old by themselves."""


class ReasonNeeded(Exception):
    message = _("Say why this card is right as it is: the next one who looks will ask.")


def refusals(*, kind: str, values: Mapping[str, Any]) -> dict[str, str]:
    """Field → what is wrong, of the rules that act before saving; `values` with the parts of the address beside."""
    facts = Facts(kind=kind or "person", values=values)
    rules = RecordRule.objects.filter(active=True, before_saving=RecordRule.BeforeSaving.REFUSE)
    return {
        rule.field: f"{rule}. {label(rule.advice)}"
        for rule in rules
        if breaks(facts, check=rule.check_name, name=rule.field, settings=rule.settings)
    }


def facts_of(client: Client, *, at: datetime) -> Facts:
    family = client.family()
    identities = [row for card in Client.objects.filter(pk__in=family) for row in card.identities.all()]
    powers = list(client.representatives.filter(ended_at=None))
    seen = [moment for row in identities for moment in (row.confirmed_at, row.created_at) if moment]
    return Facts(
        kind=client.kind,
        values={"name": client.name, "address": client.address, "notes": client.notes, **client.place},
        kinds=frozenset(row.kind for row in identities),
        confirmed_at=max(seen, default=None),
        powers_end=tuple(row.valid_until for row in powers if row.valid_until),
        represented=bool(powers),
        at=at,
    )


def judge(*, client: Client, at: datetime) -> int:
    """Open what is wrong now, end what was mended. What was excused stays so. Returns how many are open."""
    rules = list(RecordRule.objects.filter(active=True))
    known = {row.rule_id: row for row in Finding.objects.filter(client=client).order_by("pk")}
    standing = client.merged_into_id is None and client.erased_at is None
    facts = facts_of(client, at=at)
    wrong = {
        rule.pk
        for rule in rules
        if standing and breaks(facts, check=rule.check_name, name=rule.field, settings=rule.settings)
    }
    excused = {pk for pk, row in known.items() if row.ended == Finding.Ended.EXCUSED}
    new = wrong - excused - {pk for pk, row in known.items() if row.ended_at is None}
    with transaction.atomic():
        if new:
            who = _last_editor(client)
            Finding.objects.bulk_create(
                [Finding(rule_id=pk, client=client, who=who, found_at=at) for pk in sorted(new)], ignore_conflicts=True
            )
        gone = Finding.objects.open().filter(client=client).exclude(rule__in=wrong)
        gone.update(ended=Finding.Ended.MENDED, ended_at=at)
    return len(wrong - excused)


def _last_editor(client: Client) -> Person | None:
    """Who wrote on this card last; with nobody of the staff its leads see to it."""
    entry = (
        Entry.objects.filter(subject_kind="client", subject_id=str(client.pk), principal_kind=PrincipalKind.PERSON)
        .exclude(kind="client.revealed")
        .order_by("-at", "-pk")
        .first()
    )
    return Person.objects.filter(pk=entry.principal_id, is_active=True).first() if entry else None


def excuse(*, finding: Finding, reason: str, by: Person, at: datetime) -> Finding:
    """The card is right as it is: this rule does not ask about it again."""
    if not reason.strip():
        raise ReasonNeeded
    with transaction.atomic():
        row = Finding.objects.select_for_update().select_related("rule", "client").get(pk=finding.pk)
        if row.ended_at is None:
            row.ended, row.ended_at, row.ended_by, row.reason = Finding.Ended.EXCUSED, at, by, reason.strip()[:200]
            row.save(update_fields=["ended", "ended_at", "ended_by", "reason"])
            journal.write(Excused(row.rule.code, row.reason), subject=row.client, by=by.principal, at=at)
    return row


def switch(*, rule: RecordRule, active: bool, at: datetime) -> RecordRule:
    """A rule is on or off from now on; every card is looked at again."""
    with transaction.atomic():
        RecordRule.objects.filter(pk=rule.pk).update(active=active)
        if not active:
            ended = {"ended": Finding.Ended.MENDED, "ended_at": at}
            Finding.objects.open().filter(rule=rule).update(**ended)
        Client.objects.filter(merged_into=None).update(judged_at=None)
    rule.active = active
    return rule


def sweep(*, at: datetime, most: int = 40) -> int:
    """Look at the next cards that are new, changed, or not looked at for a day: doubles and rules. A step for each.

    The keys are renewed too: cards of an earlier version, or brought in as rows, have none.
    """
    waiting = list(Client.objects.filter(judged_at=None).order_by("-pk")[:most])
    waiting += Client.objects.filter(judged_at__lt=at - AGAIN).order_by("judged_at")[: most - len(waiting)]
    for client in waiting:
        if client.judged_at is None:
            with transaction.atomic():  # as the card is now: meanwhile it may have been renamed or erased
                indexing.renew(Client.objects.select_for_update().get(pk=client.pk))
        if Client.objects.filter(pk=client.pk, version=client.version).update(judged_at=at):
            if client.judged_at is None:
                doubles.look(client=client, at=at)
            judge(client=client, at=at)
    return len(waiting)
