import secrets

from django.db import migrations


def make(apps, schema_editor):
    """The one row of counters, with the secret that public numbers are made from."""
    apps.get_model("record", "Counters").objects.get_or_create(pk=1, defaults={"secret": secrets.token_hex(32)})


class Migration(migrations.Migration):
    dependencies = [("record", "0001_initial")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
