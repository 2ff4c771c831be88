from django.db import migrations, models


def each_by_itself(apps, schema_editor):
    """Posts from before have a turn each."""
    apps.get_model('kernel', 'Job').objects.filter(lane='outside').update(receiver=models.F('key'))


class Migration(migrations.Migration):

    dependencies = [
        ('kernel', '0005_lane_outside'),
    ]

    operations = [
        migrations.AddField(
            model_name='job',
            name='receiver',
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.RunPython(each_by_itself, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='job',
            index=models.Index(condition=models.Q(('receiver', ''), _negated=True), fields=['receiver', 'lease_until'], name='job_turn'),
        ),
        migrations.AddConstraint(
            model_name='job',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'running'), models.Q(('receiver', ''), _negated=True)), fields=('receiver',), name='one_running_job_a_receiver'),
        ),
    ]
