from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kernel', '0002_search_segments'),
    ]

    operations = [
        migrations.AddField(
            model_name='searchsynonyms',
            name='active',
            field=models.BooleanField(default=True),
        ),
    ]
