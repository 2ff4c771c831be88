import django.db.models.deletion
from django.db import migrations, models

import anyqtama.kernel.labels

LEVELS = [
    ('none', 'anybody'),
    ('number', 'who calls from a known number'),
    ('questions', 'who answered the questions'),
    ('document', 'who showed a document'),
]
ROLES = [
    ('clerk', 'Call-centre clerk'),
    ('operator', 'Call-centre operator'),
    ('support_analyst', 'Support service analyst'),
    ('controller', 'Contact quality controller'),
    ('administrator', 'Shift administrator'),
    ('head', 'Head of a call-centre unit'),
    ('quality_analyst', 'Service quality analyst'),
    ('economist', 'Economist-analyst'),
    ('team_lead', 'Team lead'),
    ('director', 'Head of the call centre'),
    ('sysadmin', 'System administrator'),
]
WHYS = [('card', 'Card'), ('registering', 'Registering'), ('desk', 'Desk'), ('comparing', 'Comparing')]


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0005_outbound'),
    ]

    operations = [
        migrations.CreateModel(
            name='DataClass',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=20, unique=True)),
                ('names', models.JSONField(validators=[anyqtama.kernel.labels.validate_names])),
                ('roles', models.JSONField(default=list)),
                ('masked', models.BooleanField(default=False)),
                ('tell_from', models.CharField(choices=LEVELS, max_length=9)),
                ('order', models.PositiveSmallIntegerField(default=100)),
            ],
        ),
        migrations.CreateModel(
            name='RecordField',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('record', models.CharField(max_length=10)),
                ('field', models.CharField(max_length=20)),
                ('names', models.JSONField(validators=[anyqtama.kernel.labels.validate_names])),
                ('meaning', models.JSONField(validators=[anyqtama.kernel.labels.validate_names])),
                ('owner', models.CharField(choices=ROLES, max_length=20)),
                ('clause', models.CharField(max_length=20)),
                ('used', models.JSONField(default=list)),
                ('order', models.PositiveSmallIntegerField(default=100)),
                ('data_class', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fields', to='clients.dataclass')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('record', 'field'), name='one_row_a_field_of_a_record')],
            },
        ),
        migrations.AddField(
            model_name='look',
            name='field',
            field=models.CharField(blank=True, max_length=30),
        ),
        migrations.AlterField(
            model_name='look',
            name='why',
            field=models.CharField(choices=WHYS, max_length=12),
        ),
    ]
