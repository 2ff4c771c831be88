"""The one field that asks for the address of a matter: in a line, or in its parts; used by every form that does."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.clients import places
from anyqtama.clients.places import PARTS, Place

LABELS = {
    "locality": pgettext_lazy("address", "Town or village"),
    "street": pgettext_lazy("address", "Street"),
    "house": pgettext_lazy("address", "House"),
    "flat": pgettext_lazy("address", "Flat"),
}
WAS = "line"
"""The line as it was written before it was parted, so that it stays so where no part is changed."""
NAME = "address"
LABEL = _("Address of the matter")
HOUSE_MISSING = _("Write the house too: a flat alone is found by nobody.")
TOO_LONG = _("The address is longer than 300 characters together. Put what does not fit into the details.")


class PlaceInput(forms.MultiWidget):
    """`address`: the line, or what has no part; `address_street` and so on; names of the inputs by their form."""

    template_name = "cases/place_input.html"
    use_fieldset = True

    def __init__(self) -> None:
        one = {"autocomplete": "off", "maxlength": str(places.LINE)}
        parts = {
            part: forms.TextInput({"autocomplete": "off", "maxlength": str(places.LONGEST[part])}) for part in PARTS
        }
        super().__init__({"": forms.TextInput(one), **parts, WAS: forms.HiddenInput()})

    def decompress(self, value: Any) -> list[str]:
        place = value if isinstance(value, Place) else places.read(str(value or ""))
        return [place.rest, *(getattr(place, part) for part in PARTS), place.line]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The line has the id of the field itself: labels, errors and other parts of a page name it so."""
        said = super().get_context(name, value, attrs)
        ids = (attrs or {}).get("id") or ""
        for one, part in zip(said["widget"]["subwidgets"], ("", *PARTS, WAS), strict=True):
            one["label"] = LABELS.get(part, "")
            if ids:
                one["attrs"]["id"] = f"{ids}_{part}" if part else ids
        said["widget"] |= {"group": ids, "ids": ids.removesuffix(f"-{NAME}")}
        return said

    def id_for_label(self, id_: str) -> str:
        return id_


class PlaceField(forms.MultiValueField):
    """Cleans to a `Place`. A line alone is read into its parts; parts make the line."""

    widget = PlaceInput

    def __init__(self, *, label: Any = LABEL) -> None:
        each = [forms.CharField(required=False, max_length=places.LINE)]
        each += [forms.CharField(required=False, max_length=places.LONGEST[part]) for part in PARTS]
        each.append(forms.CharField(required=False, max_length=places.LINE))
        super().__init__(each, require_all_fields=False, label=label, required=False)

    def compress(self, data_list: list[str]) -> Place:
        rest, *parts, was = [str(each or "") for each in data_list] or [""] * (len(PARTS) + 2)
        return refused(places.composed(was=was, rest=rest, **dict(zip(PARTS, parts, strict=True))))


def refused(place: Place) -> Place:
    if len(place.line) > places.LINE:
        raise ValidationError(TOO_LONG, code="too_long")
    if place.flat and not place.house and place != places.read(place.line):  # a line says what it says
        raise ValidationError(HOUSE_MISSING, code="house")
    return place


def parted(given: Mapping[str, str]) -> Place | None:
    """What the line that was typed reads as; None where the parts say that already."""
    place = said(given)
    names = (*(f"{NAME}_{part}" for part in PARTS), NAME)
    typed = tuple(" ".join(str(given.get(name) or "").split()) for name in names)
    return place if place.structured and place.parts != typed else None


def said(given: Mapping[str, str]) -> Place:
    """What a form that is still being filled says so far; nothing is refused."""
    parts = {part: str(given.get(f"{NAME}_{part}") or "") for part in PARTS}
    return places.composed(was=str(given.get(f"{NAME}_{WAS}") or ""), rest=str(given.get(NAME) or ""), **parts)
