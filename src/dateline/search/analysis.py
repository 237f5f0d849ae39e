"""A text in a language: the tokens it is found by. Pure, and the same for every engine, for alerts and for highlighting.

In order: compatibility forms are unified (NFKC), case is folded, the text is cut into words, the language's Snowball stemmer
takes off endings, accents are folded. Stemmers need accents, so folding comes last. A phrase is a run of consecutive tokens.

- Apostrophes: "OSCE's" is `osce`, "O'Brien" is `obrien`; where the language elides (French, Italian, Catalan, Occitan) "l'eau"
  is `l eau`.
- "co-operation" is `co oper`: hyphens, dots and commas part words, so "1,000" is `1 000`.
- Digits of all scripts become ASCII. Arabic loses tatweel and harakat, Hebrew its points; base letters stay.
- Scripts without spaces (Han, kana, Thai, Lao, Burmese, Khmer), and Hangul, whose spaces part more than words, become
  overlapping pairs of characters; a single one stands alone.
"""

import re
import string
import threading
import unicodedata
from collections.abc import Iterator

import Stemmer

MAX_TOKEN_CHARS = 64  # longer runs are addresses and noise; question and document are cut alike, so they still meet

MOST_KNOWN = 20_000  # chunks of a language whose tokens are remembered, 3 MB: few words make up most of any text

# Tokens are only good for the code that made them: an index of another version has to be rebuilt.
VERSION = f"1-{Stemmer.version()}"

_ALGORITHMS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish", "fr": "french",
    "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian",
    "lt": "lithuanian", "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian", "no": "norwegian",
    "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "st": "sesotho",
    "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
_AROUND = string.punctuation.replace("_", "")  # which is of a word where a possessive is looked for
_DOTLESS = frozenset({"tr", "az"})
_ELIDING = frozenset({"fr", "it", "ca", "oc"})

