"""Content's files: its pictures, each with all its sizes, and its attachments. Pure.

A body names a picture by the SHA-256 of one of its sizes, `<img data-file="...">`; whoever shows the body puts an address there. So
a Content's digest does not depend on the item, and an edition can be read when a file is no longer offered.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dateline.record.content import Content, File

PLACEHOLDER = re.compile(r'<img data-file="([0-9a-f]{64})"([^<>]*)>')


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture of an edition. What is said of it is the same on each of its sizes."""

    sizes: dict[str, File]

    @property
    def said(self) -> File:
        return next(iter(self.sizes.values()))

    def size(self, *names: str) -> File:
        """The first of these sizes that there is, else any."""
        return next((self.sizes[name] for name in names if name in self.sizes), self.said)


def name_of(stem: str, rendition: str, suffix: str) -> str:
    """The name of one size in an address. Sizes of one picture share their stem, and no other picture of the edition has it."""
    return f"{stem}-{rendition}.{suffix}"


def stem_of(file: File) -> str:
    return file.name.rpartition(".")[0].removesuffix(f"-{file.rendition}")


def shots(files: Sequence[File]) -> tuple[Shot, ...]:
    """The pictures in order; the first one leads."""
    found: dict[str, dict[str, File]] = {}
    for file in files:
        if file.role == "picture":
            found.setdefault(stem_of(file), {})[file.rendition] = file
    return tuple(Shot(sizes) for sizes in found.values())


def attachments(files: Sequence[File]) -> tuple[File, ...]:
    return tuple(file for file in files if file.role == "attachment")


def in_body(content: Content) -> frozenset[str]:
    """The SHA-256 of every file that the body shows."""
    return frozenset(sha256 for sha256, _ in PLACEHOLDER.findall(content.body))


def filled(body: str, address: Callable[[str], str], gone: str) -> str:
    """The body with the address of each picture in its place; `gone` stands for one without an address."""

    def image(found: re.Match[str]) -> str:
        path = address(found[1])
        return f'<img src="{path}"{found[2]}>' if path else gone

    return PLACEHOLDER.sub(image, body)


def placeholder(file: File, alt: str) -> str:
    """What stands in a body for a picture."""
    return f'<img data-file="{file.sha256}" alt="{alt}" width="{file.width}" height="{file.height}" loading="lazy">'
