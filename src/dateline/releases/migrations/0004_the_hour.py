from django.db import migrations, models


class Migration(migrations.Migration):
    """The clock finds what is due, and what expires, without reading every release."""

    dependencies = [("releases", "0003_picture_alt")]

    operations = [
        migrations.AddIndex(
            model_name="release",
            index=models.Index(condition=models.Q(("go_live_at__isnull", False)), fields=["go_live_at"], name="release_goes_out"),
        ),
        migrations.AddIndex(
            model_name="release",
            index=models.Index(condition=models.Q(("expire_at__isnull", False)), fields=["expire_at"], name="release_expires"),
        ),
    ]
