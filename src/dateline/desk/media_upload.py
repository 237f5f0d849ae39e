"""Upload of several pictures or attachments at once, and the windows to choose one.

Wagtail's own pages, with our forms in them (settings name those), our rights and our search; `doors.OURS` leads here in their place.
"""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.documents.views import chooser as document_chooser
from wagtail.documents.views import multiple as documents
from wagtail.images.views import chooser as image_chooser
from wagtail.images.views import multiple as images

from dateline.media import renditions
from dateline.media.models import Attachment, Picture


def titled_like(words: str) -> Q:
    """By title, in the cases that people write: SQLite folds the letters of ASCII alone."""
    spellings = {words, words.lower(), words.upper(), words.capitalize()}
    found = Q(title__icontains=words)
    for spelling in spellings:
        found |= Q(title__contains=spelling)
    return found


class UploadPictures(images.AddView):
    page_title = "Add pictures"
    index_url_name = "pictures:index"

    def save_object(self, form: Any) -> Picture:
        picture: Picture = super().save_object(form)
        renditions.prepare(picture)
        return picture


class UploadAttachments(documents.AddView):
    page_title = "Add attachments"
    index_url_name = "attachments:index"


class TitleFilter(BaseFilterForm):
    """A chooser's search box: by title, without Wagtail's index."""

    q = forms.CharField(label="Title", required=False, widget=forms.TextInput(attrs={"placeholder": "Search by title"}))

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        self.search_query = self.cleaned_data["q"]
        self.is_searching = bool(self.search_query)
        return objects.filter(titled_like(self.search_query)) if self.is_searching else objects


class ByTitle:
    request: HttpRequest

    def get_filter_form(self) -> TitleFilter:
        return TitleFilter(self.request.GET)


class ChoosePicture(ByTitle, image_chooser.ImageChooseView):
    pass


class ChoosePictureResults(ByTitle, image_chooser.ImageChooseResultsView):
    pass


class ChooseAttachment(ByTitle, document_chooser.DocumentChooseView):
    pass


class ChooseAttachmentResults(ByTitle, document_chooser.DocumentChooseResultsView):
    pass


class PictureChooser(image_chooser.ImageChooserViewSet):
    choose_view_class, choose_results_view_class = ChoosePicture, ChoosePictureResults
    choose_one_text, choose_another_text, edit_item_text = "Choose a picture", "Choose another picture", "Edit this picture"


class AttachmentChooser(document_chooser.DocumentChooserViewSet):
    choose_view_class, choose_results_view_class = ChooseAttachment, ChooseAttachmentResults
    choose_one_text, choose_another_text, edit_item_text = "Choose an attachment", "Choose another attachment", "Edit this attachment"


pictures = PictureChooser("wagtailimages_chooser", model=Picture, url_prefix="images/chooser")
attachments = AttachmentChooser("wagtaildocs_chooser", model=Attachment, url_prefix="documents/chooser")
