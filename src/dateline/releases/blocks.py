"""The parts of a body. Blocks are only ever added: stored bodies name them."""

from wagtail import blocks

FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "blockquote", "superscript", "subscript"]


class QuotationBlock(blocks.StructBlock):
    """Somebody's words, with who said them."""

    words = blocks.TextBlock(rows=3)
    speaker = blocks.CharBlock(max_length=200)
    role = blocks.CharBlock(max_length=300, required=False)

    class Meta:
        icon = "openquote"
        label = "Quotation"


class BodyBlock(blocks.StreamBlock):
    """A body in order."""

    text = blocks.RichTextBlock(features=FEATURES, label="Text")
    quotation = QuotationBlock()

    class Meta:
        required = False
