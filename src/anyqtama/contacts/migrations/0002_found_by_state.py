
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('channels', '0001_first'),
        ('clients', '0002_looks'),
        ('contacts', '0001_first'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='contact',
            name='contact_waiting',
        ),
        migrations.RemoveIndex(
            model_name='contact',
            name='contact_open',
        ),
        migrations.AddIndex(
            model_name='contact',
            index=models.Index(fields=['state', 'queue', 'queued_at'], name='contact_state'),
        ),
    ]
