from django.db import migrations, models
import django.db.models.deletion

import anyqtama.kernel.labels

INQUIRY = {
    "code": "inquiry",
    "order": 10,
    "names": {"kk": "Сұрау", "ru": "Запрос", "en": "Inquiry"},
    "fields": [],
    "stages": [
        {
            "code": "new", "state": "new", "ways": ["with_department", "answered", "closed"],
            "names": {"kk": "Жаңа", "ru": "Новый", "en": "New"},
        },
        {
            "code": "with_department", "state": "with_department", "ways": ["answered", "closed", "new"],
            "names": {"kk": "Бөлімде", "ru": "В отделе", "en": "With the department"},
        },
        {
            "code": "answered", "state": "answered", "ways": ["closed", "with_department"],
            "names": {"kk": "Жауап берілді", "ru": "Ответ дан", "en": "Answered"},
        },
        {
            "code": "closed", "state": "closed", "ways": ["new"],
            "names": {"kk": "Жабық", "ru": "Закрыт", "en": "Closed"},
        },
    ],
}  # fmt: skip
"""The kind that every case had before there were kinds."""


def the_inquiry(apps, schema_editor):
    apps.get_model("cases", "CaseKind").objects.using(schema_editor.connection.alias).create(**INQUIRY)


def where_they_stand(apps, schema_editor):
    cases = apps.get_model("cases", "Case").objects.using(schema_editor.connection.alias)
    cases.update(stage=models.F("state"))


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_first")]

    operations = [
        migrations.CreateModel(
            name="CaseKind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=40, unique=True)),
                ("names", models.JSONField(validators=[anyqtama.kernel.labels.validate_names])),
                ("stages", models.JSONField(default=list)),
                ("fields", models.JSONField(default=list)),
                ("order", models.PositiveSmallIntegerField(default=100)),
                ("active", models.BooleanField(default=True)),
            ],
            options={"ordering": ("order", "pk")},
        ),
        migrations.RunPython(the_inquiry, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="case",
            name="kind",
            field=models.ForeignKey(
                db_column="kind", on_delete=django.db.models.deletion.PROTECT, to="cases.casekind", to_field="code"
            ),
        ),
        migrations.AddField(model_name="case", name="stage", field=models.CharField(default="new", max_length=40)),
        migrations.AddField(model_name="case", name="fields", field=models.JSONField(blank=True, default=dict)),
        migrations.AlterField(
            model_name="case",
            name="state",
            field=models.CharField(
                choices=[("new", "New"), ("with_department", "With Department"), ("answered", "Answered"), ("closed", "Closed")],
                default="new", max_length=16,
            ),  # fmt: skip
        ),
        migrations.AddIndex(
            model_name="case", index=models.Index(fields=["kind", "stage"], name="case_stage")
        ),
        migrations.RunPython(where_they_stand, migrations.RunPython.noop),
    ]
