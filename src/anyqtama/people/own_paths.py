"""Where a form may send its reader afterwards: to our own pages only."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def own_path(wanted: str, *, otherwise: str = "/") -> str:
    """`wanted` if it is a path of this site, so that no link can lead a signed-in person elsewhere."""
    ours = wanted.startswith("/") and wanted.isprintable() and url_has_allowed_host_and_scheme(wanted, None)
    return wanted if ours and len(wanted) <= 2000 else otherwise


def next_path(request: HttpRequest, *, otherwise: str = "/") -> str:
    return own_path(request.POST.get("next") or request.GET.get("next") or "", otherwise=otherwise)
