from django.db import migrations, models


def index_anew(apps, schema_editor):
    """In the background, as after a new method: which field a word stands in, and no covered number, is known then."""
    apps.get_model("kernel", "SearchDocument").objects.filter(source="case").update(method=0)


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0012_instead'),
        ('kernel', '0002_search_segments'),
    ]

    operations = [
        migrations.AddField(
            model_name='indexedword',
            name='fields',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.RemoveIndex(model_name='indexedword', name='indexed_word_case'),
        migrations.AddIndex(
            model_name='indexedword',
            index=models.Index(fields=['word', 'case', 'fields'], name='indexed_word_seen'),
        ),
        migrations.RunPython(index_anew, migrations.RunPython.noop),
    ]
