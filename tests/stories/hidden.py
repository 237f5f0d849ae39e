"""Every address that the desk knows of releases which wait for their hour, each beside one that nobody ever made."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from dateline.media.models import Attachment, Picture
from dateline.record import ids
from dateline.record.content import Content
from dateline.record.models import Counters, Item
from dateline.releases.models import Release

Answer = tuple[int, dict[str, str], bytes]
Ask = Callable[[str], Answer]  # of somebody without a name

ITEM = ("/news/{}/", "/news/{}/{}/", "/news/{}.json", "/news/{}.csv", "/news/{}.txt", "/news/{}/{}/editions/1/")
ITEMS = (*ITEM, "/news/{}/{}/editions/2/changes/1/", *(f"/fr{form}" for form in ITEM))
OPTIONS = ("/news/?{}={}", "/fr/news/?{}={}", "/news.json?{}={}", "/news.csv?{}={}", "/news/?-{}={}")
ACTS = ("edit", "withdraw", "translate", "history", "publish_now")
# Where an answer repeats the language that was asked for: two letters alone would be found in many a word.
OF_LANGUAGES = (
    ("language=ar", "language=zz"),
    ("“ar”", "“zz”"),
    ("«\xa0ar\xa0»", "«\xa0zz\xa0»"),
    ('"value": "ar"', '"value": "zz"'),
)


@dataclass(frozen=True)
class Pair:
    """An address that the desk knows, one that nobody made, and the words in which they differ."""

    known: str
    never: str
    words: tuple[tuple[str, str], ...]

    def is_told_apart(self, ask: Ask) -> bool:
        """Whether somebody can tell them apart by anything but the words that they asked with."""
        status, headers, body = plain(ask(self.known))
        for known, never in self.words:
            headers, body = headers.replace(known, never), body.replace(known.encode(), never.encode())
        return (status, headers, body) != plain(ask(self.never))


def plain(answer: Answer) -> tuple[int, str, bytes]:
    """An answer without the second in which it was given."""
    status, headers, body = answer
    return status, repr(sorted((name, said) for name, said in headers.items() if name.lower() != "date")), body


def known() -> dict[str, Any]:
    """What the desk's own database knows: the numbers and tokens to come, the slugs, names and keys."""
    counters = Counters.objects.get()
    held = [(one.pk, Content.read(one.prepared)) for one in Release.objects.exclude(prepared="").order_by("pk")]
    taken = set(Item.objects.values_list("public_id", flat=True))
    numbers = [ids.public_id(counters.secret, counters.sequence + place, taken=taken.__contains__) for place, _ in enumerate(held, start=1)]
    files = sorted({(file.sha256, file.name) for _, content in held for file in content.files})
    return {
        "keys": [key for key, _ in held],
        "numbers": numbers,
        "slugs": [content.slug for _, content in held],
        "files": [(ids.file_token(counters.secret, sha256, number), name) for sha256, name in files for number in numbers],
        "originals": [one.sha256 for one in (*Picture.objects.all(), *Attachment.objects.all())],
    }


def pairs(known: dict[str, Any], options: dict[str, list[str]], references: list[str]) -> Iterator[Pair]:
    """Pages, forms, editions, files, options and references; `options` are slugs by facet that no public item has.

    None is in Arabic either.
    """
    for number, slug in ((number, slug) for number in known["numbers"] for slug in known["slugs"]):
        yield from (pair(form, *(number, slug)[: form.count("{}")]) for form in ITEMS)
    for token, name in known["files"]:
        yield from (pair("/files/{}/" + name, token), pair("/files/{}/{}", token, name))
    for facet, values in options.items():
        yield from (pair(form.replace("{}", facet, 1), value) for form in OPTIONS for value in values)
        yield from (pair(f"/{facet}s/{{}}/", value) for value in values if facet in ("topic", "office"))
    yield from (Pair(form.format("language", "ar"), form.format("language", "zz"), OF_LANGUAGES) for form in OPTIONS)
    yield from (pair("/ref/{}", reference) for reference in references)
    yield from at_the_desk(known)


def at_the_desk(known: dict[str, Any]) -> Iterator[Pair]:
    """What the desk itself calls them: whoever has not signed in is asked to, whether there is something or not."""
    for key in known["keys"]:
        there, nowhere = f"/{key}/", f"/{key + 7000}/"
        yield from (Pair(f"/desk/releases/{act}{there}", f"/desk/releases/{act}{nowhere}", ((there, nowhere),)) for act in ACTS)
    yield from (pair("/desk/files/{}/", sha256) for sha256 in known["originals"])


def pair(form: str, *known: str) -> Pair:
    words = tuple((word, like(word)) for word in known)
    return Pair(form.format(*known), form.format(*(never for _, never in words)), words)


def like(words: str) -> str:
    """As many signs as an address may hold, of nobody's making."""
    return "".join(random.choices(ids.ALPHABET, k=len(words)))
