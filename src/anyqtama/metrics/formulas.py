"""The formulas, each over counts of the whole period: never a mean of interval percentages."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet

from anyqtama.contacts.models import Contact
from anyqtama.history import bins
from anyqtama.history.models import CaseFact, ContactFact, SegmentFact
from anyqtama.metrics.measure import Measure, count, percent, ratio
from anyqtama.metrics.scope import Scope
from anyqtama.science.quality import share

DAY_SECONDS = 86_400


def service_level_a(scope: Scope) -> Measure:
    t = scope.totals
    return percent(_in_time(scope), t["answered"] + t["abandoned"])


def service_level_b(scope: Scope) -> Measure:
    return percent(_in_time(scope), scope.totals["answered"])


def service_level_c(scope: Scope) -> Measure:
    """Who left before the threshold is not counted: neither kept waiting nor served."""
    t = scope.totals
    return percent(_in_time(scope), t["answered"] + t["abandoned"] - _left_in_time(scope))


def service_level_d(scope: Scope) -> Measure:
    return percent(_in_time(scope) + _left_in_time(scope), scope.totals["offered"])


def asa(scope: Scope) -> Measure:
    """Without those who left; in chat the wait ends with the first human reply, not with the accept."""
    return ratio(scope.totals["wait_seconds"], scope.totals["answered"])


def longest_wait(scope: Scope) -> Measure:
    waits = _waits(scope)
    return Measure(max(waits, default=None), max(waits, default=0), len(waits))


def wait_p90(scope: Scope) -> Measure:
    return _quantile(_waits(scope), 0.90)


def wait_p95(scope: Scope) -> Measure:
    return _quantile(_waits(scope), 0.95)


def abandonment(scope: Scope) -> Measure:
    """Those who left sooner than the short threshold (a wrong number) are shown apart."""
    late = scope.totals["abandoned"] - _left_short(scope)
    return percent(late, scope.totals["offered"])


def short_abandons(scope: Scope) -> Measure:
    return count(_left_short(scope))


def blockage(scope: Scope) -> Measure:
    t = scope.totals
    return percent(t["refused"], t["refused"] + t["offered"])


def aht(scope: Scope) -> Measure:
    """Per segment, which staffing uses: a transfer is one contact with two."""
    work, segments, _contacts = _work(scope)
    return ratio(work, segments)


def aht_contact(scope: Scope) -> Measure:
    work, _segments, contacts = _work(scope)
    return ratio(work, contacts)


def acw_share(scope: Scope) -> Measure:
    t = scope.totals
    return percent(t["wrap_up_seconds"], t["talk_seconds"] + t["hold_seconds"] + t["wrap_up_seconds"])


def hold_share(scope: Scope) -> Measure:
    t = scope.totals
    return percent(t["hold_seconds"], t["talk_seconds"] + t["hold_seconds"] + t["wrap_up_seconds"])


def transfer_rate(scope: Scope) -> Measure:
    return percent(scope.totals["transferred"], scope.totals["handled"])


def concurrency(scope: Scope) -> Measure:
    """Chat seconds of everyone / seconds in which they had at least one: parallel chats count double above the line."""
    spans: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    for segment in scope.segments().filter(channel="chat"):
        spans[segment.person].append(_span(segment))
    together = sum((end - start).total_seconds() for own in spans.values() for start, end in own)
    return ratio(together, sum(_covered(own) for own in spans.values()))


def effective_aht(scope: Scope) -> Measure:
    own, at_once = aht(scope), concurrency(scope).value
    return ratio(own.numerator, own.denominator * at_once) if at_once else own


def first_response_on_time(scope: Scope) -> Measure:
    """Of cases due in the period: first answered no later than the due time, which the working calendar counted."""
    due = scope.cases().filter(due_at__gte=scope.start, due_at__lt=scope.end)
    return percent(due.filter(answered_at__lte=F("due_at")).count(), due.count())


def backlog(scope: Scope) -> Measure:
    """Open past their due time at the end of the period; a reopened case counts again."""
    return count(_open_cases(scope).filter(due_at__lt=scope.end).count())


def backlog_age_p90(scope: Scope) -> Measure:
    ages = [(scope.end - at).total_seconds() for at in _open_cases(scope).values_list("registered_at", flat=True)]
    found = _quantile(ages, 0.90)
    return Measure(found.value / DAY_SECONDS if found.value is not None else None, found.numerator, found.denominator)


def backlog_days(scope: Scope) -> Measure:
    """Open cases / mean closed a day."""
    closed = scope.cases().filter(closed_at__gte=scope.start, closed_at__lt=scope.end).count()
    days = (scope.end - scope.start).total_seconds() / DAY_SECONDS
    return ratio(_open_cases(scope).count(), closed / days if days else 0)


def fcr(scope: Scope) -> Measure:
    """Resolved contacts after which the same client did not come back on the topic within the days of repetition."""
    resolved = list(scope.contacts().filter(resolved=True).exclude(client=None))
    later = _arrivals(resolved, scope)
    window = timedelta(days=scope.repeat_days)
    again = sum(
        any(fact.arrived_at < at <= fact.arrived_at + window for at in later[fact.client, fact.topic])
        for fact in resolved
    )
    return percent(len(resolved) - again, len(resolved))


def fcr_survey(scope: Scope) -> Measure:
    answers = scope.contacts().exclude(solved="")
    return _share(answers.filter(solved="yes").count(), answers.count())


def resolution_rate(scope: Scope) -> Measure:
    """Closed is not resolved."""
    closed = scope.cases().filter(closed_at__gte=scope.start, closed_at__lt=scope.end)
    return percent(closed.filter(resolved=True).count(), closed.count())


def repeat_rate(scope: Scope) -> Measure:
    """Contacts that are at least the second of the client on the topic within the days of repetition."""
    facts = list(scope.contacts().exclude(client=None))
    earlier = _arrivals(facts, scope)
    window = timedelta(days=scope.repeat_days)
    repeats = sum(
        any(fact.arrived_at - window <= at < fact.arrived_at for at in earlier[fact.client, fact.topic])
        for fact in facts
    )
    return percent(repeats, len(facts))


def csat(scope: Scope) -> Measure:
    """Marks 4 and 5 of 5; the interval and the number of answers stand beside it."""
    if scope.person or scope.topic:
        rated = scope.contacts().exclude(rating=None)
        return _share(rated.filter(rating__gte=4).count(), rated.count())
    return _share(scope.totals["rating_top"], scope.totals["ratings"])


def _in_time(scope: Scope) -> int:
    """Each queue by its own promise, so that the sum over queues is the sum of what each one kept."""
    return sum(bins.within(waits, scope.promise(queue)[0]) for queue, waits in scope.totals.answered_bins.items())


def _left_in_time(scope: Scope) -> int:
    return sum(bins.within(waits, scope.promise(queue)[0]) for queue, waits in scope.totals.abandoned_bins.items())


def _left_short(scope: Scope) -> int:
    return sum(bins.within(waits, scope.promise(queue)[1]) for queue, waits in scope.totals.abandoned_bins.items())


def _waits(scope: Scope) -> list[float]:
    """Waits of the period's arrivals; who still waits counts with the time so far, or the figure would flatter."""
    facts = scope.contacts().filter(outgoing=False)
    waits = [float(wait) for wait in facts.values_list("wait_seconds", flat=True) if wait is not None]
    unanswered = facts.filter(wait_seconds=None).values_list("contact", "arrived_at")
    still = set(Contact.objects.open().filter(pk__in=[pk for pk, _ in unanswered]).values_list("pk", flat=True))
    return waits + [max(0.0, (scope.end - at).total_seconds()) for pk, at in unanswered if pk in still]


