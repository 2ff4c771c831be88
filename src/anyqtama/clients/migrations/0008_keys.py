import re

from django.db import migrations

from anyqtama.clients.matching.spelling import name_words

BATCH = 2000
LATIN_C = re.compile("c(?![hk])", re.IGNORECASE)


def look_again(apps, schema_editor):
    """Cards that have other keys now: of one name beside a father's, or with a Latin c. The next rounds renew them."""
    Client = apps.get_model("clients", "Client")
    names, last = Client.objects.exclude(name="").order_by("pk").values_list("pk", "name"), 0
    while clients := list(names.filter(pk__gt=last)[:BATCH]):
        Client.objects.filter(pk__in=[pk for pk, name in clients if changed(name)]).update(judged_at=None)
        last = clients[-1][0]


def changed(name):
    words = name_words(name)
    return bool(LATIN_C.search(name)) or sum(not word.patronymic for word in words) < 2 <= len(words)


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0007_indexed_words'),
    ]

    operations = [
        migrations.RunPython(look_again, migrations.RunPython.noop),
    ]
