"""A list to choose from is drawn without templates, and stands as Django's own would."""

from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates

from anyqtama.ui.forms import Renderer

ODD = "<b>\"Көше\" & '1'</b>"
FIELDS = [
    forms.ChoiceField(choices=[("", "—"), ("a", "A"), (ODD, ODD)]),
    forms.ChoiceField(choices=[("", "—"), ("Топ", [(1, "бір"), (2, "екі")]), (ODD, [(3, ODD)])]),
    forms.ChoiceField(choices=[("a", "A")], required=False, disabled=True),
    forms.MultipleChoiceField(
        choices=[(1, "бір"), (2, "екі")], widget=forms.SelectMultiple(attrs={"size": 3, "title": ODD})
    ),
]


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("value", ["", "a", ODD, 1, "2", [1, 2], None, True])
def test_it_is_what_djangos_template_draws(field: forms.Field, value: Any) -> None:
    def drawn(renderer: Any) -> str:
        given = {"id": "id-1", "required": True, "hidden": False}
        return str(field.widget.render("name-1", value, given, renderer))

    def lines(html: str) -> list[str]:
        return [line.strip() for line in html.splitlines() if line.strip()]

    assert lines(drawn(Renderer())) == lines(drawn(DjangoTemplates()))
