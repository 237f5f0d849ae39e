"""The application a server runs: static files in front of kept answers in front of Django, below the path of the public address."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.wsgi import get_wsgi_application
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from whitenoise import WhiteNoise

from dateline import lifeline
from dateline.site import packed
from dateline.site.cache import Cache
from dateline.site.security import SECURITY, transport

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

MAPPED_BYTES = 2 * 2**30  # the most that SQLite maps; what is behind it is read
STATIC_SECONDS = 24 * 60 * 60  # addresses carry a mark of the content, so a day is only for those that drop it


def with_static(inner: Any) -> WhiteNoise:
    """Static files of all rooms and of Wagtail, found once at start; of two with one name the institution's own, then ours."""
    served = WhiteNoise(inner, max_age=STATIC_SECONDS, allow_all_origins=False, add_headers_function=secured)
    for finder in get_finders():
        for path, storage in finder.list([]):
            if f"/static/{path}" not in served.files:
                served.add_file_to_dictionary(f"/static/{path}", storage.path(path))
                if packed.packs(Path(storage.path(path))):
                    served.files[f"/static/{path}"] = packed.PackedFile(served.files[f"/static/{path}"], Path(storage.path(path)))
    return served


def secured(headers: Headers, path: str, url: str) -> None:
    for name, value in (SECURITY | transport(settings.BASE_URL)).items():
        headers[name] = value


def below(path: str, inner: Application) -> Application:
    """Take the public address's path off every request; one without it, from this machine or a proxy that took it off, is answered too."""

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        asked = environ["PATH_INFO"]
        if asked == path or asked.startswith(f"{path}/"):
            environ = {**environ, "SCRIPT_NAME": path, "PATH_INFO": asked.removeprefix(path) or "/"}
        return inner(environ, start_response)

    return application if path else inner


def map_pages(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Let readers look into SQLite's file where the system has it in memory already, for all of them once; others copy every page."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA mmap_size={MAPPED_BYTES}")


def build() -> Application:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dateline.settings")
    lifeline.hold()
    connection_created.connect(map_pages)
    return below(settings.BASE_PATH, with_static(Cache(get_wsgi_application())))


application = build()
