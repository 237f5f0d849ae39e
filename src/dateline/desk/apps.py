"""The desk opens: who may do what there is registered before Wagtail asks."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "dateline.desk"
    label = "desk"

    def ready(self) -> None:
        from dateline.desk import contacts, media_rights, rights  # noqa: PLC0415  models are there only now

        rights.register()
        media_rights.register()
        contacts.register()
