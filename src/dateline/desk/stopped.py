"""A page of the desk for whoever is stopped before it: it needs no session, for that may be what is lacking."""

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

from dateline.site.pages import static


def stopped(heading: str, words: str, *, status: int) -> HttpResponse:
    told = {"heading": heading, "words": words, "desk": reverse("wagtailadmin_home"), "style": static("desk/desk.css")}
    return HttpResponse(render_to_string("desk/stopped.html", told), status=status)
