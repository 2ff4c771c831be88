import django.db.models.deletion
from django.db import migrations, models

from anyqtama.kernel import search

BATCH = 2000
LONGEST = 48


def index(apps, schema_editor):
    """The words of the cases that are there already."""
    Case, IndexedWord = (apps.get_model("cases", name) for name in ("Case", "IndexedWord"))
    facts = Case.objects.order_by("pk").values_list("pk", "subject", "address", "client__name")
    last = 0
    while cases := list(facts.filter(pk__gt=last)[:BATCH]):
        IndexedWord.objects.bulk_create(
            (
                IndexedWord(case_id=pk, word=word)
                for pk, *said in cases
                for word in sorted({word.encode()[:LONGEST] for word in search.words(" ".join(said))})
            ),
            batch_size=BATCH,
        )
        last = cases[-1][0]


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0010_rank'),
        ('clients', '0006_data_classes'),
    ]

    operations = [
        migrations.CreateModel(
            name='IndexedWord',
            fields=[
                ('pk', models.CompositePrimaryKey('case_id', 'word', blank=True, editable=False, primary_key=True, serialize=False)),
                ('word', models.BinaryField(max_length=48)),
                ('case', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='indexed_words', to='cases.case')),
            ],
            options={
                'indexes': [models.Index(fields=['word', 'case'], name='indexed_word_case')],
            },
        ),
        migrations.RunPython(index, migrations.RunPython.noop),
    ]
