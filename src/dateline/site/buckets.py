"""How often is too often: token buckets in memory, bounded, by keys that say nothing of whom they are."""

import hashlib
import secrets
import threading
from collections import OrderedDict

MOST = 20_000  # keys remembered: some 4 MB; the one not seen for longest is forgotten first
MINUTE_S = 60.0


class Buckets:
    """`at_once` acts are free for each key, further ones as they drip in: so many a minute.

    A key is kept as a keyed hash, whose own key ends with the process: nobody can read a reader's address out of memory or a core dump.
    """

    def __init__(self, at_once: int, per_minute: float, most: int = MOST) -> None:
        self.at_once, self.per_minute, self.most = at_once, per_minute, most
        self._secret = secrets.token_bytes(32)
        self._lock = threading.Lock()
        self._left: OrderedDict[bytes, tuple[float, float]] = OrderedDict()  # what was left, and when

    def take(self, key: str, *, now: float) -> float:
        """Seconds until the next act is free: 0.0 when this one was. `now` is a clock's that never goes back."""
        hashed = self._hashed(key)
        with self._lock:
            left = self._now(hashed, now)
            free = left >= 1.0
            self._left[hashed] = (left - 1.0 if free else left, now)
            self._left.move_to_end(hashed)
            if len(self._left) > self.most:
                self._left.popitem(last=False)
        return 0.0 if free else (1.0 - left) * MINUTE_S / self.per_minute

    def forgive(self, key: str) -> None:
        """Forget what a key has done."""
        with self._lock:
            self._left.pop(self._hashed(key), None)

    def clear(self) -> None:
        """Forget what everyone has done."""
        with self._lock:
            self._left.clear()

    def __len__(self) -> int:
        return len(self._left)

    def _now(self, hashed: bytes, now: float) -> float:
        left, at = self._left.get(hashed, (float(self.at_once), now))
        return min(float(self.at_once), left + (now - at) * self.per_minute / MINUTE_S)

    def _hashed(self, key: str) -> bytes:
        return hashlib.blake2b(key.encode(), key=self._secret, digest_size=16).digest()
