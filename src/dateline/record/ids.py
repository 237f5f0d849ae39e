"""Public numbers: who an item and a file are in an address. Pure.

Both come from the record's secret, so that they tell nothing of a count, a time or a name, and are the same after export and
import, on either database, and in a world with one more draft.
"""

import hmac
from collections.abc import Callable
from functools import lru_cache

ALPHABET = "0123456789bcdfghjklmnpqrstvwxyz"  # without vowels no number spells a word
ID_LENGTH = 10  # 31 ** 10: at a million items a clash is a matter of one in 1,600, and then the next attempt serves
TOKEN_LENGTH = 26


def written(number: int, length: int) -> str:
    """The last `length` digits of a number in ALPHABET."""
    digits, number = [], number % len(ALPHABET) ** length  # dividing what fits into a machine's word is quicker
    for _ in range(length):
        number, digit = divmod(number, len(ALPHABET))
        digits.append(ALPHABET[digit])
    return "".join(reversed(digits))


def keyed(secret: str, *parts: object) -> int:
    """HMAC-SHA-256 over the parts, as a number."""
    message = "\x1f".join(str(part) for part in parts).encode()
    return int.from_bytes(hmac.digest(secret.encode(), message, "sha256"))


def public_id(secret: str, sequence: int, *, taken: Callable[[str], bool]) -> str:
    """The item's number in addresses: from its sequence, at the first attempt that nobody else has."""
    attempt = 0
    while taken(candidate := candidate_of(secret, sequence, attempt)):
        attempt += 1
    return candidate


@lru_cache(maxsize=256)  # a batch of first publications asks for each twice
def candidate_of(secret: str, sequence: int, attempt: int) -> str:
    return written(keyed(secret, "item", sequence, attempt), ID_LENGTH)


def file_token(secret: str, sha256: str, public_id: str) -> str:
    """The part of a file's address that cannot be guessed: the same for one file of one item, and for no other."""
    return written(keyed(secret, "file", sha256, public_id), TOKEN_LENGTH)
