"""The application a server runs: static files in front of kept answers in front of Django."""

import os
from typing import Any

from django.contrib.staticfiles.finders import get_finders
from django.core.wsgi import get_wsgi_application
from whitenoise import WhiteNoise

from dateline import lifeline
from dateline.site.cache import Cache

STATIC_SECONDS = 24 * 60 * 60  # addresses carry a mark of the content, so a day is only for those that drop it


def with_static(inner: Any) -> WhiteNoise:
    """Static files of all rooms and of Wagtail, found once at start; of two with one name the institution's own, then ours."""
    served = WhiteNoise(inner, max_age=STATIC_SECONDS, allow_all_origins=False)
    for finder in get_finders():
        for path, storage in finder.list([]):
            if f"/static/{path}" not in served.files:
                served.add_file_to_dictionary(f"/static/{path}", storage.path(path))
    return served


def build() -> WhiteNoise:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dateline.settings")
    lifeline.hold()
    return with_static(Cache(get_wsgi_application()))


application = build()
