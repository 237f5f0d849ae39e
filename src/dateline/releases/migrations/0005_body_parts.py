import dateline.releases.blocks
from django.db import migrations


class Migration(migrations.Migration):
    """A body holds tables and links too. From here on migrations do not name the blocks; no row is touched."""

    dependencies = [("releases", "0004_links_of_an_old_site"), ("releases", "0004_the_hour")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(model_name="release", name="body", field=dateline.releases.blocks.BodyField([], blank=True))
            ]
        )
    ]
