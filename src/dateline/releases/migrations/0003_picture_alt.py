from django.db import migrations, models


class Migration(migrations.Migration):
    """A release says in its own language what a picture shows."""

    dependencies = [("releases", "0002_whole_release")]

    operations = [
        migrations.AddField(
            model_name="releasepicture",
            name="alt",
            field=models.CharField(
                blank=True,
                help_text="In the release's language. Empty: the picture's own.",
                max_length=500,
                verbose_name="alternative text",
            ),
        ),
    ]
