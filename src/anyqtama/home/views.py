"""My day, the map of duties, and search over everything."""

import csv
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from anyqtama.home import day, duty_map, duty_words, own_work, searching
from anyqtama.home.figures import figures
from anyqtama.people.access import AuthenticatedRequest, signed_in


@require_safe
@signed_in
def my_day(request: AuthenticatedRequest) -> HttpResponse:
    at = timezone.now()
    shown = {"day": day.of(request.user, at=at), "figures": figures(request.user, at=at), "at": at}
    shown["own"] = own_work.of(request.user, at=at)
    return render(request, "home/my_day.html", shown)


@require_safe
@never_cache
@signed_in
def search(request: AuthenticatedRequest) -> HttpResponse:
    """`?q=`, `&kind=` of searching.KINDS; `&fragment=1` answers the command dialog, which knows the places already."""
    words, fragment = request.GET.get("q", "")[:100], request.GET.get("fragment") == "1"
    kind = request.GET.get("kind", "") if request.GET.get("kind") in searching.KINDS else ""
    groups = searching.search(
        request.user, words, language=get_language() or "kk", places=not fragment, kind=kind, typing=fragment
    )
    page = "home/search_found.html" if fragment else "home/search.html"
    return render(request, page, {"groups": groups, "words": words, "kind": kind, "tabs": _kinds(request, words, kind)})


def _kinds(request: AuthenticatedRequest, words: str, kind: str) -> list[dict[str, object]]:
    """The narrowings of the results, all of them first."""
    everything = [("", _("Everything")), *((key, searching.KINDS[key]) for key in searching.kinds(request.user))]
    asked = [(key, label, {"q": words, "kind": key} if key else {"q": words}) for key, label in everything]
    return [{"label": label, "url": f"?{urlencode(query)}", "current": key == kind} for key, label, query in asked]


@require_safe
@signed_in
def duties(request: AuthenticatedRequest) -> HttpResponse:
    """The map; `?duty=10.F3.4` opens one duty beside it."""
    language = get_language() or "kk"
    chosen = request.GET.get("duty", "")
    if chosen and chosen not in duty_map.places():
        raise Http404
    shown = {
        "rows": duty_words.rows(language, mine=request.user.roles),
        "tally": duty_map.tally(),
        "chosen": duty_words.one(chosen, language, request.user) if chosen else None,
        "chosen_id": chosen,
        "recommended": duty_words.recommended(),
    }
    return render(request, "home/duties.html", shown)


@require_safe
@signed_in
def duties_export(request: AuthenticatedRequest) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="duties.csv"'
    response.write("\ufeff")
    table = csv.writer(response)
    table.writerows(duty_words.table(get_language() or "kk"))
    return response
