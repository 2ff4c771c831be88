"""What is given to the reader's department, and one of them with its answer."""

from collections.abc import Sequence

from django import forms
from django.contrib import messages
from django.db import models
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anyqtama.cases import handling, replying, seeing, withheld, words
from anyqtama.cases.assignments.notices import unread
from anyqtama.cases.complaints import notifying
from anyqtama.cases.models import Assignment, Case, Reply, ReplyFile, UnitNotice
from anyqtama.cases.page.work import state
from anyqtama.kernel import files
from anyqtama.people import absences, access
from anyqtama.people.access import AuthenticatedRequest, for_right, signed_in
from anyqtama.people.models import Person

SHOWN = 100
REFUSED, INVALID = 409, 422


class ReplyForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Answer or question"), max_length=4000, required=False,
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": 4000}),
    )  # fmt: skip


@require_safe
@signed_in
def mine(request: AuthenticatedRequest) -> HttpResponse:
    """What is given to the reader by name, or to whom they stand in for, then the department's, by due time."""
    at = timezone.now()
    rows = access.visible(request.user, Assignment).filter(ended_at=None)
    rows = rows.select_related("case__topic", "unit", "person", "after__unit", "after__person").prefetch_related(
        "replies"
    )
    others = absences.stands_in_for(request.user, timezone.localdate(at))
    by_name = models.Case(models.When(person__in=[request.user.pk, *others], then=0), default=1)
    rows = rows.order_by(by_name, "case__due_at", "pk")
    reader = _reader(request.user)
    shown = [_row(row, words.due(row.case, at), reader) for row in rows[:SHOWN]]
    notices = [(each, reader.subject(each.case), reader.shown(each.text)) for each in unread(request.user)]
    given = {"rows": shown, "unit": request.user.unit, "notices": notices, "others": others}
    return render(request, "cases/assignments.html", given)


def _reader(person: Person) -> seeing.Seeing:
    """Who has a role sees by its classes. Others of a department see what was given to it, with the numbers covered."""
    return seeing.seeing(person) if person.roles else seeing.Seeing({})


def _row(row: Assignment, due: words.DueWords, reader: seeing.Seeing) -> dict[str, object]:
    replies = sorted(row.replies.all(), key=lambda reply: reply.pk)
    shape, word = _state(row, replies)
    subject, task = reader.subject(row.case), reader.shown(row.task)
    return {"assignment": row, "subject": subject, "task": task, "shape": shape, "word": word, "due": due}


def _state(row: Assignment, replies: Sequence[Reply]) -> tuple[str, str]:
    """As the department sees it: what waits for the one who leads the case is being checked."""
    if replies and not replies[-1].verdict and row.ended_at is None:
        return "running", _("Being checked")
    return state(row, replies[-1] if replies else None)


@require_POST
@signed_in
def read(request: AuthenticatedRequest, notice_id: int) -> HttpResponse:
    """Somebody of the department has read what it was told."""
    notice = access.fetch(request.user, UnitNotice, pk=notice_id)
    notifying.read(notice=notice, by=request.user, at=timezone.now())
    return HttpResponseRedirect(reverse("assignments"))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def assignment(request: AuthenticatedRequest, assignment_id: int) -> HttpResponse:
    """POST `act`: take, ask (a note for the one who leads the case) or answer."""
    row = access.fetch(request.user, Assignment, pk=assignment_id)
    form = ReplyForm(request.POST or None)
    if request.method != "POST":
        return _page(request, row, form)
    if not form.is_valid():
        return _page(request, row, form, status=INVALID)
    text, at, act = form.cleaned_data["text"], timezone.now(), request.POST.get("act")
    try:
        if act == "take":
            replying.take(assignment=row, by=request.user, at=at)
        elif act == "ask":
            handling.comment(case=row.case, text=text, by=request.user, at=at)
        else:
            uploads = [replying.Upload(each, each.name or "") for each in request.FILES.getlist("files")]
            replying.reply(assignment=row, text=text, by=request.user, at=at, files=uploads)
    except Exception as failure:
        said = getattr(failure, "message", None)
        if said is None:
            raise
        return _page(request, row, form, refusal=str(said), status=REFUSED)
    done = {"take": _("You have it."), "ask": _("Your question is with the one who leads the case.")}
    messages.success(request, done.get(act or "", _("Your answer is sent to be checked.")))
    return HttpResponseRedirect(reverse("assignment", args=[row.pk]))


@require_safe
@signed_in
def file(request: AuthenticatedRequest, assignment_id: int, file_id: int) -> HttpResponseBase:
    row = access.fetch(request.user, Assignment, pk=assignment_id)
    found = get_object_or_404(ReplyFile.objects.select_related("file"), pk=file_id, reply__assignment=row)
    if not _reader(request.user).sees("files"):
        return withheld.page(request, reverse("assignment", args=[row.pk]), withheld.FILE)
    return files.response(found.file, request, inline=True)


@require_safe
@for_right("cases.see")
def case_file(request: AuthenticatedRequest, number: str, file_id: int) -> HttpResponseBase:
    """The same file for those who see the case."""
    case = access.fetch(request.user, Case, number=number)
    found = get_object_or_404(ReplyFile.objects.select_related("file"), pk=file_id, reply__assignment__case=case)
    if not seeing.seeing(request.user).sees("files"):
        return withheld.page(request, reverse("case", args=[case.number]), withheld.FILE)
    return files.response(found.file, request, inline=True)


def _page(
    request: AuthenticatedRequest, row: Assignment, form: ReplyForm, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    at = timezone.now()
    row = Assignment.objects.select_related(
        "case__topic", "case__owner", "unit", "person", "after__unit", "after__person", "taken_by"
    ).get(pk=row.pk)
    replies = list(row.replies.select_related("by", "checked_by").prefetch_related("files__file").order_by("pk"))
    shape, word = _state(row, replies)
    away = absences.running([row.person_id] if row.person_id else [], timezone.localdate(at))
    notes, reader = row.case.comments.filter(at__gte=row.at).select_related("by").order_by("pk"), _reader(request.user)
    shown = {
        "row": row, "says": seeing.says(row.case, None, reader), "task": reader.shown(row.task), "form": form,
        "replies": [(reply, reader.shown(reply.text), reader.shown(reply.reason)) for reply in replies],
        "shape": shape, "word": word, "refusal": refusal, "opens_files": reader.sees("files"),
        "due": words.due(row.case, at),
        "notes": [(note, reader.shown(note.text)) for note in notes
                  if note.by.unit_id == request.user.unit_id or note.by_id == row.case.owner_id],
        "open": row.ended_at is None and not (row.after and row.after.ended_at is None),
        "away": absences.words(away[row.person_id]) if row.person_id in away else "",
        "waits": bool(replies and not replies[-1].verdict),
        "crumbs": [{"label": _("Assignments"), "url": reverse("assignments")}, {"label": row.case.number, "url": ""}],
    }  # fmt: skip
    return render(request, "cases/assignment.html", shown, status=status)
