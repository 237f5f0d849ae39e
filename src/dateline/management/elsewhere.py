"""A newsroom that ran elsewhere: what readers see and the machine sets did not come along."""

from collections.abc import Mapping

from dateline.archives.export import seen_by_readers
from dateline.management.base import Command


def tell_differences(command: Command, told: Mapping[str, str]) -> None:
    """Name each setting that was another one there."""
    for name, here in seen_by_readers().items():
        if told.get(name, here) != here:
            command.stderr.write(f"{name} was {told[name]} there and is {here} here.")
