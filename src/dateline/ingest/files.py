"""Files that lie beside an import file: taken in as pictures and attachments, with the checks of an upload.

A file that cannot be taken is told and left out; its item comes in. The same bytes under the same title are taken once.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from dateline.ingest.kept import Kept
from dateline.ingest.rows import LocalFile, Refusal, Row
from dateline.media import attachments, intake, pictures
from dateline.media.kinds import ATTACHMENT_MB, PICTURE_MB, PICTURES, Refused, require_size, suffix_of
from dateline.media.models import Attachment, Picture
from dateline.releases.models import ReleaseAttachment, ReleasePicture

SUFFIXES = frozenset(suffix for kind in PICTURES for suffix in kind.suffixes)


@dataclass(slots=True)
class Files:
    """A folder of them. `rehearsal`: checked and not kept."""

    folder: Path | None
    rehearsal: bool = False
    problems: Kept[Refusal] = field(default_factory=Kept)

    def told(self, row: Row) -> list[dict[str, Any]]:
        """What a row says of its files, with what they hold: when either changes, the row has changed."""
        return [asdict(one) | {"sha256": self.digest(one)} for one in row.files]

    def digest(self, one: LocalFile) -> str:
        try:
            return attachments_digest(self.path(one.name))
        except Refused:
            return ""

    def rows(self, row: Row) -> tuple[list[ReleasePicture], list[ReleaseAttachment]]:
        """The row's files as a release shows them, in their order."""
        taken = list(self.taken(row))
        shown = [one for one in taken if isinstance(one, Picture)]
        beside = [one for one in taken if isinstance(one, Attachment)]
        return (
            [ReleasePicture(picture=one, sort_order=order) for order, one in enumerate(shown)],
            [ReleaseAttachment(attachment=one, sort_order=order) for order, one in enumerate(beside)],
        )

    def taken(self, row: Row) -> Iterator[Picture | Attachment | None]:
        for one in row.files:
            try:
                yield self.picture(one) if suffix_of(one.name) in SUFFIXES else self.attachment(one)
            except Refused as problem:
                self.problems.append(Refusal(row.line, row.source, f"files: “{one.name}”: {problem}"))

    def picture(self, one: LocalFile) -> Picture | None:
        if not one.alt.strip():
            raise Refused("this picture has no alternative text. Name the field that says what it shows: alt.")
        data = self.read(one, PICTURE_MB)
        digest = pictures.take(data, one.name).sha256
        known: Picture | None = Picture.objects.filter(sha256=digest, alt=one.alt).first()
        if known is not None or self.rehearsal:
            return known
        said = {name: text for name, text in asdict(one).items() if name in ("title", "alt", "caption", "credit") and text}
        return intake.picture(data, one.name, **said)

    def attachment(self, one: LocalFile) -> Attachment | None:
        data, title = self.read(one, ATTACHMENT_MB), one.title or Path(one.name).stem
        known: Attachment | None = Attachment.objects.filter(sha256=sha256(data).hexdigest(), title=title).first()
        if known is not None:
            return known
        if self.rehearsal:
            with self.path(one.name).open("rb") as file:
                attachments.examine(file, len(data), one.name)
            return None
        return intake.attachment(data, one.name, title=title, language=one.language)

    def read(self, one: LocalFile, most_mb: int) -> bytes:
        path = self.path(one.name)
        try:
            require_size(path.stat().st_size, most_mb)
            return path.read_bytes()
        except OSError as error:
            raise Refused(f"cannot be read ({error.strerror or error}).") from None

    def path(self, name: str) -> Path:
        """Where the file lies. Raises Refused for what is not in the folder, by whatever way it leads out."""
        if self.folder is None:
            raise Refused("where it lies is not said. Name the folder: --files DIR.")
        folder = self.folder.resolve()
        path = (folder / name.lstrip("/")).resolve()
        if not path.is_relative_to(folder) or not path.is_file():
            raise Refused(f"there is no such file in {self.folder}.")
        return path


def attachments_digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return attachments.digest(file)
    except OSError:
        return ""
