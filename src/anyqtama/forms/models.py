"""Questionnaires, their versions, and responses about some subject."""

from django.db import models

from anyqtama.kernel.labels import label, validate_names


class Questionnaire(models.Model):
    code = models.SlugField(max_length=60, unique=True)
    names = models.JSONField(validators=[validate_names])

    def __str__(self) -> str:
        return label(self.names)


class QuestionnaireVersion(models.Model):
    """Questions: [{"key", "kind": scale|choice|text, "texts": {…}, "options": [{"value", "texts"}], "required"}]."""

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    questions = models.JSONField()
    published_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["questionnaire", "number"], name="one_form_version_a_number")]


class Response(models.Model):
    version = models.ForeignKey(QuestionnaireVersion, on_delete=models.PROTECT)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    respondent_kind = models.CharField(max_length=10)
    respondent_id = models.CharField(max_length=40)
    language = models.CharField(max_length=2)
    answers = models.JSONField()
    comment = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "subject_kind", "subject_id", "respondent_kind", "respondent_id"],
                name="one_response_a_respondent",
            )
        ]
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="response_subject")]
