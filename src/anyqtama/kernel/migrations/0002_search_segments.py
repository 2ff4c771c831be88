import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kernel', '0001_first'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchBlock',
            fields=[
                ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('data', models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name='SearchSegment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=30)),
                ('documents', models.BinaryField()),
                ('digest', models.CharField(max_length=32)),
                ('size', models.PositiveIntegerField()),
                ('postings', models.PositiveIntegerField()),
                ('bits', models.PositiveSmallIntegerField()),
                ('made_at', models.DateTimeField()),
                ('ready', models.BooleanField(default=False)),
                ('retired_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='SearchSynonyms',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(max_length=300, unique=True, validators=[django.core.validators.MinLengthValidator(3)])),
            ],
        ),
        migrations.CreateModel(
            name='SearchVector',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=30)),
                ('length', models.PositiveIntegerField()),
                ('fresh', models.BooleanField(default=True)),
                ('data', models.BinaryField()),
            ],
        ),
        migrations.RemoveField(
            model_name='searchposting',
            name='document',
        ),
        migrations.RemoveField(
            model_name='searchdocument',
            name='length',
        ),
        migrations.AddField(
            model_name='searchdocument',
            name='method',
            field=models.PositiveSmallIntegerField(default=1),  # those that are there: indexed anew by the worker
        ),
        migrations.AlterField(
            model_name='searchdocument',
            name='method',
            field=models.PositiveSmallIntegerField(default=2),
        ),
        migrations.AlterField(
            model_name='searchdocument',
            name='summary',
            field=models.TextField(blank=True),
        ),
        migrations.AddIndex(
            model_name='searchdocument',
            index=models.Index(condition=models.Q(('method__lt', 2)), fields=['id'], name='search_document_old'),
        ),
        migrations.AddField(
            model_name='searchvector',
            name='document',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='vectors', to='kernel.searchdocument'),
        ),
        migrations.DeleteModel(
            name='SearchPosting',
        ),
        migrations.AddIndex(
            model_name='searchvector',
            index=models.Index(condition=models.Q(('fresh', True)), fields=['source'], name='search_vector_fresh'),
        ),
    ]
