"""What the clock did, seen from outside: the newsroom's own pages, asked over HTTP, as a reader would. A note for editors, no more.

A page is there when it answers 200 (410 for what was taken down), the listing when the JSON Feed of its day names the item (or does
not), the files when each of them answers. Whatever cannot be reached is noted as not seen; nothing waits for it.
"""

import http.client
import json
import logging
import threading
import urllib.error
import urllib.request
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from dateline.record.models import Item
from dateline.releases.clock import EXPIRE
from dateline.releases.models import Outcome

PATIENCE = timedelta(seconds=60)  # not seen for so long: a person must look
PAUSE_S = 0.25
IDLE_S = 1.0
UNREACHED_S = 3.0
TIMEOUT_S = 3.0
MOST_PAGES = 50

logger = logging.getLogger("dateline.clock")


@dataclass
class Outside:
    """The newsroom as it answers just now; a day's listing is read once."""

    base: str = field(default_factory=lambda: str(settings.BASE_URL))
    days: dict[str, set[str]] = field(default_factory=dict)

    def get(self, path: str) -> tuple[int, bytes]:
        """Status and body; 0 when nothing answers."""
        address = path if path.startswith(("http:", "https:")) else f"{self.base}{path}"
        try:
            with urllib.request.urlopen(address, timeout=TIMEOUT_S) as answer:  # noqa: S310  our own address
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, b""
        except (OSError, http.client.HTTPException, ValueError):
            return 0, b""

    def listed(self, day: str) -> set[str] | None:
        """The addresses of all items of a day, from the JSON Feed; None when it does not answer."""
        if day not in self.days:
            found: set[str] = set()
            path = f"/news.json?language=any&from={day}&to={day}"
            for _ in range(MOST_PAGES):
                status, body = self.get(path)
                if status == 404:  # no item of that day: a page past the end
                    break
                if status != 200:
                    return None
                feed = json.loads(body)
                found |= {str(item["url"]) for item in feed["items"]}
                if not (path := str(feed.get("next_url") or "")):
                    break
            self.days[day] = found
        return self.days[day]


def look(outcomes: Iterable[Outcome]) -> int:
    """Note what can be seen now that could not before. Returns how many are not wholly seen yet."""
    outside, waiting = Outside(), 0
    for outcome in outcomes:
        item = Item.objects.filter(release_uuid=outcome.release.uuid).first()
        if item is None:
            continue
        now = {name: timezone.now().isoformat() for name, there in views(outside, outcome, item) if there}
        if new := {name: at for name, at in now.items() if name not in outcome.seen_at}:
            outcome.seen_at = {**outcome.seen_at, **new}
            outcome.save(update_fields=["seen_at"])
        waiting += not outcome.seen_at.keys() >= wanted(item)
    return waiting


def wanted(item: Item) -> set[str]:
    return {"page", "listing", *(["files"] if item.files.exists() else [])}


def views(outside: Outside, outcome: Outcome, item: Item) -> Iterable[tuple[str, bool]]:
    """(name, whether it shows what the clock did), for what has not been seen yet."""
    gone = outcome.act == EXPIRE
    if "page" not in outcome.seen_at:
        yield "page", outside.get(f"/news/{item.public_id}/")[0] == (410 if gone else 200)
    if "listing" not in outcome.seen_at:
        listed = outside.listed(item.published_on.isoformat())
        yield "listing", listed is not None and any(f"/{item.public_id}/" in address for address in listed) != gone
    if "files" not in outcome.seen_at and "files" in wanted(item):
        yield "files", all(outside.get(f"{settings.ORIGIN}{file.path}")[0] == 200 for file in item.files.all())


def waiting() -> list[Outcome]:
    """What the clock did a moment ago and nobody has seen wholly."""
    done = Outcome.objects.filter(problem="", done_at__gte=timezone.now() - PATIENCE).select_related("release")
    return [outcome for outcome in done if not {"page", "listing"} <= outcome.seen_at.keys() or "files" not in outcome.seen_at]


def run(stop: threading.Event, struck: threading.Event) -> None:
    """Look after each stroke until all is seen or patience ends. What fails is told, and forgotten."""
    while not stop.is_set():
        if not struck.wait(IDLE_S):
            continue
        struck.clear()
        try:
            until = timezone.now() + PATIENCE
            while not stop.is_set() and timezone.now() < until:
                if not Outside().get("/health/live")[0]:
                    stop.wait(UNREACHED_S)
                elif not look(waiting()):
                    break
                stop.wait(PAUSE_S)
        except (DatabaseError, ValueError, KeyError) as error:
            logger.warning("What the clock did could not be looked at from outside: %s: %s", type(error).__name__, error)
        finally:
            connection.close()
