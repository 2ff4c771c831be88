from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kernel', '0004_known_words'),
    ]

    operations = [
        migrations.AlterField(
            model_name='job',
            name='lane',
            field=models.CharField(choices=[('quick', 'Quick'), ('outside', 'Outside'), ('heavy', 'Heavy')], default='quick', max_length=8),
        ),
    ]
