"""Which record this is, and how its position is asked for in words that any connection understands. Needs no Django that is set up."""

from django.conf import settings

POSITION = 'SELECT "change" FROM "record_counters"'


def database() -> str:
    """Which record this is: what is kept of one is nothing to another."""
    return str(settings.DATABASES["default"]["NAME"])  # the connection says the same, and takes twenty times as long to be found
