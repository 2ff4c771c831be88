"""How every Django form of the product is drawn: label above, help between, error with its shape; see ui/field.html."""

from typing import Any

from django.forms.renderers import BaseRenderer, DjangoTemplates
from django.template import loader


class Renderer(BaseRenderer):
    """Set as FORM_RENDERER: our templates for form and field, Django's own for the widgets inside."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"

    def __init__(self) -> None:
        self.widgets = DjangoTemplates()

    def get_template(self, template_name: str) -> Any:
        return (self.widgets if template_name.startswith("django/") else loader).get_template(template_name)
