"""Wagtail's loop over scheduled releases, refused: it knows neither the record nor one transaction for each."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Refused: the worker's clock publishes what is scheduled."

    def handle(self, *args: Any, **options: Any) -> None:
        raise CommandError("publish_scheduled is not used here: `dateline worker` publishes what is due, with its record.", returncode=2)
