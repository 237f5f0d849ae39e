"""The parts of a body. Blocks are only ever added: stored bodies name them."""

import threading
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock

from dateline.releases.parts import TableError, grid

FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "blockquote", "superscript", "subscript"]


class QuotationBlock(blocks.StructBlock):
    """Somebody's words, with who said them."""

    words = blocks.TextBlock(rows=3)
    speaker = blocks.CharBlock(max_length=200)
    role = blocks.CharBlock(max_length=300, required=False)

    class Meta:
        icon = "openquote"
        label = "Quotation"


class PictureBlock(blocks.StructBlock):
    """A picture within the text. Alternative text and caption are in the release's language; empty ones are the picture's own."""

    picture = ImageChooserBlock()
    alt = blocks.CharBlock(max_length=500, required=False, label="Alternative text", help_text="Empty: the picture’s own.")
    caption = blocks.TextBlock(rows=2, required=False, help_text="Empty: the picture’s own.")

    class Meta:
        icon = "image"
        label = "Picture"


class TableBlock(blocks.StructBlock):
    """Rows and columns, pasted from a spreadsheet or typed."""

    caption = blocks.CharBlock(max_length=300, required=False, help_text="What the table shows. It stands above it.")
    cells = blocks.TextBlock(
        rows=6,
        help_text="Paste cells from a spreadsheet; or type one row a line, cells parted by |. Such as: Northern | 64 | 11 h",
    )
    head_row = blocks.BooleanBlock(default=True, required=False, label="The first row names the columns")
    head_column = blocks.BooleanBlock(default=True, required=False, label="The first column names the rows")
    total = blocks.BooleanBlock(required=False, label="The last row is a total")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        try:
            if cleaned["cells"].strip():
                grid(cleaned["cells"])
        except TableError as error:
            raise StructBlockValidationError(block_errors={"cells": ValidationError(str(error))}) from None
        return cleaned

    class Meta:
        icon = "table"
        label = "Table"


class LinkBlock(blocks.StructBlock):
    """Something to read elsewhere, in the office's own words: nothing is fetched from there."""

    url = blocks.URLBlock(label="Address", max_length=2000, validators=[URLValidator(schemes=["http", "https"])])
    title = blocks.CharBlock(max_length=300)
    text = blocks.TextBlock(rows=2, required=False, help_text="What a reader finds there, in a sentence.")

    class Meta:
        icon = "link"
        label = "Link with a few words"


class BodyBlock(blocks.StreamBlock):
    """A body in order."""

    text = blocks.RichTextBlock(features=FEATURES, label="Text")
    quotation = QuotationBlock()
    picture = PictureBlock()
    table = TableBlock()
    link = LinkBlock()

    # For a draft Wagtail marks the blocks themselves as not required, and every thread of a server has the same ones.
    checking = threading.RLock()

    def clean(self, value: Any) -> Any:
        with self.checking:
            return super().clean(value)

    def clean_deferred(self, value: Any) -> Any:
        with self.checking:
            return super().clean_deferred(value)

    class Meta:
        required = False


class BodyField(StreamField):
    """A body whose blocks stand here alone: a new one needs no migration, for stored bodies name theirs."""

    def deconstruct(self) -> Any:
        name, path, _, kwargs = super().deconstruct()
        kwargs.pop("block_lookup")
        return name, path, [[]], kwargs
