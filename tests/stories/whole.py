"""What the story of a whole release is told with: a newsroom on the Syr Darya, its texts in two languages, its readers."""

import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from playwright.sync_api import Page

from tests.desk import browsing, writing
from tests.desk.browsing import PASSWORD, Server
from tests.desk.writing import Quotation
from tests.stories.hidden import plain

PLACE = ZoneInfo("Asia/Dushanbe")  # where no clock is ever changed
PEOPLE = f"""
from dateline.people.models import *
from dateline.releases import lifecycle
from dateline.releases.models import Release, ReleaseOffice, ReleaseTopic
from dateline.site.models import Newsroom
from dateline.vocabularies.models import *
Newsroom(name="International Lakes and Rivers Office", short_name="ILRO", reference_pattern="PR-{{year}}-{{n:03}}").save()
region = Office.objects.create(labels={{"en": "Central Asia", "ar": "آسيا الوسطى"}})
office = Office.objects.create(labels={{"en": "Khujand", "ar": "خجند"}}, parent=region, zone={PLACE.key!r}, cities=["Khujand"], position=1)
Topic.objects.create(labels={{"en": "Navigation", "ar": "الملاحة"}})
floods = Topic.objects.create(labels={{"en": "Floods", "ar": "الفيضانات"}}, position=1)
ReleaseType.objects.create(labels={{"en": "Press release", "ar": "بيان صحفي"}})
Contact.objects.create(office=office, name="Press desk", telephone="+992 3422 555 01", languages=["en", "ar"])
editor = User.objects.create_user("lucie", "lucie@example.org", {PASSWORD!r}, first_name="Lucie", last_name="Amrein", zone="Europe/Vienna")
Assignment.objects.create(user=editor, office=office, role="editor")
old = Release(title="The river gauges are back", lead="All forty work.", language="en", author=editor)
old.release_topics = [ReleaseTopic(topic=floods, sort_order=0)]
old.save()
old.save_revision(user=editor)
lifecycle.publish(old, by=User.objects.get(username="chief"))
"""
TITLE, LEAD = "Ice closes the Syr Darya", "Navigation below Khujand closes for 40 days."
ARABIC, ARABIC_LEAD = "الجليد يغلق سير داريا", "تتوقف الملاحة أسفل خجند أربعين يوما."
QUOTATIONS = (
    Quotation("We close a week early, and we tell every captain today.", "Zarina Qodirova", "Harbour master of Khujand"),
    Quotation("The gauges agree with the ice.", "Jonas Keller", "Hydrologist"),
)
IN_ARABIC = (
    Quotation("نغلق قبل أسبوع ونخبر كل ربان اليوم.", "زارينا قديروفا", "رئيسة ميناء خجند"),
    Quotation("القياسات تتفق مع الجليد.", "يوناس كيلر", "عالم مياه"),
)
TABLE = [["Gauge", "Ice, cm"], ["Khujand", "12"], ["Bekabad", "19"]]
PUBLIC = (
    *(
        f"{prefix}{path}"
        for prefix in ("", "/fr", "/ar")
        for path in ("/", "/news/", "/news/?language=any", "/news.json", "/topics/", "/contacts/", "/corrections/", "/news/?q=ice")
    ),
    *("/news.csv", "/news/?topic=floods", "/topics/floods/", "/nowhere/"),
)
ALTERNATE = re.compile(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">')
OPTIONS = {"topic": ["navigation"], "office": ["khujand", "central-asia"], "type": ["press-release"]}
EDITIONS = ("editions/1/", "editions/2/", "editions/2/changes/1/")
# The direction in which each field of words is written, as the browser has it.
DIRECTIONS = """() => Object.fromEntries([...document.querySelectorAll(
  "#id_title, #id_subtitle, #id_lead, #id_dateline, [name^=body-][name*=-value-]:is(textarea, [type=text]), .public-DraftStyleDefault-block"
)].map((box, at) => [at + box.id, getComputedStyle(box).direction]))"""
FILE = re.compile(r'"(/files/[^"]+)"')


@dataclass
class Story:
    """Where it happens, and what is known of it so far."""

    page: Page
    server: Server
    at: datetime = datetime.max.replace(tzinfo=UTC)
    keys: dict[str, int] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)
    files: dict[str, list[str]] = field(default_factory=dict)

    def references(self) -> list[str]:
        """The numbers that the two releases draw: the one before them has the first."""
        return [f"PR-{self.at.astimezone(PLACE).year}-00{number}" for number in (2, 3)]

    def goes_to(self, path: str) -> None:
        self.page.goto(f"{self.server.base}{path}")

    def edits(self, language: str) -> None:
        self.goes_to(f"/desk/releases/edit/{self.keys[language]}/")
        writing.opened(self.page)

    def shows(self, path: str, name: str) -> str:
        """A page as readers see it, on a desk and on a telephone; its HTML."""
        status, body = self.server.get(path)
        assert status in (200, 410), (path, status)
        for width in (1280, 360):
            self.page.set_viewport_size({"width": width, "height": 900})
            self.goes_to(path)
            assert self.page.evaluate("document.documentElement.scrollWidth") <= width, f"{path} scrolls sideways"
        browsing.shoot(self.page, f"whole-{name}")
        return body

    def outside(self) -> dict[str, tuple[int, str, bytes]]:
        """Every page that somebody without a name would look at."""
        return {path: plain(self.server.answer(path)) for path in PUBLIC}

    def feed(self, query: str) -> dict[str, Any]:
        status, body = self.server.get(f"/news.json?{query}")
        assert status == 200, (query, status)
        return dict(json.loads(body))

    def total(self, query: str) -> int:
        """How many items a view has; 0 where there is no such view."""
        status, body = self.server.get(f"/news.json?{query}")
        return int(json.loads(body)["_dateline"]["total"]) if status == 200 else 0

    def alternates(self, path: str) -> dict[str, str]:
        found = ALTERNATE.findall(self.server.get(path)[1])
        return {language: address.removeprefix(self.server.base) for language, address in found}
