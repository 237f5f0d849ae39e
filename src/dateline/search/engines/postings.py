"""Which documents have a common word, as bitmaps, kept from commit to commit: Tantivy takes long to hand them out."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from pyroaring import BitMap

from dateline.search.engines.numbering import Order
from dateline.search.engines.wordfile import NONE, WordFile

MOST_BYTES = 32 * 2**20  # a process keeps: 2,600 words at 100,000 documents, 260 at a million


@dataclass(frozen=True, slots=True)
class Commit:
    """What bitmaps are good for."""

    index: str
    stamp: int
    order: Order


@dataclass(frozen=True, slots=True)
class Kept:
    numbers: BitMap
    size: int
    commit: Commit


class Postings:
    """Numbers by field and term; the least recently used go first. Behind them stands the file of the commonest."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, str], Kept] = OrderedDict()
        self._bytes = 0
        self._most_bytes = most_bytes
        self._file, self._file_commit = NONE, Commit("", 0, Order())

    def rest_on(self, file: WordFile, commit: Commit) -> None:
        """Look words up in a file that tells them as of a commit."""
        with self._lock:
            self._file, self._file_commit = file, commit

    def get(self, commit: Commit, field: str, term: str, read: Callable[[], BitMap], follow: Callable[[BitMap, int], BitMap]) -> BitMap:
        """What `read` says, or what `follow` makes of the numbers of an earlier stamp. Not to be changed."""
        with self._lock:
            known = self._kept.get((field, term))
            if known and known.commit == commit:
                self._kept.move_to_end((field, term))
                return known.numbers
        numbers = self._followed(known, commit, follow) if known else None
        if numbers is None:
            at_rest = self._at_rest(field, term)
            numbers = self._followed(at_rest, commit, follow) if at_rest else None
        if numbers is None:
            numbers = read()
        if not known or known.commit.index != commit.index or known.commit.stamp <= commit.stamp:
            self._keep(commit, (field, term), numbers)
        return numbers

    def _at_rest(self, field: str, term: str) -> Kept | None:
        with self._lock:
            file, commit = self._file, self._file_commit
        numbers = file.get(field, term)
        return None if numbers is None else Kept(numbers, 0, commit)

    def _followed(self, known: Kept, commit: Commit, follow: Callable[[BitMap, int], BitMap]) -> BitMap | None:
        """Known numbers brought to a later commit; None where the way from one to the other is not known."""
        old, numbers = known.commit, known.numbers
        moved = commit.order.since(old.order)
        if old.index != commit.index or old.stamp > commit.stamp or moved is None:
            return None
        for moves in moved:
            numbers = moves.of(numbers)
        return numbers if old.stamp == commit.stamp else follow(numbers, old.stamp)

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
