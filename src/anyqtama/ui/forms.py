"""How every Django form of the product is drawn: label above, help between, error with its shape; see ui/field.html."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.forms.renderers import BaseRenderer, DjangoTemplates
from django.http import HttpRequest
from django.template import loader
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

SELECT = "django/forms/widgets/select.html"


class Renderer(BaseRenderer):
    """Set as FORM_RENDERER: our templates for form and field, Django's own for the widgets inside."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"

    def __init__(self) -> None:
        self.widgets = DjangoTemplates()

    def get_template(self, template_name: str) -> Any:
        return (self.widgets if template_name.startswith("django/") else loader).get_template(template_name)

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """A list of fifty topics is drawn without a template for each of them, which took 8 ms."""
        if template_name == SELECT and context["widget"]["template_name"] == SELECT:
            return _select(context["widget"])
        return super().render(template_name, context, request)


def _select(widget: Mapping[str, Any]) -> SafeString:
    groups = _together(_group(name, options) for name, options, _index in widget["optgroups"])
    return format_html('<select name="{}"{}>{}\n</select>', widget["name"], _attributes(widget), groups)


def _group(name: str | None, options: Iterable[Mapping[str, Any]]) -> SafeString:
    lines = format_html_join(
        "", '\n  <option value="{}"{}>{}</option>', ((one["value"], _attributes(one), one["label"]) for one in options)
    )
    return format_html('\n  <optgroup label="{}">{}\n  </optgroup>', name, lines) if name else lines


def _attributes(widget: Mapping[str, Any]) -> SafeString:
    """In their order, as Django's own template has them."""
    said = ((name, value) for name, value in widget["attrs"].items() if value is not False)
    return _together(
        format_html(" {}", name) if value is True else format_html(' {}="{}"', name, value) for name, value in said
    )


def _together(parts: Iterable[SafeString]) -> SafeString:
    return mark_safe("".join(parts))  # noqa: S308 -- each part is escaped
