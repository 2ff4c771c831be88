"""My day, and the map of duties."""

from django.http import HttpResponse
from django.shortcuts import render

from anyqtama.people.access import AuthenticatedRequest, signed_in


@signed_in
def my_day(request: AuthenticatedRequest) -> HttpResponse:
    return render(request, "home/my_day.html", {})


@signed_in
def duties(request: AuthenticatedRequest) -> HttpResponse:
    return render(request, "home/duties.html", {})
