"""One way for all acts of the parts: do the verb, or show the page again with what was typed."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from anyqtama.cases.models import Case
from anyqtama.cases.page import screen
from anyqtama.people.access import AuthenticatedRequest

REFUSED, INVALID = 409, 422
Verb = Callable[[dict[str, Any], datetime], str]
"""Does it and says what was done."""


def act(
    request: AuthenticatedRequest, case: Case, name: str, form: forms.Form, verb: Verb, at: datetime
) -> HttpResponse:
    """`form` without fields: the act asks for nothing."""
    given = {name: form} if form.fields else {}
    if not form.is_valid():
        return screen.show(request, case, at, given=given, status=INVALID)
    try:
        done = verb(form.cleaned_data, at)
    except Exception as failure:
        said = getattr(failure, "message", None)
        if said is None:
            raise
        return screen.show(request, case, at, given=given, refusal=str(said), status=REFUSED)
    messages.success(request, done)
    return HttpResponseRedirect(reverse("case", args=[case.number]) + f"#part-{name}")
