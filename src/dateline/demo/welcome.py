"""What the terminal says when the sample newsroom is served: where, as whom, what to watch, what to try, how to end."""

from collections import defaultdict
from textwrap import fill

from django.conf import settings
from django.utils import timezone

from dateline.demo.load import PASSWORD
from dateline.formats.days import locale_of
from dateline.people.models import Assignment, Role
from dateline.releases.models import Release
from dateline.site.pages import addresses

WIDE = 100
USUAL_PORT = 8000


def tries() -> list[tuple[str, str]]:
    """What a newsroom is for, in four addresses; three where it speaks one language."""
    at, others = addresses(settings.LANGUAGES_SHOWN[0]), settings.LANGUAGES_SHOWN[1:]
    another = "ar" if "ar" in others else next(iter(others), "")
    return [
        (at.listing("office=africa&topic=flood-warning"), "a narrowed list, with live counts"),
        *([(addresses(another).listing(), f"the newsroom in {locale_of(another).get_display_name('en')}")] if another else []),
        (at.corrections(), "what was wrong, and what became of it"),
        (at.listing_form("csv", "topic=fisheries"), "the same news as a table"),
    ]


def block(host: str, *, command: str, made_with_make: bool, data: str) -> str:
    """`host`: where it is served, http://127.0.0.1:8000; what follows is the path of DATELINE_BASE_URL."""
    address = f"{host}{settings.BASE_PATH}"
    by_hand = command if data == "./data-demo" else f"DATELINE_DATA={data} {command}"
    port = "" if host.endswith(f":{USUAL_PORT}") else host.rpartition(":")[2]
    fresh = f"make demo FRESH=1{port and f' PORT={port}'}" if made_with_make else f"{by_hand} demo --fresh{port and f' --port {port}'}"
    lines = [
        "",
        "The sample newsroom of the International Lakes and Rivers Organisation, which is invented, as is its news.",
        "",
        row("Newsroom", f"{address}/"),
        row("Desk", f"{address}/desk/   every account has the password {PASSWORD}"),
        *(row("", f"{names}   {role}") for role, names in accounts()),
        row("Watch this", soon(address)),
        *(row("Try" if number == 0 else "", f"{host}{path}   {what}") for number, (path, what) in enumerate(tries())),
        row("Try size", f"{by_hand} sample 10000"),
        row("Stop", f"Ctrl-C; what you did stays in {data}"),
        row("Start over", fresh),
        "",
    ]
    return "\n".join(lines)


def row(name: str, words: str) -> str:
    return (
        f"  {name:<11} {words}"
        if len(words) <= WIDE or "://" in words
        else fill(words, WIDE, initial_indent=f"  {name:<11} ", subsequent_indent=" " * 14)
    )


def accounts() -> list[tuple[str, str]]:
    """Each role with what it may do, and who has it, with the office where it is one's."""
    people: dict[str, list[str]] = defaultdict(list)
    for one in Assignment.objects.select_related("user", "office").order_by("pk"):
        people[one.role].append(f"{one.user.username} ({one.office.slug})" if one.office else one.user.username)
    order = (Role.ADMINISTRATOR, Role.EDITOR, Role.OFFICER)
    return [(str(role.label), ", ".join(people[role])) for role in order if people[role]]


def soon(address: str) -> str:
    """When the story that waits goes out, in how many languages; or that it is out."""
    waiting = list(Release.objects.filter(go_live_at__gt=timezone.now(), live=False).exclude(prepared="").order_by("go_live_at", "pk"))
    if not waiting:
        return f"nothing waits any more; the newest is at {address}/"
    first = waiting[0].go_live_at
    assert first is not None
    together = [release for release in waiting if release.go_live_at == first]
    left = max(0, round((first - timezone.now()).total_seconds()))
    return f"{address}/news/   in {left // 60} min {left % 60:02} s a release goes out there in {len(together)} languages"
