"""The sample newsroom's pictures and documents: drawings, made by tools/drawn, and PDFs."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.demo.papers import pdf
from dateline.media import intake
from dateline.media.models import Attachment, Picture
from dateline.releases.models import Release, ReleaseAttachment, ReleasePicture

SAMPLE = Path(__file__).parent / "media.json"
PICTURES = Path(__file__).parent / "pictures"


@dataclass(frozen=True, slots=True)
class Shelf:
    """What has been taken in, by its name in the file."""

    pictures: Mapping[str, Picture]
    attachments: Mapping[str, Attachment]
    said: Mapping[str, Any]


def shelf() -> Shelf:
    """All of them, stored."""
    said = stock()
    pictures = {name: picture(name, one, said["terms"].get(one.get("terms"), {})) for name, one in said["pictures"].items()}
    attachments = {
        name: intake.attachment(pdf(one["lines"]), f"{name}.pdf", title=one["title"], language=one["language"])
        for name, one in said["attachments"].items()
    }
    return Shelf(pictures, attachments, said)


def stock() -> dict[str, Any]:
    """What there is, what it says and which story shows it, as the file has it."""
    said: dict[str, Any] = json.loads(SAMPLE.read_text(encoding="utf-8"))
    return said


def picture(name: str, said: Mapping[str, Any], licences: Mapping[str, str]) -> Picture:
    """The terms in English are those for whoever speaks another language: the sample's first one."""
    alt, caption = next(iter(said["words"].values()))
    words = {key: said[key] for key in ("title", "credit")}
    return intake.picture(
        (PICTURES / f"{name}.jpg").read_bytes(),
        f"{name}.jpg",
        alt=alt,
        caption=caption,
        licence=licences.get("en", ""),
        licences=licences,
        **words,
    )


def dress(release: Release, story: str, kept: Shelf) -> None:
    """Put a story's pictures and documents beside the text, in the release's language."""
    chosen = kept.said["releases"].get(story, {"pictures": (), "attachments": ()})
    release.release_pictures = [row(release.language, name, kept, order) for order, name in enumerate(chosen["pictures"])]
    release.release_attachments = [
        ReleaseAttachment(attachment=kept.attachments[name], sort_order=order) for order, name in enumerate(chosen["attachments"])
    ]


def row(language: str, name: str, kept: Shelf, order: int) -> ReleasePicture:
    words = kept.said["pictures"][name]["words"]
    alt, caption = words[language] if language in words and language != next(iter(words)) else ("", "")  # the first ones are its own
    return ReleasePicture(picture=kept.pictures[name], alt=alt, caption=caption, sort_order=order)
