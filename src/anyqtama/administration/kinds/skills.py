"""Skills: what contacts need and people can do."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.administration.fields import Names
from anyqtama.administration.forms import SettingForm, code_field
from anyqtama.administration.kind import Column, Kind
from anyqtama.people.models import Skill


class SkillForm(SettingForm):
    names = Names(label=pgettext_lazy("setting", "Name"))
    code = code_field(40)


SKILLS = Kind(
    slug="skills",
    icon="badge-check",
    title=pgettext_lazy("settings", "Skills"),
    new=_("New skill"),
    about=_("What queues need and people can do, with levels from 1 to 5."),
    model=Skill,
    form=SkillForm,
    columns=(
        Column("name", pgettext_lazy("setting", "Name"), str),
        Column("code", _("Code"), lambda skill: skill.code),
        Column("people", pgettext_lazy("setting", "People"), lambda skill: len(skill.holders.all()), number=True),
        Column(
            "queues", pgettext_lazy("setting", "Queues"), lambda skill: len(skill.queueskill_set.all()), number=True
        ),
    ),
    rows=lambda: Skill.objects.prefetch_related("holders", "queueskill_set"),
    search=lambda skill: (*skill.names.values(), skill.code),
)
