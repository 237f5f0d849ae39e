"""What was made at one moment, kept while that moment lasts."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import suppress
from typing import Generic, TypeVar

T = TypeVar("T")
Key = tuple[object, ...]


class Kept(Generic[T]):
    """Values of one moment, the least recently used going first when there are too many bytes."""

    def __init__(self, max_bytes: int, size: Callable[[Key, T], int]) -> None:
        self._lock = threading.Lock()
        self._kept: tuple[Hashable, OrderedDict[Key, T]] = (None, OrderedDict())
        self._bytes = 0
        self._max_bytes, self._size = max_bytes, size

    def values(self) -> list[T]:
        with self._lock:
            return list(self._kept[1].values())

    def get(self, at: Hashable, key: Key) -> T | None:
        kept_at, values = self._kept  # both at once, and no lock: whoever has to wait for one waits for the interpreter too
        if at != kept_at:
            return None
        value = values.get(key)
        if value is not None:
            with suppress(KeyError):  # it went meanwhile, which does not make it wrong
                values.move_to_end(key)
        return value

    def latest(self, key: Key) -> tuple[Hashable, T | None]:
        """What is kept of the last moment, and that moment: whoever asks has to see whether it still lasts."""
        at = self._kept[0]
        return at, self.get(at, key)

    def keep(self, at: Hashable, key: Key, value: T) -> None:
        with self._lock:
            if at != self._kept[0]:
                self._kept, self._bytes = (at, OrderedDict()), 0
            values = self._kept[1]
            if key in values:
                return
            values[key] = value
            self._bytes += self._size(key, value)
            while self._bytes > self._max_bytes:
                self._bytes -= self._size(*values.popitem(last=False))
