from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("site", "0004_the_look"),
    ]

    operations = [
        migrations.AddField(
            "newsroom",
            "accessibility",
            models.JSONField(blank=True, default=dict, help_text="One paragraph per language, at the end of the page on accessibility."),
        ),
    ]
