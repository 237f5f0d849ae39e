"""A SHA-256: the bytes that have it, on private storage. Whoever asks has asked the record first, or has the right."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from django.core.files.storage import default_storage

from dateline.media.kinds import BY_SUFFIX, Kind, suffix_of
from dateline.media.models import Attachment, Rendition

CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Stored:
    """One file on storage."""

    name: str
    size: int
    kind: Kind
    sha256: str

    def open(self) -> IO[bytes]:
        return default_storage.open(self.name, "rb")

    def read(self, first: int, length: int) -> Iterator[bytes]:
        """The bytes from `first` on, in pieces."""
        with self.open() as file:
            file.seek(first)
            while length > 0 and (piece := file.read(min(CHUNK, length))):
                length -= len(piece)
                yield piece


def stored(sha256: str) -> Stored | None:
    """The rendition or attachment with these bytes; None when there is none, or its file is gone. Originals are never found."""
    for model in (Rendition, Attachment):
        for name in model._default_manager.filter(sha256=sha256).values_list("file", flat=True):
            kind = BY_SUFFIX.get(suffix_of(name))
            if kind is not None and default_storage.exists(name):
                return Stored(name, default_storage.size(name), kind, sha256)
    return None
