"""Every address of the newsroom, on one page. `site/surfaces.py` names what each public one could leak."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path, re_path
from wagtail.admin import urls as desk_urls

from dateline.site import (
    accessibility,
    archive,
    contacts,
    corrections,
    editions,
    errors,
    files,
    health,
    home,
    listing,
    look,
    references,
    release,
    styleguide,
    suggest,
    terms,
)

ITEM = "(?P<public_id>[0-9bcdfghjklmnpqrstvwxyz]{10})"
NUMBER, BEFORE = "(?P<number>[1-9][0-9]{0,5})", "(?P<before>[1-9][0-9]{0,5})"


def public(language: str) -> list[URLPattern | URLResolver]:
    """The pages in one interface language; `language` is handed to every view."""
    told = {"language": language}
    return [
        path("", home.page, told, name="home"),
        path("news/", listing.page, told, name="listing"),
        re_path(r"^news\.(?P<form>[a-z]+)$", listing.form, told, name="listing-form"),
        re_path(rf"^news/{ITEM}\.(?P<form>[a-z]+)$", release.form, told, name="release-form"),
        re_path(rf"^news/{ITEM}(?:/(?P<slug>[^/]*))?/?$", release.page, told, name="release"),
        re_path(rf"^news/{ITEM}/(?P<slug>[^/]+)/editions/{NUMBER}/$", editions.page, told, name="edition"),
        re_path(rf"^news/{ITEM}/(?P<slug>[^/]+)/editions/{NUMBER}/changes/{BEFORE}/$", editions.changes, told, name="difference"),
        path("suggest.json", suggest.suggest, told, name="suggest"),
        path("corrections/", corrections.page, told, name="corrections"),
        path("offices/<slug:slug>/", terms.office, told, name="office"),
        path("topics/", terms.topics, told, name="topics"),
        path("archive/", archive.page, told, name="archive"),
        path("styleguide/", styleguide.page, told, name="styleguide"),
        path("accessibility/", accessibility.page, told, name="accessibility"),
        path("contacts/", contacts.page, told, name="contacts"),
        re_path(r"^ref/(?P<reference>[^/].*)$", references.page, told, name="reference"),
        path("topics/<slug:slug>/", terms.topic, told, name="topic"),
    ]


urlpatterns = [
    path("desk/", include(desk_urls)),
    re_path(r"^files/(?P<token>[^/]+)/(?P<name>[^/]+)$", files.file, name="file"),
    path("look.css", look.sheet, name="look"),
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
    *(path(f"{tag}/", include(public(tag))) for tag in settings.LANGUAGES_SHOWN[1:]),
    *public(settings.LANGUAGES_SHOWN[0]),
]

handler400 = errors.bad_request
handler404 = errors.not_found
handler500 = errors.failed
