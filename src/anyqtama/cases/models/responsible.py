"""Who is responsible for what, as data: topic by district, and the kind of case where it matters."""

from django.db import models
from django.utils.translation import gettext as _

from anyqtama.cases.models.kind import CaseKind
from anyqtama.cases.models.terms import District
from anyqtama.contacts.models import Topic
from anyqtama.people.models import Person, Unit


class Responsible(models.Model):
    """What is empty fits every case; the row that says most is proposed. `person`: by name, within the unit."""

    topic = models.ForeignKey(Topic, null=True, blank=True, on_delete=models.PROTECT)
    district = models.ForeignKey(District, null=True, blank=True, on_delete=models.PROTECT)
    kind = models.ForeignKey(CaseKind, null=True, blank=True, on_delete=models.PROTECT)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return " · ".join(str(part) for part in (self.topic, self.district, self.kind) if part) or _("any case")
