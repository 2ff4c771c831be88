"""A file or a paper of a case that a class of data keeps from its reader: why, and the way back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FILE = _("The class of data of this file leaves out your role.")
SCAN = _("The scan shows words of the case that are not for your role.")
LETTER = _("The letter says what is not for your role.")
NUMBERS = _("The letter has a number that is covered in it, and your role may not look at such numbers.")


def page(request: HttpRequest, url: str, why: Promise) -> HttpResponse:
    """In place of the file; `url`: where the reader came from."""
    return render(request, "cases/withheld.html", {"why": why, "url": url}, status=403)
