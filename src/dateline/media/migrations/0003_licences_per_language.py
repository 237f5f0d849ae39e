from django.db import migrations, models


class Migration(migrations.Migration):
    """Terms of before stay as they are, in a language that nobody named; the desk puts them under one."""

    dependencies = [
        ("media", "0002_initial"),
    ]

    operations = [
        migrations.AddField("picture", "licences", models.JSONField(blank=True, default=dict, help_text="The same terms per language.")),
        migrations.AlterField(
            "picture",
            "licence",
            models.CharField(
                blank=True, help_text="In the newsroom's first language; `licences` says in which, where it does.", max_length=255
            ),
        ),
    ]
