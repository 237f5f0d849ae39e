from django.db import migrations, models


class Migration(migrations.Migration):
    """What a contact was called stays as it is, in a language that nobody named; the desk puts it under one."""

    dependencies = [
        ("vocabularies", "0003_types_that_remember"),
    ]

    operations = [
        migrations.AddField("contact", "roles", models.JSONField(blank=True, default=dict, help_text="What they are, per language.")),
        migrations.AddField(
            "contact",
            "names",
            models.JSONField(blank=True, default=dict, help_text="The name per language, where it is another one there."),
        ),
        migrations.AlterField(
            "contact", "role", models.CharField(blank=True, help_text="In no language that was named: where `roles` has none.", max_length=200)
        ),
    ]
