"""What was made at one moment, kept while that moment lasts."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")
Key = tuple[object, ...]


class Kept(Generic[T]):
    """Values of one moment, the least recently used going first when there are too many bytes."""

    def __init__(self, max_bytes: int, size: Callable[[Key, T], int]) -> None:
        self._lock = threading.Lock()
        self._moment: Hashable = None
        self._values: OrderedDict[Key, T] = OrderedDict()
        self._bytes = 0
        self._max_bytes, self._size = max_bytes, size

    def values(self) -> list[T]:
        with self._lock:
            return list(self._values.values())

    def get(self, at: Hashable, key: Key) -> T | None:
        with self._lock:
            if at != self._moment:
                return None
            value = self._values.get(key)
            if value is not None:
                self._values.move_to_end(key)
            return value

    def keep(self, at: Hashable, key: Key, value: T) -> None:
        with self._lock:
            if at != self._moment:
                self._values.clear()
                self._moment, self._bytes = at, 0
            if key in self._values:
                return
            self._values[key] = value
            self._bytes += self._size(key, value)
            while self._bytes > self._max_bytes:
                self._bytes -= self._size(*self._values.popitem(last=False))
