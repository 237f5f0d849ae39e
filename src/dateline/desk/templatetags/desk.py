"""What every page of the desk says: whose newsroom it is."""

from django import template
from django.conf import settings

from dateline.site.models import newsroom

register = template.Library()


@register.simple_tag
def newsroom_name() -> str:
    room, first = newsroom(), settings.LANGUAGES_SHOWN[0]
    return room.short_name_in(first) or room.name_in(first)[0]
