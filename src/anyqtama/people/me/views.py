"""One's own account, and the choices that a visitor may make too."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from anyqtama.people import appearance, checking_workplace, ending_sessions, passwords, presence, second_factor
from anyqtama.people.access import AuthenticatedRequest, signed_in
from anyqtama.people.break_limits import TooManyOnBreak
from anyqtama.people.entrance import shown_once
from anyqtama.people.forms import NewTelephoneForm, PasswordForm, ProfileForm
from anyqtama.people.me.state import my_state
from anyqtama.people.me.workplace import WorkplaceForm
from anyqtama.people.models import Absence, WorkingState, WorkplaceCheck
from anyqtama.people.own_paths import next_path
from anyqtama.people.throttling import TooManyAttempts
from anyqtama.people.workplace_words import faults_in_words

form_view = require_http_methods(["GET", "HEAD", "POST"])


@require_GET
@signed_in
def profile(request: AuthenticatedRequest) -> HttpResponse:
    return _profile(request, ProfileForm(initial=appearance.of(request.user)))


@require_POST
@signed_in
def save_profile(request: AuthenticatedRequest) -> HttpResponse:
    form = ProfileForm(request.POST)
    if not form.is_valid():
        return _profile(request, form, status=422)
    for what, value in form.cleaned_data.items():
        appearance.choose(person=request.user, what=what, value=value)
    response = redirect("me")
    appearance.remember(response, request, form.cleaned_data)
    return response


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    return _choose(request, "language")


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    return _choose(request, "theme")


@form_view
@never_cache
@signed_in
@sensitive_post_parameters("old", "new", "again")
def password(request: AuthenticatedRequest) -> HttpResponse:
    form = PasswordForm(request.POST or None)
    if form.is_valid():
        old, new = form.cleaned_data["old"], form.cleaned_data["new"]
        try:
            person = passwords.change(
                person=request.user, old=old, new=new, session_key=request.session.session_key,
                by=request.user.principal, at=timezone.now(),
            )  # fmt: skip
        except (passwords.WrongPassword, TooManyAttempts) as refusal:
            form.add_error("old", str(refusal.message))
        except passwords.PasswordRefused as refusal:
            form.add_error("new", [str(message) for message in refusal.messages])
        else:
            update_session_auth_hash(request, person)
            return render(request, "people/me/password_changed.html")
    return render(request, "people/me/password.html", {"form": form}, status=422 if form.errors else 200)


@form_view
@never_cache
@signed_in
@sensitive_post_parameters("code")
def telephone(request: AuthenticatedRequest) -> HttpResponse:
    """Enrol a telephone, or another in its place: the code of the new one proves that it works."""
    person, at = request.user, timezone.now()
    if not settings.SECOND_FACTOR:
        return render(request, "people/me/telephone.html", {"switched_off": True})
    form = NewTelephoneForm(request.POST or None)
    secret = shown_once.offered_secret(request)
    if form.is_valid():
        try:
            codes = second_factor.enrol(
                person=person, secret=secret, code=form.cleaned_data["code"], by=person.principal, at=at
            )
        except second_factor.WrongCode as refusal:
            form.add_error("code", str(refusal.message))
        else:
            request.session["factor"] = "totp"
            shown_once.keep_codes(request, codes, onward="/me/")
            return redirect("my_recovery_codes")
    shown = {"form": form, "person": person, "secret": secret, "replaces": second_factor.asked(person), "at": at}
    return render(request, "people/me/telephone.html", shown, status=422 if form.errors else 200)


@form_view
@never_cache
@signed_in
def recovery_codes(request: AuthenticatedRequest) -> HttpResponse:
    """The codes, until their owner says they are written down."""
    shown = shown_once.kept_codes(request)
    if request.method == "POST":
        shown_once.forget_codes(request)
        return HttpResponseRedirect(iri_to_uri(shown.onward if shown else "/me/"))
    if shown is None:
        return redirect("me")
    return render(request, "people/me/recovery_codes.html", {"codes": shown.codes})


@require_POST
@signed_in
def new_recovery_codes(request: AuthenticatedRequest) -> HttpResponse:
    person = request.user
    if not second_factor.asked(person):
        raise Http404
    codes = second_factor.new_recovery_codes(person=person, by=person.principal, at=timezone.now())
    shown_once.keep_codes(request, codes, onward="/me/")
    return redirect("my_recovery_codes")


@require_GET
@never_cache
@signed_in
def sessions(request: AuthenticatedRequest) -> HttpResponse:
    at = timezone.now()
    rows = ending_sessions.open_sessions(person=request.user, at=at)
    shown = {"sessions": rows, "this": request.session.session_key, "at": at, "gone": "gone" in request.GET}
    return render(request, "people/me/sessions.html", shown)


@require_POST
@signed_in
def end_session(request: AuthenticatedRequest, handle: str) -> HttpResponse:
    person = request.user
    try:
        ending_sessions.end(person=person, handle=handle, by=person.principal, at=timezone.now())
    except ending_sessions.NoSuchSession:  # a second click, or it ended by itself: what was wanted is so
        return redirect("/me/sessions/?gone")
    return redirect("my_sessions")


@require_POST
@signed_in
def end_other_sessions(request: AuthenticatedRequest) -> HttpResponse:
    ending_sessions.end_others(
        person=request.user, keep=request.session.session_key, reason="by_hand",
        by=request.user.principal, at=timezone.now(),
    )  # fmt: skip
    return redirect("my_sessions")


@form_view
@never_cache
@signed_in
def state(request: AuthenticatedRequest) -> HttpResponse:
    """The menu of the top bar; POST chooses a state and leads back where one was; a refusal is told there."""
    person, at = request.user, timezone.now()
    refused: presence.StateNotChoosable | TooManyOnBreak | None = None
    onward = next_path(request)
    if onward == request.path:  # the menu was fetched by itself: this address is no page to go back to
        onward = "/"
    if request.method == "POST":
        # Compared here and not in the database, which would choke on a NUL.
        wanted = next((s for s in WorkingState.objects.all() if s.code == request.POST.get("state")), None)
        try:
            if wanted is None:
                raise presence.StateNotChoosable
            presence.change(person=person, state=wanted, by=person.principal, at=at)
        except (presence.StateNotChoosable, TooManyOnBreak) as refusal:
            refused = refusal
        if not request.headers.get("HX-Request"):
            if refused:
                messages.error(request, str(refused.message))
            return HttpResponseRedirect(iri_to_uri(onward))
    shown = {"my_state": my_state(person, at), "refused": refused}
    return render(request, "people/me/state.html", shown)


def _profile(request: AuthenticatedRequest, form: ProfileForm, *, status: int = 200) -> HttpResponse:
    person, at = request.user, timezone.now()
    today = timezone.localdate(at)
    absences = Absence.objects.open(today).select_related("person", "deputy").order_by("begins_on")
    shown = {
        "form": form,
        "today": today,
        "absences": absences.filter(person=person),
        "stands_in": absences.filter(deputy=person),
        "grants": person.grants.select_related("unit"),
        "second_factor_asked": second_factor.asked(person),
        "second_factor_on": settings.SECOND_FACTOR,
        "codes_left": person.recovery_codes.filter(used_at=None).count(),
        "session_count": ending_sessions.open_sessions(person=person, at=at).count(),
    }
    return render(request, "people/me/profile.html", shown, status=status)


def _choose(request: HttpRequest, what: str) -> HttpResponse:
    person = request.user if request.user.is_authenticated else None
    value = request.POST.get(what, "")
    try:
        appearance.choose(person=person, what=what, value=value)
    except appearance.NoSuchChoice as refusal:
        raise SuspiciousOperation(what) from refusal
    response = HttpResponseRedirect(iri_to_uri(next_path(request)))
    appearance.remember(response, request, {what: value})
    return response


@form_view
@never_cache
@signed_in
def workplace(request: AuthenticatedRequest) -> HttpResponse:
    """`?ping=1` answers at once: the page measures the way to the server by it."""
    if "ping" in request.GET:
        return JsonResponse({})
    at = timezone.now()
    form = WorkplaceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = checking_workplace.check(
            person=request.user, works=form.works(), network_ms=given["network_ms"], note=given["note"], at=at
        )
        said = _("Noted. Your team lead sees what does not work.") if done.faults else _("Noted: the workplace is fit.")
        messages.success(request, said)
        return redirect("my_workplace")
    last = WorkplaceCheck.objects.filter(person=request.user).first()
    shown = {"form": form, "last": last, "faults": faults_in_words(last.faults) if last else []}
    return render(request, "people/me/workplace.html", shown, status=422 if form.errors else 200)
