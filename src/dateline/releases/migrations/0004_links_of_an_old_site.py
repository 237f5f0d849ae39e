from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("releases", "0003_picture_alt")]

    operations = [
        migrations.AddField(
            model_name="release",
            name="links",
            field=models.JSONField(blank=True, default=list, editable=False),
        ),
    ]
