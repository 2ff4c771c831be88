import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('knowledge', '0005_known_errors'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='scriptversion',
            name='approved_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.CreateModel(
            name='ScriptUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.SlugField(blank=True, max_length=60)),
                ('channel', models.CharField(blank=True, max_length=8)),
                ('language', models.CharField(blank=True, max_length=2)),
                ('script', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uses', to='knowledge.script')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('topic', 'channel', 'language'), name='one_script_for_a_kind_of_contacts')],
            },
        ),
    ]
