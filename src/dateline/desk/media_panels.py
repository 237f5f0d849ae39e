"""The pictures and attachments of a release on its form: chosen or uploaded there, in an order that is dragged."""

from typing import Any

from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.images.widgets import AdminImageChooser

from dateline.desk.one_line import OneLine


class PictureChooser(AdminImageChooser):
    """Wagtail's, in our words."""

    choose_one_text, choose_another_text, link_to_chosen_text = "Choose a picture", "Choose another picture", "Edit this picture"


def media_panels() -> list[Any]:
    words = [
        FieldPanel("picture", widget=PictureChooser),
        FieldPanel("alt", widget=OneLine()),
        FieldPanel("caption", widget=AdminAutoHeightTextInput(attrs={"dir": "auto", "rows": 1})),
    ]
    first = "The first one leads the page and stands beside the title in lists. Readers may fetch each in a size fit to print."
    return [
        InlinePanel("release_pictures", heading="Pictures", label="Picture", panels=words, help_text=first),
        InlinePanel("release_attachments", heading="Attachments", label="Attachment", panels=[FieldPanel("attachment")]),
    ]
