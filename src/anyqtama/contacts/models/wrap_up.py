"""What a contact ended in, the times the client was put on hold, and the way through the script."""

from django.db import models
from django.db.models import Q

from anyqtama.contacts.models.contact import Contact
from anyqtama.contacts.models.topic import Topic
from anyqtama.kernel.labels import label, validate_names
from anyqtama.knowledge.models import ScriptVersion
from anyqtama.people.models import Person


class ContactResult(models.Model):
    """What a contact can end in; the list is data. `resolved`: the client's matter is done."""

    code = models.SlugField(max_length=30, unique=True)
    names = models.JSONField(validators=[validate_names])
    resolved = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(default=100)
    active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return label(self.names)


class WrapUp(models.Model):
    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, related_name="wrapped")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT)
    result = models.ForeignKey(ContactResult, on_delete=models.PROTECT)
    note = models.TextField(blank=True)
    at = models.DateTimeField()


class Hold(models.Model):
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="holds")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contact"], condition=Q(ended_at=None), name="one_open_hold")]


class ScriptRun(models.Model):
    """Answers by step key, and what was done when: evidence for quality, not a form to be filled twice."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="script_runs")
    version = models.ForeignKey(ScriptVersion, on_delete=models.PROTECT)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField(default=dict)
    began_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contact", "version"], name="one_run_a_version")]
