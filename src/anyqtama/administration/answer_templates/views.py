"""One template; `?case=number` shows it filled with a real case, without the client's name."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST

from anyqtama.administration import changing
from anyqtama.administration.history import before_of
from anyqtama.administration.kind import Refused
from anyqtama.administration.kinds import ANSWER_TEMPLATES
from anyqtama.administration.known import Known
from anyqtama.administration.views import attempt, form_page
from anyqtama.cases import seeing
from anyqtama.cases.answers import merging
from anyqtama.cases.models import AnswerTemplate, Case
from anyqtama.kernel.models import Entry
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest, for_right

Shown = list[tuple[str, str]]


@require_http_methods(["GET", "HEAD", "POST"])
@for_right("settings.edit")
def page(request: AuthenticatedRequest, template_id: int) -> HttpResponse:
    row = access.fetch(request.user, AnswerTemplate, pk=template_id)
    form = ANSWER_TEMPLATES.form(request.POST or None, row=row, known=Known())
    if request.method == "POST" and form.is_valid():
        if attempt(request, ANSWER_TEMPLATES, row, form) is not None:
            return redirect(request.path)
        row = access.fetch(request.user, AnswerTemplate, pk=template_id)
    shown, refusal = preview(row, request.GET.get("case", ""), timezone.now(), seeing.seeing(request.user))
    more = {"previewed": shown, "preview_refusal": refusal, "wanted_case": request.GET.get("case", "")}
    more["back_url"] = reverse("settings_answer_template_back", args=[row.pk])
    return form_page(request, ANSWER_TEMPLATES, row, form, template="administration/answer_template.html", **more)


@require_POST
@for_right("settings.edit")
def go_back(request: AuthenticatedRequest, template_id: int) -> HttpResponse:
    """`version`: a change in the history; the texts before it are said again, as a change of its own."""
    row, version = access.fetch(request.user, AnswerTemplate, pk=template_id), request.POST.get("version", "")
    about = Entry.objects.filter(subject_kind="answertemplate", subject_id=str(row.pk))
    entry = about.filter(pk=int(version) if version.isdigit() else 0).first()
    if entry is None or not (before := before_of(entry)):
        raise Http404
    try:
        changing.save(kind=ANSWER_TEMPLATES, row=row, values=before, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("The template says again what it said before."))
    return redirect("settings_answer_template", row.pk)


def preview(row: AnswerTemplate, number: str, at: datetime, reader: seeing.Seeing) -> tuple[Shown, str]:
    """In each language. Who edits templates needs no client's name, nor a subject that is not for them, to see that it
    stands where it should."""
    if not number.strip():
        return [], ""
    case = Case.objects.select_related("kind", "client", "topic").filter(number=number.strip().upper()).first()
    if case is None:
        return [], _("There is no case of this number.")
    shown = []
    try:
        for language, text in row.texts.items():
            with override(language):
                name, subject = _("[name of the client]"), _("[subject of the case]")
            case.language = language
            subject = reader.subject(case) if reader.sees("subject") else subject
            shown.append((language, merging.fill(text, case, at, client=name, subject=subject)))
    except merging.NothingToMerge as missing:
        return [], missing.message
    return shown, ""
