"""Units: the organisation's tree, by which leads see their people and figures are summed."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.administration import tree
from anyqtama.administration.fields import Names, Reference
from anyqtama.administration.forms import SettingForm, code_field
from anyqtama.administration.kind import Column, Kind
from anyqtama.people.models import Unit


class UnitForm(SettingForm):
    names = Names(label=pgettext_lazy("setting", "Name"))
    parent = Reference(
        Unit, label=_("Stands below"), required=False, empty=_("nothing: the top"),
        help_text=_("Everything below it moves with it."),
    )  # fmt: skip
    code = code_field(40)


UNITS = Kind(
    slug="units",
    icon="building",
    title=pgettext_lazy("settings", "Units"),
    new=_("New unit"),
    about=_("The organisation's tree: who leads whom, and which figures are summed."),
    model=Unit,
    form=UnitForm,
    columns=(
        Column("name", pgettext_lazy("setting", "Name"), str),
        Column("code", _("Code"), lambda unit: unit.code),
        Column("parent", _("Stands below"), lambda unit: str(unit.parent or ""), narrow=True),
        Column("people", pgettext_lazy("setting", "People"), lambda unit: len(unit.people.all()), number=True),
    ),
    rows=lambda: Unit.objects.select_related("parent").prefetch_related("people"),
    search=lambda unit: (*unit.names.values(), unit.code),
    guard=tree.refuse_circle,
    done=tree.keep_paths,
)
