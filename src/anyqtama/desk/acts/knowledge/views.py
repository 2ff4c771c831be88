"""An article beside the talk: that it was used, and what is wrong with it."""

from django import forms
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST

from anyqtama.desk.acts.answering import act, incomplete, seen
from anyqtama.knowledge import listening
from anyqtama.knowledge.models import Article
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest, for_right


class FeedbackForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[
            ("wrong", pgettext_lazy("feedback", "Wrong")),
            ("missing", pgettext_lazy("feedback", "Missing")),
            ("unclear", pgettext_lazy("feedback", "Unclear")),
        ],
    )
    text = forms.CharField(label=_("In a few words"), required=False, max_length=500)


@require_POST
@for_right("desk.use")
def used(request: AuthenticatedRequest, contact_id: int, code: str) -> HttpResponse:
    """Opened or inserted: what changes afterwards is marked for this person."""
    seen(request, contact_id)
    listening.used(article=access.fetch(request.user, Article, code=code), by=request.user, at=timezone.now())
    return JsonResponse({"done": True})


@require_POST
@for_right("desk.use")
def feedback(request: AuthenticatedRequest, contact_id: int, code: str) -> HttpResponse:
    contact, at = seen(request, contact_id), timezone.now()
    article, form = access.fetch(request.user, Article, code=code), FeedbackForm(request.POST)
    if not form.is_valid():
        return incomplete(request, contact, at, form, "feedback")
    return act(
        request, contact, at,
        lambda: listening.feed_back(
            article=article, language=contact.language, by=request.user, at=at, **form.cleaned_data
        ),
    )  # fmt: skip
