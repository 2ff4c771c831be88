"""The pages of the door."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from anyqtama.people import devices, passwords, second_factor, signing_in
from anyqtama.people.access import AuthenticatedRequest, signed_in
from anyqtama.people.addresses import client_address
from anyqtama.people.entrance import cast, pending, shown_once
from anyqtama.people.entrance.entering import leave, proceed
from anyqtama.people.forms import CodeForm, NewPasswordForm, NewTelephoneForm, SignInForm, SignInWithCodeForm
from anyqtama.people.own_paths import next_path
from anyqtama.people.throttling import TooManyAttempts

form_view = require_http_methods(["GET", "HEAD", "POST"])


@form_view
@never_cache
@sensitive_post_parameters("password", "code")
def sign_in(request: HttpRequest) -> HttpResponse:
    onward = next_path(request)
    if request.method != "POST":
        if request.user.is_authenticated:
            return HttpResponseRedirect(iri_to_uri(onward))
        return _door(request, SignInForm(), onward)
    form = (SignInWithCodeForm if "code" in request.POST else SignInForm)(request.POST)
    if not form.is_valid():
        return _door(request, form, onward, status=422)
    login, password, code = (form.cleaned_data.get(name, "") for name in ("login", "password", "code"))
    device = devices.known_device(request.COOKIES, login=login)
    at = timezone.now()
    try:
        admitted = signing_in.sign_in(
            login=login, password=password, code=code, device=device, address=client_address(request), at=at
        )
    except signing_in.WrongLoginOrPassword as refusal:
        form.add_error(None, str(refusal.message))
        return _door(request, form, onward, status=422)
    except TooManyAttempts as refusal:
        again = SignInWithCodeForm(initial={"login": login})
        return _door(request, again, onward, status=429, too_many=refusal, code_failed=bool(code))
    factor = "totp" if admitted.code_shown else "password"
    return proceed(request, person=admitted.person, factor=factor, device=device, onward=onward, at=at)


@form_view
@never_cache
@sensitive_post_parameters("code")
def code(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    found = pending.find(request, at)
    if found is None:
        return redirect("sign_in")
    entering, person = found
    form = CodeForm(request.POST or None)
    status = 200
    if form.is_valid():
        try:
            factor = second_factor.check(
                person=person, code=form.cleaned_data["code"], device=entering.device,
                address=client_address(request), at=at,
            )  # fmt: skip
        except (second_factor.WrongCode, TooManyAttempts) as refusal:
            form.add_error("code", str(refusal.message))
        else:
            return proceed(request, person=person, factor=factor, device=entering.device, onward=entering.onward, at=at)
    if form.errors:
        status = 422
    return render(request, "people/entrance/code.html", {"form": form, "person": person, "at": at}, status=status)


@form_view
@never_cache
@sensitive_post_parameters("code")
def first_telephone(request: HttpRequest) -> HttpResponse:
    """Enrol a second factor before the door opens: the role asks for it."""
    at = timezone.now()
    found = pending.find(request, at)
    if found is None:
        return redirect("sign_in")
    entering, person = found
    if second_factor.asked(person):
        return redirect("sign_in_code")
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
            shown_once.keep_codes(request, codes, onward=entering.onward)
            return proceed(request, person=person, factor="totp", device=entering.device, onward=entering.onward, at=at)
    shown = {"form": form, "person": person, "secret": secret, "at": at}
    return render(request, "people/entrance/first_telephone.html", shown, status=422 if form.errors else 200)


@require_GET
@never_cache
def picture(request: HttpRequest) -> HttpResponse:
    """The QR code of the telephone being enrolled in this very session."""
    at = timezone.now()
    found = pending.find(request, at)
    person = request.user if request.user.is_authenticated else (found[1] if found else None)
    if person is None or not shown_once.has_secret(request):
        raise Http404
    address = second_factor.address_of(shown_once.offered_secret(request), person=person)
    return HttpResponse(second_factor.picture(address), content_type="image/svg+xml")


@form_view
@never_cache
@sensitive_post_parameters("new", "again")
def first_password(request: HttpRequest) -> HttpResponse:
    """Choose one's own password in place of the one that was given."""
    at = timezone.now()
    found = pending.find(request, at)
    if found is None:
        return redirect("sign_in")
    entering, person = found
    form = NewPasswordForm(request.POST or None)
    if form.is_valid():
        new = form.cleaned_data["new"]
        try:
            person = passwords.choose_own(person=person, new=new, at=at)
        except passwords.PasswordRefused as refusal:
            form.add_error("new", [str(message) for message in refusal.messages])
        else:
            return proceed(
                request, person=person, factor=entering.factor, device=entering.device, onward=entering.onward, at=at
            )
    shown = {"form": form, "person": person}
    return render(request, "people/entrance/first_password.html", shown, status=422 if form.errors else 200)


@require_POST
@signed_in
def sign_out(request: AuthenticatedRequest) -> HttpResponse:
    leave(request, person=request.user, at=timezone.now())
    return redirect("sign_in")


def _door(request: HttpRequest, form: SignInForm, onward: str, *, status: int = 200, **more: Any) -> HttpResponse:
    shown = {"form": form, "onward": onward, "cast": cast.members(), "second_factor": settings.SECOND_FACTOR} | more
    response = render(request, "people/entrance/sign_in.html", shown, status=status)
    if too_many := more.get("too_many"):
        response["Retry-After"] = str(max(1, int((too_many.until - timezone.now()).total_seconds())))
    return response
