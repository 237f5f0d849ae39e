"""A newsroom that ran elsewhere: what readers see and the machine sets did not come along."""

from collections.abc import Mapping

from django.conf import settings

from dateline.archives.export import SEEN_BY_READERS, shown
from dateline.management.base import Command


def tell_differences(command: Command, told: Mapping[str, str]) -> None:
    """Name each setting that was another one there."""
    for name, value in told.items():
        if name in SEEN_BY_READERS and (here := shown(settings.OPTIONS[name])) != value:
            command.stderr.write(f"{name} was {value} there and is {here} here.")
