"""Which documents have a common word, as bitmaps, kept from commit to commit: Tantivy takes long to hand them out."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from pyroaring import BitMap

MOST_BYTES = 32 * 2**20  # a process keeps: 2,600 words at 100,000 documents, 260 at a million
MOST_COMMITS = 50  # after which a word is read anew rather than brought up to date; each is a part of one question


@dataclass(frozen=True, slots=True)
class Commit:
    """What bitmaps are good for."""

    index: str
    stamp: int
    order: object  # the same one as long as no number moves


@dataclass(frozen=True, slots=True)
class Kept:
    numbers: BitMap
    size: int
    commit: Commit


class Postings:
    """Numbers by field and term; the least recently used go first."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, str], Kept] = OrderedDict()
        self._bytes = 0
        self._most_bytes = most_bytes

    def get(
        self, commit: Commit, field: str, term: str, read: Callable[[], BitMap], follow: Callable[[BitMap, int], BitMap] | None = None
    ) -> BitMap:
        """What `read` says, or what `follow` makes of the numbers of an earlier stamp. Not to be changed."""
        with self._lock:
            known = self._kept.get((field, term))
            if known and known.commit == commit:
                self._kept.move_to_end((field, term))
                return known.numbers
        numbers = follow(known.numbers, known.commit.stamp) if known and follow and leads_to(known.commit, commit) else read()
        if not known or known.commit.index != commit.index or known.commit.stamp <= commit.stamp:
            self._keep(commit, (field, term), numbers)
        return numbers

    def _keep(self, commit: Commit, key: tuple[str, str], numbers: BitMap) -> None:
        size = len(numbers.serialize())
        with self._lock:
            self._drop(key)
            self._kept[key] = Kept(numbers, size, commit)
            self._bytes += size
            while self._bytes > self._most_bytes:
                self._drop(next(iter(self._kept)))

    def _drop(self, key: tuple[str, str]) -> None:
        if old := self._kept.pop(key, None):
            self._bytes -= old.size


def leads_to(old: Commit, new: Commit) -> bool:
    """Whether what was written between is little, and every number is what it was."""
    return old.index == new.index and old.order is new.order and 0 < new.stamp - old.stamp <= MOST_COMMITS
