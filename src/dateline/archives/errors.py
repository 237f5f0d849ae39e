"""What an archive or a backup cannot do: nothing was done, and the message says what to change.

ArchiveError
├── Damaged    the file is cut short, altered, or of a later version
└── InTheWay   there is something already where the archive would go
"""


class ArchiveError(ValueError):
    """A wish that cannot be met."""


class Damaged(ArchiveError):
    """An archive or a backup that is not what it says of itself."""


class InTheWay(ArchiveError):
    """A place that is not empty."""


class NotIndexed(RuntimeError):
    """Everything is in its place but the index: the same command brings it to its end."""
