"""The ten occupations of the national standard as roles, and the system administrator beside them."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Role(models.TextChoices):
    CLERK = "clerk", pgettext_lazy("occupation", "Call-centre clerk")
    OPERATOR = "operator", pgettext_lazy("occupation", "Call-centre operator")
    SUPPORT_ANALYST = "support_analyst", pgettext_lazy("occupation", "Support service analyst")
    CONTROLLER = "controller", pgettext_lazy("occupation", "Contact quality controller")
    ADMINISTRATOR = "administrator", pgettext_lazy("occupation", "Shift administrator")
    HEAD = "head", pgettext_lazy("occupation", "Head of a call-centre unit")
    QUALITY_ANALYST = "quality_analyst", pgettext_lazy("occupation", "Service quality analyst")
    ECONOMIST = "economist", pgettext_lazy("occupation", "Economist-analyst")
    TEAM_LEAD = "team_lead", pgettext_lazy("occupation", "Team lead")
    DIRECTOR = "director", pgettext_lazy("occupation", "Head of the call centre")
    SYSADMIN = "sysadmin", pgettext_lazy("occupation", "System administrator")


DESK = frozenset({Role.CLERK, Role.OPERATOR})
LEADS = frozenset({Role.TEAM_LEAD, Role.ADMINISTRATOR})
HEADS = frozenset({Role.HEAD, Role.DIRECTOR})
QUALITY = frozenset({Role.CONTROLLER, Role.QUALITY_ANALYST})
PLANNERS = frozenset({Role.SUPPORT_ANALYST, Role.ECONOMIST})
SECOND_FACTOR = LEADS | HEADS | {Role.SYSADMIN}
EVERY_ROLE = frozenset(Role)