def _quantile(values: Sequence[float], share_below: float) -> Measure:
    """The least value that at least this share of all values does not exceed."""
    if not values:
        return Measure(None, 0, 0)
    ordered = sorted(values)
    index = max(0, -(-len(ordered) * round(share_below * 1000) // 1000) - 1)
    return Measure(ordered[index], ordered[index], len(ordered))


def _work(scope: Scope) -> tuple[int, int, int]:
    """(seconds, segments, contacts)."""
    rows = scope.segments().values_list("contact", "talk_seconds", "hold_seconds", "wrap_up_seconds")
    found = list(rows)
    return sum(sum(row[1:]) for row in found), len(found), len({row[0] for row in found})


def _span(segment: SegmentFact) -> tuple[datetime, datetime]:
    length = segment.talk_seconds + segment.hold_seconds + segment.wrap_up_seconds
    return segment.ended_at - timedelta(seconds=length), segment.ended_at


def _covered(spans: Sequence[tuple[datetime, datetime]]) -> float:
    """Seconds that lie in at least one span."""
    covered, until = 0.0, None
    for start, end in sorted(spans):
        if until is None or start > until:
            covered += (end - start).total_seconds()
            until = end
        elif end > until:
            covered += (end - until).total_seconds()
            until = end
    return covered


def _open_cases(scope: Scope) -> QuerySet[CaseFact]:
    return scope.cases().filter(Q(closed_at=None) | Q(closed_at__gte=scope.end))


def _arrivals(facts: Sequence[ContactFact], scope: Scope) -> dict[tuple[int | None, str], list[datetime]]:
    """All arrivals of these clients around the period, by client and topic."""
    window = timedelta(days=scope.repeat_days)
    rows = ContactFact.objects.filter(
        client__in={fact.client for fact in facts},
        arrived_at__gte=scope.start - window,
        arrived_at__lt=scope.end + window,
    )
    found: dict[tuple[int | None, str], list[datetime]] = defaultdict(list)
    for client, topic, at in rows.values_list("client", "topic", "arrived_at"):
        found[client, topic].append(at)
    return found


def _share(successes: int, trials: int) -> Measure:
    if not trials:
        return Measure(None, 0, 0)
    interval = share(successes, trials)
    low, high = (None if bound is None else 100 * bound for bound in (interval.low, interval.high))
    return Measure(100 * successes / trials, successes, trials, low, high)
