import django.db.models.deletion
from django.db import migrations, models

from anyqtama.kernel.search import beginnings

BATCH = 2000
LONGEST = 48
KNOWN = models.Q(('erased_at', None), ('merged_into', None))


def index(apps, schema_editor):
    """The words of the names that are there already."""
    Client, IndexedWord = (apps.get_model("clients", name) for name in ("Client", "IndexedWord"))
    names = Client.objects.exclude(name="").order_by("pk").values_list("pk", "name")
    last = 0
    while clients := list(names.filter(pk__gt=last)[:BATCH]):
        IndexedWord.objects.bulk_create(
            (
                IndexedWord(client_id=pk, word=word)
                for pk, name in clients
                for word in sorted({word.encode()[:LONGEST] for word in beginnings.names(name)})
            ),
            batch_size=BATCH,
        )
        last = clients[-1][0]


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0006_data_classes'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='client',
            index=models.Index(condition=KNOWN, fields=['created_at', 'id'], name='client_since'),
        ),
        migrations.AddIndex(
            model_name='client',
            index=models.Index(condition=KNOWN, fields=['name', 'id'], name='client_name'),
        ),
        migrations.CreateModel(
            name='IndexedWord',
            fields=[
                ('pk', models.CompositePrimaryKey('client_id', 'word', blank=True, editable=False, primary_key=True, serialize=False)),
                ('word', models.BinaryField(max_length=48)),
                ('client', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='indexed_words', to='clients.client')),
            ],
            options={
                'indexes': [models.Index(fields=['word', 'client'], name='indexed_word_client')],
            },
        ),
        migrations.RunPython(index, migrations.RunPython.noop),
    ]