_APOSTROPHE = re.compile("['’‘ʼʻ]")
_POSSESSIVE = re.compile(r"(?<=\w)['’ʼ]s(?!\w)")
_UNSPACED = re.compile(
    "(["
    "\u0e00-\u0edf"  # Thai, Lao
    "\u1000-\u109f\u1780-\u17dd"  # Burmese, Khmer
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"  # kana, and the marks that repeat a character
    "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"  # Han
    "\uac00-\ud7a3"  # Hangul
    "]+)"
)
_DROPPED = re.compile(
    "[\u0591-\u05c7"  # Hebrew points
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"  # Arabic signs, tatweel, harakat
    "\u200c-\u200f\u00ad\u2060\ufe00-\ufe0f\ufeff]"  # joiners, directions, soft hyphen, variation selectors
)
_LETTERS_FOLDED = {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ŧ": "t"}
_LETTERS_KEPT = frozenset("йўїќѓ")  # letters of their own, though Unicode can take them apart


def tokens(text: str, language: str) -> list[str]:
    """The tokens of a text, in order. The first subtag of `language` (BCP 47) decides; an unknown one is not stemmed."""
    primary = language.partition("-")[0].lower()
    known, chunks = _KNOWN.setdefault(primary, {}), text.split()
    found = list(map(known.get, chunks))  # nearly all are known, and are one token
    return _all(found, chunks, primary) if None in found else found  # type: ignore[return-value]


def _all(found: list[str | None], chunks: list[str], primary: str) -> list[str]:
    """The tokens of each chunk, be they none or several, and of those that are not known yet."""
    every: list[str] = []
    for token, chunk in zip(found, chunks, strict=True):
        if token is not None:
            every.append(token)
        else:
            every += _met(chunk, primary)
    return every


def _met(chunk: str, primary: str) -> tuple[str, ...]:
    """The tokens of a chunk, remembered."""
    others = _OTHERS.setdefault(primary, {})
    made = others.get(chunk)
    if made is None:
        made = _tokens(chunk, primary)
        known = _KNOWN[primary]
        if len(known) + len(others) < MOST_KNOWN and len(chunk) <= MAX_TOKEN_CHARS:
            if len(made) == 1:
                known[chunk] = made[0]
            else:
                others[chunk] = made
    return made


def _tokens(chunk: str, primary: str) -> tuple[str, ...]:
    """Of what stands between two spaces: mostly one plain word with a mark of ASCII before or after it, which takes no further look."""
    bare = chunk.strip(_AROUND)
    if bare.isascii() and bare.isalnum() and primary not in _DOTLESS:
        return tuple(_stemmed([bare.lower()[:MAX_TOKEN_CHARS]], primary))
    words = _words(_unified(chunk, primary), primary)
    return tuple(_folded(_stemmed(words, primary)))


def _unified(text: str, primary: str) -> str:
    if primary in _DOTLESS:  # the capital of i is İ there, and I is the capital of ı
        text = text.replace("İ", "i").replace("I", "ı")
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def _words(text: str, primary: str) -> list[str]:
    if _APOSTROPHE.search(text):
        text = _without_apostrophes(text, primary)
    words = " ".join([_written(chunk) for chunk in text.split()]).split()
    if not text.isascii():
        words = [part for word in words for part in ((word,) if word.isascii() else _parts(word))]
    return [word[:MAX_TOKEN_CHARS] for word in words]


def _written(chunk: str) -> str:
    # Most words are plain, and translating is the most expensive step here.
    return chunk if chunk.isascii() and chunk.isalnum() else chunk.translate(_WRITTEN)


def _without_apostrophes(text: str, primary: str) -> str:
    if primary in _ELIDING:
        return _APOSTROPHE.sub(" ", text)
    return _APOSTROPHE.sub("", _POSSESSIVE.sub("", text))


def _parts(word: str) -> Iterator[str]:
    """A word cut at each run of an unspaced script, such runs in pairs of characters; nothing for a mark alone."""
    for run in filter(_says_something, _UNSPACED.split(word)):
        is_unspaced = len(run) > 1 and _UNSPACED.match(run)
        yield from (run[i : i + 2] for i in range(len(run) - 1)) if is_unspaced else (run,)


def _says_something(run: str) -> bool:
    return any(map(str.isalnum, run))


def _stemmed(words: list[str], primary: str) -> list[str]:
    stemmer = _stemmer(primary)
    if stemmer is None:
        return words
    return [stem or word for stem, word in zip(stemmer.stemWords(words), words, strict=True)]


def _folded(words: list[str]) -> list[str]:
    folded = (word if word.isascii() else word.translate(_FOLDED) for word in words)
    return [word for word in folded if word]


class _Written(dict[int, str | None]):
    """What a character is inside a word: itself, an ASCII digit, nothing, or the end of the word. Filled as met."""

    def __missing__(self, code: int) -> str | None:
        self[code] = self._of(chr(code))
        return self[code]

    def _of(self, character: str) -> str | None:
        category = unicodedata.category(character)
        if _DROPPED.match(character) or category == "Me":
            return None
        if category == "Nd":
            return str(unicodedata.decimal(character))
        return character if category[0] in "LNM" else " "


class _Folded(dict[int, str | None]):
    """A Latin, Greek or Cyrillic letter without its accents; other scripts as they are. Filled as met."""

    def __missing__(self, code: int) -> str | None:
        self[code] = self._of(chr(code))
        return self[code]

    def _of(self, character: str) -> str | None:
        if not (character < "\u0530" or "\u1e00" <= character <= "\u1fff"):
            return character
        if character in _LETTERS_KEPT:
            return character
        bare = "".join(c for c in unicodedata.normalize("NFD", character) if not "\u0300" <= c <= "\u036f")
        return _LETTERS_FOLDED.get(bare, bare)


_WRITTEN = _Written()
_FOLDED = _Folded()


_KNOWN: dict[str, dict[str, str]] = {}  # chunks that are one token
_OTHERS: dict[str, dict[str, tuple[str, ...]]] = {}  # and those that are none or several


class _Stemmers(threading.local):
    """PyStemmer's objects keep a cache and are not safe between threads: each thread has its own."""

    def __init__(self) -> None:
        self.by_language: dict[str, Stemmer.Stemmer | None] = {}


_STEMMERS = _Stemmers()


def _stemmer(primary: str) -> Stemmer.Stemmer | None:
    known = _STEMMERS.by_language
    if primary not in _ALGORITHMS:
        return None
    if primary not in known:
        name = _ALGORITHMS[primary]
        known[primary] = Stemmer.Stemmer(name) if name in Stemmer.algorithms() else None
    return known[primary]
