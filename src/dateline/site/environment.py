"""What the templates of public pages may say: settings name the function that makes their environment."""

from typing import Any

from django.utils.translation import gettext, ngettext
from jinja2 import Environment, StrictUndefined

from dateline.formats.figures import figures
from dateline.search.options import language_name
from dateline.site import calling, leads, moulds, pages, wrongs


def environment(**options: Any) -> Environment:
    env = Environment(**{**options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True})  # noqa: S701 -- settings say autoescape
    env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    env.globals.update(static=pages.static, direction=pages.direction, language_name=language_name, own_name=pages.own_name)
    env.globals.update(_=pages.said, ngettext=pages.counted, in_language=pages.in_language, months=pages.month_initials)
    env.filters.update(day=pages.day, short_day=pages.short_day, moment=pages.moment, number=pages.number, figures=figures)
    env.filters.update(
        month=pages.month,
        month_name=pages.month_name,
        stop=pages.stop,
        kept_together=pages.kept_together,
        in_language=pages.in_language,
    )
    env.filters.update(hours=calling.hours, tel=calling.tel, languages_in=calling.languages_in, told=wrongs.told, unparted=wrongs.unparted)
    env.filters.update(masthead=moulds.masthead, foot=moulds.foot, link=moulds.link, held=leads.held)
    return env
