"""The least that Django answers: no middleware, eleven bytes. What a page costs is told in multiples of it."""

from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.urls import path

settings.configure(ROOT_URLCONF=__name__, MIDDLEWARE=[], ALLOWED_HOSTS=["*"], SECRET_KEY="hello")


def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse(b"Hello world", content_type="text/plain", headers={"Content-Length": "11"})


urlpatterns = [path("", hello)]
application: Any = WSGIHandler()
