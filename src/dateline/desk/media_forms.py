"""The forms of a picture and of an attachment. What comes in is examined here, by `media`, before anything is stored."""

import re
from io import BytesIO
from pathlib import PurePath
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import InMemoryUploadedFile
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from dateline.desk import choices
from dateline.desk.labels import LinesError, lines, read_lines
from dateline.desk.one_line import OneLine
from dateline.media import attachments, kinds, pictures, renditions
from dateline.media.kinds import ATTACHMENT_MB, ATTACHMENTS, MB, PICTURE_MB, PICTURE_MEGAPIXELS, PICTURES, Refused
from dateline.media.models import UNTITLED
from dateline.vocabularies.models import in_order

EITHER_WAY = {"dir": "auto"}


class MediaField(forms.FileField):
    """What Wagtail's upload page asks of a field, in our words."""

    most_mb: int
    taken: tuple[kinds.Kind, ...]
    more = ""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label="File", help_text=f"{kinds.name_list(self.taken)}, up to {self.most_mb} MB{self.more}.", **kwargs)
        self.max_upload_size = self.most_mb * MB
        self.error_messages["file_too_large_unknown_size"] = f"This file is too large; {self.most_mb} MB are the most."
        self.error_messages["invalid_image_extension"] = f"Pictures are taken as {kinds.name_list(PICTURES)}."
        suffixes = ",".join(f".{suffix}" for kind in self.taken for suffix in kind.suffixes)
        self.widget.attrs["accept"] = suffixes

    def to_python(self, data: Any) -> Any:
        file = super().to_python(data)
        try:
            return self.examined(file) if file else file
        except Refused as refusal:
            raise ValidationError(str(refusal)) from None

    def examined(self, file: Any) -> Any:
        raise NotImplementedError


class PictureField(MediaField):
    """A picture, drawn anew: the bytes that came are forgotten."""

    most_mb, taken, more = PICTURE_MB, PICTURES, f" and {PICTURE_MEGAPIXELS} million pixels"

    def examined(self, file: Any) -> Any:
        kinds.require_size(file.size or 0, self.most_mb)
        name = file.name or ""
        kept = pictures.take(file.read(), name)
        clean = InMemoryUploadedFile(BytesIO(kept.data), "file", f"picture.{kept.kind.suffix}", kept.kind.media_type, len(kept.data), None)
        clean.kept, clean.called = kept, name  # type: ignore[attr-defined]
        return clean


class AttachmentField(MediaField):
    """A document, byte for byte as it came."""

    most_mb, taken = ATTACHMENT_MB, ATTACHMENTS

    def examined(self, file: Any) -> Any:
        name = file.name or ""
        kept = attachments.examine(file, file.size or 0, name)
        file.kept, file.called = kept, name
        file.name = f"attachment.{kept.kind.suffix}"
        return file


def same(title: str, called: str) -> bool:
    """Whether a title is nothing but the name of the file, as browsers fill it in."""

    def bare(words: str) -> str:
        return re.sub(r"[\W_]+", "", words).casefold()

    return bare(title) in (bare(called), bare(PurePath(called).stem))


class Uploads:
    """What both forms share: a file is sent once and never exchanged, for editions rely on it; its name is never its title."""

    def make_ready(self: Any, field: MediaField) -> None:
        if self.instance.pk:
            self.fields.pop("file", None)
        elif "file" in self.fields:
            self.fields["file"] = field
            self.fields["title"].required = False  # a headline within the file may give it, or somebody later
        self.fields["title"].help_text = "Readers see it, and the file is named after it."
        self.fields["title"].widget = OneLine(self.fields["title"].widget.attrs)

    def kept(self: Any) -> Any:
        return getattr(self.cleaned_data.get("file"), "kept", None)

    def title_given(self: Any, otherwise: str) -> str:
        title = str(self.cleaned_data.get("title") or "").strip()
        called = getattr(self.cleaned_data.get("file"), "called", "")
        return title if title and not (called and same(title, called)) else otherwise or UNTITLED


class PictureForm(Uploads, BaseImageForm):
    """Words that the file itself carries are offered where the editor gave none."""

    licences_said = forms.CharField(
        label="Licence in other languages",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, **EITHER_WAY}),
        help_text="One a line: language, colon, words. Such as fr: Usage gratuit, avec mention du crédit",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.make_ready(PictureField())
        if "licence_ends_on" in self.fields:
            words = self.fields
            words["alt"].widget = OneLine(words["alt"].widget.attrs)
            words["alt"].label, words["alt"].help_text = "Alternative text", "What the picture shows, for those who cannot see it."
            words["caption"].widget = forms.Textarea(attrs={"rows": 2, **EITHER_WAY})
            words["credit"].help_text = "Printed beside the picture, such as: ILRO/Daudi Mugerwa."
            words["licence_ends_on"].label = "Licence ends on"
            words["licence_ends_on"].help_text = "From the day after, nothing new goes out with it."
            words["licence_ends_on"].widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
            self.make_terms_ready(settings.LANGUAGES_SHOWN[0])
        else:
            self.fields.pop("licences_said")

    def make_terms_ready(self, first: str) -> None:
        """Terms of before languages were named stand under the newsroom's first one, until somebody puts it right."""
        terms = dict(in_order(self.instance.licences))
        self.initial["licence"] = terms.pop(first, "") or self.instance.licence
        self.fields["licences_said"].initial = lines(terms)
        self.fields["licence"].label = f"Licence in {choices.own_name(first)}"
        self.fields["licence"].help_text = "Under which conditions others may use it."
        self.fields["licence"].widget = OneLine({**self.fields["licence"].widget.attrs, "lang": first})
        self.order_fields([*(name for name in self.fields if name != "licence_ends_on"), "licence_ends_on"])

    def clean_licences_said(self) -> dict[str, str]:
        try:
            said = read_lines(self.cleaned_data["licences_said"])
        except LinesError as error:
            raise ValidationError(error.problems) from None
        if (first := settings.LANGUAGES_SHOWN[0]) in said:
            raise ValidationError(f"{choices.own_name(first)} has a field of its own above.")
        return said

    def clean(self) -> Any:
        cleaned = super().clean() or self.cleaned_data
        if {"licence", "licences_said"} <= cleaned.keys():
            terms = {settings.LANGUAGES_SHOWN[0]: cleaned["licence"], **cleaned["licences_said"]}
            self.instance.licences = {tag: words for tag, words in terms.items() if words}
        if kept := self.kept():
            cleaned["title"] = self.title_given(kept.said.headline)
            for name in ("alt", "caption", "credit"):
                if name in self.fields:
                    cleaned[name] = cleaned.get(name) or getattr(kept.said, name)
        return cleaned

    def save(self, commit: bool = True) -> Any:
        if kept := self.kept():
            self.instance.sha256 = kept.sha256
        saved = super().save(commit)
        if commit and self.kept():
            renditions.prepare(saved)
        return saved


class AttachmentForm(Uploads, BaseDocumentForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.make_ready(AttachmentField())
        if "language" in self.fields:
            self.fields["language"].widget = forms.Select(choices=[("", "Not given"), *choices.languages(self.instance.language)])

    def clean(self) -> Any:
        cleaned = super().clean() or self.cleaned_data
        if self.kept():
            cleaned["title"] = self.title_given("")
        return cleaned

    def save(self, commit: bool = True) -> Any:
        if kept := self.kept():
            self.instance.sha256, self.instance.pages = kept.sha256, kept.pages
        return super().save(commit)
