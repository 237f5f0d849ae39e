from django.db import migrations, models


class Migration(migrations.Migration):
    """The name of before stays: it is the one of the newsroom's first language, and stands wherever another one has none."""

    dependencies = [
        ("site", "0005_accessibility"),
    ]

    operations = [
        migrations.AddField("newsroom", "names", models.JSONField(blank=True, default=dict, help_text="The name per language.")),
        migrations.AddField("newsroom", "short_names", models.JSONField(blank=True, default=dict, help_text="The short name per language.")),
    ]
