"""What is wrong with an address, in the page's language: the query's own sentences are English, for programs and the terminal."""

import re
from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as N_
from markupsafe import Markup, escape

from dateline.search.parameters import Problem

DATE = re.compile(r"\d{4}-\d\d(?:-\d\d)?")
VALUE = r"(?P<name>\S+): ['\"](?P<value>.*)['\"] "
SENTENCES: Mapping[str, str] = {
    VALUE + "is not a date such as 2022-10-05": N_(
        "%(name)s: “%(value)s” is not a date. Write a year, a month or a day: 2022, 2022-10 or 2022-10-05."
    ),
    VALUE + "is not a page such as 1": N_("%(name)s: “%(value)s” is not a page such as 1."),
    VALUE + "is not an order; .*": N_("%(name)s: “%(value)s” is not an order. Choose newest, oldest or relevance."),
    VALUE + "is not a language tag .*": N_("%(name)s: “%(value)s” is not a language tag such as pt-BR, and not any."),
    VALUE + r"is longer than the (?P<most>\d+) .*": N_(
        "%(name)s: “%(value)s” is longer than the %(most)s characters that are looked for. Use fewer words."
    ),
    VALUE + r"has more than the (?P<most>\d+) .*": N_(
        "%(name)s: “%(value)s” has more than the %(most)s words and phrases that are looked for. Use fewer."
    ),
    VALUE + "is not UTF-8; .*": N_("%(name)s: “%(value)s” is not UTF-8. Type it again."),
    VALUE + "has a control character .*": N_("%(name)s: “%(value)s” has a control character in it. Leave it out."),
    r"(?P<name>\S+): '(?P<value>.*)' and '(?P<other>.*)' are both given; .*": N_(
        "%(name)s: “%(value)s” and “%(other)s” are both given. Keep one."
    ),
    r"(?P<name>\S+): (?P<count>\d+) values are more than the (?P<most>\d+) .*": N_(
        "%(name)s: %(count)s values are more than the %(most)s of one question. Choose fewer, or exclude some."
    ),
    r"(?P<name>page): (?P<value>\d+) is past the end; the last page is (?P<last>\d+)\.": N_(
        "%(name)s: %(value)s is past the end. The last page is %(last)s."
    ),
    r"(?P<name>page): (?P<value>\d+) is past the end\.": N_("%(name)s: %(value)s is past the end."),
    r"(?P<name>\S+): nothing public has “(?P<value>.*)”\. .*": N_("%(name)s: nothing public has “%(value)s”."),
    r"(?P<name>\S+): “(?P<value>.*)” is not a number from 1 on\.": N_("%(name)s: “%(value)s” is not a number from 1 on."),
}


CALLED: Mapping[str, str] = {  # beside the lists
    "from": N_("From"),
    "to": N_("To"),
    "q": N_("Words"),
    "sort": N_("Order"),
    "page": N_("Page"),
}


def told(problem: Problem, language: str, lists: Mapping[str, str]) -> tuple[str, str]:
    """A problem and the language it is told in: the page's, where its sentence is known, else English.

    `lists`: facet -> what the page calls its list.
    """
    for pattern, said in SENTENCES.items():
        if found := re.fullmatch(pattern, problem.message, re.DOTALL):
            ours, parts = gettext(said), found.groupdict()
            return ours % {**parts, "name": called(parts["name"], lists)}, language if ours != said else "en"
    return problem.message, "en"


def called(parameter: str, lists: Mapping[str, str]) -> str:
    """As the form calls it; one that is not in the form by its own name."""
    label = CALLED.get(parameter)
    return gettext(label) if label else lists.get(parameter, parameter)


def unparted(text: str) -> Markup:
    """A sentence with dates as addresses spell them, within which no line ends."""
    return Markup(DATE.sub(r'<span class="whole">\g<0></span>', str(escape(text))))  # noqa: S704 -- escaped just there
