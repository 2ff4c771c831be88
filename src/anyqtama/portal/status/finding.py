"""The case of a client who knows its number and code; guesses are counted."""

from datetime import datetime

from django.http import HttpRequest

from anyqtama.cases import registering
from anyqtama.cases.models import Case
from anyqtama.cases.numbers import written
from anyqtama.kernel import secrecy
from anyqtama.portal import throttling
from anyqtama.portal.doors import where_from
from anyqtama.portal.forms import StatusForm
from anyqtama.portal.names import plain


def find(request: HttpRequest, form: StatusForm, at: datetime) -> Case | None:
    """None whether the form, the number or the code is wrong. Raises throttling.TooOften."""
    throttling.count(throttling.STATUS_ADDRESS, where_from(request), at=at)
    if not form.is_valid():
        return None
    number, code = written(plain(form.cleaned_data["number"])), plain(form.cleaned_data["code"])
    tried = secrecy.fingerprint(number)
    if throttling.used_up(throttling.STATUS_NUMBER, tried, at=at):
        raise throttling.TooOften(throttling.STATUS_NUMBER.seconds)
    case = registering.find_by_code(number=number, code=code)
    if case is None:
        throttling.count(throttling.STATUS_NUMBER, tried, at=at)
    return case
