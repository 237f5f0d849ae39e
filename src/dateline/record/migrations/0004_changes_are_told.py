from django.db import migrations

from dateline.record import triggers


class Migration(migrations.Migration):
    dependencies = [("record", "0003_reference_counter")]
    operations = [migrations.RunPython(triggers.tell, triggers.fall_silent)]
