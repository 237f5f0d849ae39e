"""Pictures and attachments at the desk: lists with thumbnails, the words about each, private previews."""

# mypy: disable-error-code="untyped-decorator"

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.documents.forms import get_document_multi_form
from wagtail.images.forms import get_image_multi_form

from dateline.desk import choices, heads, media_use
from dateline.desk.media_upload import titled_like
from dateline.desk.tables import WIDE, LacksColumn, in_language
from dateline.desk.withdraw import signed_in
from dateline.media.files import stored
from dateline.media.models import Attachment, Picture
from dateline.media.traces import traces
from dateline.people.models import User
from dateline.releases.policy import may_anywhere
from dateline.site import files
from dateline.site.offered import size


@require_admin_access
def private_file(request: HttpRequest, sha256: str) -> HttpResponse | StreamingHttpResponse:
    """A file that need not be public, for whoever writes anywhere."""
    if not may_anywhere(request.user, "view"):
        raise PermissionDenied
    kept = stored(sha256)
    if kept is None:
        return render(request, "wagtailadmin/404.html", status=404)
    return files.served(request, kept, f"preview.{kept.kind.suffix}")


UNSEEN = format_html('<span class="w-sr-only">{}</span>', "Picture")  # who sees it needs no word


class ThumbnailColumn(Column):
    cell_template_name = "desk/thumbnail_cell.html"

    def get_value(self, instance: Picture) -> Any:
        return instance.get_rendition("card")


class MediaIndex(generic.IndexView):
    """The latest first, found by title."""

    default_ordering = "-created_at"
    any_permission_required = ["add", "change"]

    @property
    def word(self) -> str:
        return "picture" if self.model is Picture else "attachment"  # Wagtail's own word is "document"

    def get_page_title(self) -> str:
        return f"{self.word}s".capitalize()

    @property
    def add_item_label(self) -> str:
        return f"Add {self.word}"

    @property
    def verbose_name_plural(self) -> str:
        return f"{self.word}s"

    def get_paginator(self, *args: Any, **kwargs: Any) -> Any:
        paginator = super().get_paginator(*args, **kwargs)
        paginator.verbose_name, paginator.verbose_name_plural = self.word, self.verbose_name_plural
        return paginator

    def get_base_queryset(self) -> QuerySet[Any]:
        found: QuerySet[Any] = super().get_base_queryset()
        return found.prefetch_related("renditions") if self.model is Picture else found

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(titled_like(self.search_query)) if self.is_searching else queryset

    @cached_property
    def columns(self) -> list[Any]:
        title = self._get_title_column("title", accessor=shown_title)
        added = DateColumn("created_at", label="Added", width="16%", classname=WIDE)
        if self.model is Picture:
            lacks = LacksColumn("lacks", label="Lacks", accessor=lacking, width="18%")
            credit = Column("credit", label="Credit", width="22%", classname=WIDE)
            return [ThumbnailColumn("picture", label=UNSEEN, width="140px"), title, credit, lacks, added]
        language = Column("language", label="Language", accessor=language_of, width="12%", classname=WIDE)
        return [title, Column("file", label="File", accessor=facts, width="20%"), language, added]


def shown_title(media: media_use.Media) -> str:
    language = media.language if isinstance(media, Attachment) else ""
    return in_language(media.title, language) if language else media.title


def language_of(file: Attachment) -> str:
    return choices.own_name(file.language) if file.language else ""


def lacking(picture: Picture) -> str:
    return ", ".join(word for word, there in (("alternative text", picture.alt), ("credit", picture.credit)) if not there)


def facts(attachment: Attachment) -> str:
    pages = f", {attachment.pages} page{'s' if attachment.pages > 1 else ''}" if attachment.pages else ""
    return f"{attachment.file_extension.upper()}, {size(attachment.file_size or 0, 'en')}{pages}"


class Kept:
    """For views of one picture or attachment: says why not, where the answer is no."""

    model: Any
    request: HttpRequest
    kwargs: dict[str, Any]
    index_url_name: str
    why: "staticmethod[[User, media_use.Media], str]"

    def refusal(self) -> str:
        one: media_use.Media = get_object_or_404(self.model, pk=self.kwargs["pk"])
        return self.why(signed_in(self.request), one)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if why := self.refusal():
            messages.error(request, why)
            return HttpResponseRedirect(reverse(self.index_url_name))
        response: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response


class EditView(Kept, heads.Listed, generic.EditView):
    """The words about it, beside it; the file itself is never exchanged."""

    template_name = "desk/media_edit.html"
    why = staticmethod(media_use.keeps_from_changing)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        used = list(media_use.releases_of(self.object)[:20])
        shown = self.object.get_rendition("page") if isinstance(self.object, Picture) else None
        told = {"used": used, "shown": shown, "media_object": self.object}
        if isinstance(self.object, Attachment):
            told |= {"facts": facts(self.object), "traces": said_of_itself(self.object)}
        return {**super().get_context_data(**kwargs), **told}

    def get_form(self, form_class: Any = None) -> Any:
        return (form_class or self.get_form_class())(**{**self.get_form_kwargs(), "user": self.request.user})


def said_of_itself(attachment: Attachment) -> list[str]:
    with attachment.file.storage.open(str(attachment.file.name), "rb") as file:
        return traces(file)


class DeleteView(Kept, generic.DeleteView):
    why = staticmethod(media_use.keeps_from_deleting)


class MediaViewSet(ModelViewSet):
    """One list. Adding is the upload page's."""

    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    list_per_page = 50
    search_fields = ("title",)
    index_view_class = MediaIndex
    edit_view_class = EditView
    delete_view_class = DeleteView
    upload: str

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_common_view_kwargs(**kwargs), "usage_url_name": None, "history_url_name": None}

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_index_view_kwargs(**kwargs), "add_url_name": self.upload}

    def get_urlpatterns(self) -> list[URLPattern]:
        return [pattern for pattern in super().get_urlpatterns() if pattern.name not in {"usage", "add", "history", "history_results"}]


class PictureViewSet(MediaViewSet):
    model, name, icon, menu_label, menu_order = Picture, "pictures", "image", "Pictures", 110
    upload = "wagtailimages:add_multiple"

    def get_form_class(self, for_update: bool = False) -> Any:
        return get_image_multi_form(Picture)


class AttachmentViewSet(MediaViewSet):
    model, name, icon, menu_label, menu_order = Attachment, "attachments", "doc-full-inverse", "Attachments", 120
    upload = "wagtaildocs:add_multiple"

    def get_form_class(self, for_update: bool = False) -> Any:
        return get_document_multi_form(Attachment)
