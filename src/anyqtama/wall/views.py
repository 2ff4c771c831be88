"""The live wall: numbers of now, moved by hints."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from anyqtama.people.access import AuthenticatedRequest, for_right
from anyqtama.wall import words
from anyqtama.wall.board import board


@for_right("wall.see")
def wall(request: AuthenticatedRequest) -> HttpResponse:
    """The whole page, or with `?fragment` only what moves."""
    at = timezone.now()
    theme = request.GET.get("theme")
    shown = {
        "board": board(request.user, at=at),
        "state_words": words.STATES,
        "theme": theme if theme in {"light", "dark"} else "dark",
        "at": at,
    }
    return render(request, "wall/moving.html" if "fragment" in request.GET else "wall/wall.html", shown)
