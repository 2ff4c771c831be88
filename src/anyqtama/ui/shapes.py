"""The five states' shapes, drawn in a 10 x 10 box: a state is never told by colour alone."""

from django.utils.safestring import SafeString, mark_safe

SHAPES: dict[str, SafeString] = {
    "good": mark_safe('<circle cx="5" cy="5" r="4.5"/>'),
    "attention": mark_safe('<path d="M5 .6 9.8 9.4H.2z"/>'),
    "bad": mark_safe('<path d="M5 0 10 5 5 10 0 5z"/>'),
    "info": mark_safe('<rect x=".75" y=".75" width="8.5" height="8.5" rx=".5"/>'),
    "neutral": mark_safe(
        '<path d="M5 .5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zm0 1.6a2.9 2.9 0 1 0 0 5.8 2.9 2.9 0 0 0 0-5.8z"/>'
    ),
    "running": mark_safe('<path d="M5 .5a4.5 4.5 0 1 1 0 9zM5 .5a4.5 4.5 0 0 0 0 9V8a3 3 0 0 1 0-6z"/>'),
}
