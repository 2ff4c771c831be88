"""What a person can do, with levels 1 (beginner) to 5 (teaches others)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from anyqtama.kernel.labels import label, validate_names
from anyqtama.people.models.person import Person

LEVEL = [MinValueValidator(1), MaxValueValidator(5)]


class Skill(models.Model):
    code = models.SlugField(max_length=40, unique=True)
    names = models.JSONField(validators=[validate_names])
    active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return label(self.names)


class PersonSkill(models.Model):
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="skills")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="holders")
    level = models.PositiveSmallIntegerField(validators=LEVEL)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "skill"], name="one_level_a_skill"),
            models.CheckConstraint(condition=models.Q(level__range=(1, 5)), name="skill_level_1_to_5"),
        ]


class PersonLanguage(models.Model):
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="languages")
    language = models.CharField(max_length=2)
    level = models.PositiveSmallIntegerField(validators=LEVEL)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "language"], name="one_level_a_language"),
            models.CheckConstraint(condition=models.Q(level__range=(1, 5)), name="language_level_1_to_5"),
        ]
