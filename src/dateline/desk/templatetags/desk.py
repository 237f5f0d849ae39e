"""What every page of the desk says: whose newsroom it is."""

from django import template

from dateline.site.models import newsroom

register = template.Library()


@register.simple_tag
def newsroom_name() -> str:
    room = newsroom()
    return room.short_name or room.name
