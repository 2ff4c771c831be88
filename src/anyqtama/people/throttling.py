"""How many wrong passwords and codes are tried in an hour, counted so that an attacker cannot lock the owner out.

A browser that signed in before has its own count; all others share the account's count and their address's count.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Min
from django.utils.translation import gettext_lazy as _

from anyqtama.kernel import journal
from anyqtama.kernel.models import Entry
from anyqtama.kernel.principal import Principal
from anyqtama.people.addresses import neighbourhood
from anyqtama.people.devices import login_fingerprint
from anyqtama.people.entries import SignInThrottled
from anyqtama.people.logins import normal
from anyqtama.people.models import Factor, Person, SignInAttempt
from anyqtama.people.models.signing_in import WINDOW, AttemptQuery

A_DEVICE: Mapping[str, int] = {Factor.PASSWORD: 10, Factor.PASSWORD_WITH_CODE: 10, Factor.CODE: 10}
AN_ACCOUNT: Mapping[str, int] = {Factor.PASSWORD: 20, Factor.PASSWORD_WITH_CODE: 20, Factor.CODE: 10}
AN_ADDRESS: Mapping[str, int] = {Factor.PASSWORD: 100, Factor.PASSWORD_WITH_CODE: 100, Factor.CODE: 100}


class TooManyAttempts(Exception):
    """A count is used up; the password was not looked at. `until` is when the next try is free."""

    message = _("Too many wrong attempts. This one was not checked.")

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


def admit(*, login: str, address: str | None, device: str, factor: Factor, at: datetime) -> SignInAttempt:
    """Count an attempt before it is looked at, or refuse it.

    The row is committed first and the rows are counted after: of attempts that race, the later one sees the other,
    so never more than the limit pass. A refused attempt leaves no row and does not lengthen the wait.
    """
    attempt = SignInAttempt.objects.create(
        login_fingerprint=login_fingerprint(login), address=neighbourhood(address), device=device, factor=factor,
        at=at, succeeded=False,
    )  # fmt: skip
    failed = SignInAttempt.objects.failed(at).filter(factor=factor)
    account = failed.filter(login_fingerprint=attempt.login_fingerprint)
    if device:
        if account.filter(device=device).count() <= A_DEVICE[factor]:
            return attempt
        attempt.device = ""
        attempt.save(update_fields=["device"])
    _refuse_above(AN_ACCOUNT[factor], account.filter(device=""), attempt, "account", login)
    if attempt.address:
        _refuse_above(AN_ADDRESS[factor], failed.filter(device="", address=attempt.address), attempt, "address", login)
    return attempt


def succeed(attempt: SignInAttempt) -> None:
    """What was tried was right: it counts against nobody."""
    SignInAttempt.objects.filter(pk=attempt.pk).update(succeeded=True)


def forget(at: datetime) -> int:
    """Drop attempts that no count looks at any more: they hold addresses of people."""
    return SignInAttempt.objects.filter(at__lt=at - WINDOW * 2).delete()[0]


def _refuse_above(limit: int, tried: AttemptQuery, attempt: SignInAttempt, count: str, login: str) -> None:
    number = tried.count()
    if number <= limit:
        return
    oldest = tried.exclude(pk=attempt.pk).aggregate(at=Min("at"))["at"] or attempt.at
    _note(attempt, count=count, number=number - 1, login=login)
    attempt.delete()
    raise TooManyAttempts(until=oldest + WINDOW)


def _note(attempt: SignInAttempt, *, count: str, number: int, login: str) -> None:
    key = (attempt.login_fingerprint if count == "account" else login_fingerprint(attempt.address or ""))[:16]
    said = Entry.objects.filter(kind=SignInThrottled.kind, at__gt=attempt.at - WINDOW, payload__key=key)
    if said.exists():
        return
    person = Person.objects.filter(login=normal(login)).first() if count == "account" else None
    entry = SignInThrottled(count=count, key=key, attempts=number, address=attempt.address)
    journal.write(entry, subject=person or attempt, by=Principal.system("sign-in"), at=attempt.at)
