"""The application a server runs: static files in front of Django."""

import os
from typing import Any
from wsgiref.headers import Headers

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.wsgi import get_wsgi_application
from whitenoise import WhiteNoise

from dateline import lifeline
from dateline.site.security import SECURITY, transport

STATIC_SECONDS = 24 * 60 * 60  # addresses carry a mark of the content, so a day is only for those that drop it


def with_static(inner: Any) -> WhiteNoise:
    """Static files of all rooms and of Wagtail, found once at start; of two with one name the institution's own, then ours."""
    served = WhiteNoise(inner, max_age=STATIC_SECONDS, allow_all_origins=False, add_headers_function=secured)
    for finder in get_finders():
        for path, storage in finder.list([]):
            if f"/static/{path}" not in served.files:
                served.add_file_to_dictionary(f"/static/{path}", storage.path(path))
    return served


def secured(headers: Headers, path: str, url: str) -> None:
    for name, value in (SECURITY | transport(settings.BASE_URL)).items():
        headers[name] = value


def build() -> WhiteNoise:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dateline.settings")
    lifeline.hold()
    return with_static(get_wsgi_application())


application = build()
