import django.db.models.deletion
from django.db import migrations, models


def to_itself(related_name: str, **options: object) -> models.ForeignKey:
    return models.ForeignKey(
        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name=related_name, to="vocabularies.releasetype", **options
    )


class Migration(migrations.Migration):
    dependencies = [
        ("vocabularies", "0002_memory_and_contacts"),
    ]

    operations = [
        migrations.AddField("releasetype", "merged_into", to_itself("merged", editable=False)),
        migrations.AddField("releasetype", "successor", to_itself("predecessors", help_text="Who carries on after closing.")),
    ]
