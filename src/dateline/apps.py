from django.apps import AppConfig


class DatelineConfig(AppConfig):
    """The front door's own commands: init, serve, worker, doctor."""

    name = "dateline"
    label = "dateline"
