"""An institution leaves with everything, and goes on elsewhere: the same public site, the same desk, the next number the next."""

import io
import json
import os
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command
from pytest_django.plugin import DjangoDbBlocker
from wagtail.models import Revision, WorkflowState

from dateline.people.models import User
from dateline.record import log
from dateline.record.models import Item
from dateline.releases import ticking
from dateline.releases.models import Release
from tests import conftest, everything
from tests.crawl import Answer, crawl, every_tenth, seeds
from tests.desk.conftest import Desk
from tests.newsroom import Newsroom

ROOT = Path(__file__).parents[2]
CRAWL = """
import json
from django.test.utils import setup_test_environment
setup_test_environment()
from tests.crawl import crawl, seeds
print(json.dumps(crawl(seeds())))
"""
ONE_IN_TEN = CRAWL.replace("seeds", "every_tenth").replace("every_tenth())", "every_tenth(), most=len(every_tenth()))")


@dataclass(frozen=True)
class Left:
    """What was packed, and what the public saw of it before."""

    archive: Path
    seen: dict[str, Answer]


@pytest.fixture(scope="module")
def left(template: Path, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Left:
    folder = tmp_path_factory.mktemp("left")
    conftest.copy(template, folder / "data")
    with django_db_blocker.unblock():
        for newsroom in conftest.opened(folder / "data"):
            everything.fill(newsroom)
            seen = crawl(seeds())
            call_command("export", str(folder / "out.tar"), stdout=io.StringIO(), stderr=io.StringIO())
    return Left(folder / "out.tar", seen)


@dataclass(frozen=True)
class Elsewhere:
    """A newsroom that processes of their own work in, on the database of `url` or on SQLite."""

    folder: Path
    url: str

    def run(self, *words: str) -> str:
        told = {"DATELINE_DATA": str(self.folder), "DATELINE_DATABASE_URL": self.url}
        command = [sys.executable, "-W", "ignore", "-m", "dateline", *words]
        return subprocess.run(command, env={**os.environ, **told}, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout

    def differences(self, seen: dict[str, Answer], script: str = CRAWL) -> list[str]:
        said = json.loads(self.run("manage", "shell", "--no-imports", "-c", script)).items()
        now = {address: (status, tuple(map(tuple, headers)), body) for address, (status, headers, body) in said}
        return [address for address in seen.keys() | now.keys() if seen.get(address) != now.get(address)]


@pytest.fixture
def there(left: Left, newsroom: Newsroom) -> Newsroom:
    """Another newsroom, with a secret of its own until the archive brings the right one."""
    newsroom.set_secret("f" * 64)
    call_command("import", str(left.archive), stdout=io.StringIO(), stderr=io.StringIO())
    return newsroom


def test_a_stranger_sees_no_difference(left: Left, there: Newsroom) -> None:
    before, after = left.seen, crawl(seeds())
    assert [address for address in before.keys() | after.keys() if before.get(address) != after.get(address)] == []
    assert {status for status, _, _ in after.values()} == {200, 301, 404, 410} and len(after) > 200


def test_the_next_release_draws_the_next_numbers(there: Newsroom) -> None:
    position, items = log.position(), Item.objects.count()
    release = there.published("The first one here")
    assert log.position() == position + 1 and there.item(release).sequence == items + 1
    before = Item.objects.exclude(release_uuid=release.uuid).order_by("-sequence")[0].reference
    stem, _, number = before.rpartition("-")
    assert there.item(release).reference == f"{stem}-{int(number) + 1:03}"
    assert there.titles()[0] == "The first one here"


def test_the_clock_lets_out_what_was_held(there: Newsroom) -> None:
    with time_machine.travel(everything.HOUR, tick=False):
        ticking.tick()
        there.settle()
        release = Release.objects.get(title="Scheduled")
        assert release.live and there.item(release).published_at == everything.HOUR
        assert there.titles()[0] == "Scheduled"


def test_every_version_opens_at_the_desk(there: Newsroom) -> None:
    desk = Desk(there, User.objects.get(username="root"))
    for release in Release.objects.all():
        assert release.get_latest_revision_as_object().title in desk.page(f"/desk/releases/edit/{release.pk}/")
        assert desk.get(f"/desk/releases/history/{release.pk}/").status_code == 200
    for revision in Revision.objects.all():
        text = revision.as_object()
        assert text.title == revision.content["title"] and all(row.office.slug for row in text.release_offices.all())


def test_a_number_once_given_is_given_to_nobody_else(there: Newsroom) -> None:
    highest = Release.objects.order_by("-pk")[0].pk
    assert there.draft("Begun here").pk == highest + 2  # between them stood the one that was deleted


def test_what_was_on_its_way_goes_on(there: Newsroom) -> None:
    state = WorkflowState.objects.get(status="in_progress")
    assert str(state.content_object) == "On its way" and state.current_task_state is not None
    assert state.current_task_state.task.specific.groups.get().name == "Approvers"
    assert state.current_task_state.revision.as_object().title == "On its way"


def test_people_sign_in_as_they_did(there: Newsroom) -> None:
    writer = User.objects.get(username="officer")
    assert writer.check_password("long-enough-for-a-test") and writer.roles == [("officer", writer.assignments.get().office_id)]
    assert [one.codename for one in writer.user_permissions.all()] == ["withdraw_release"]
    assert writer.groups.get().permissions.get().codename == "publish_release"


def test_an_export_of_it_is_the_same_archive(left: Left, there: Newsroom, tmp_path: Path) -> None:
    call_command("export", str(tmp_path / "again.tar"), stdout=io.StringIO(), stderr=io.StringIO())
    assert (tmp_path / "again.tar").read_bytes() == left.archive.read_bytes()


@pytest.mark.slow
def test_from_one_database_to_the_other_and_back(left: Left, postgresql: str, tmp_path: Path) -> None:
    """What the suite runs on, PostgreSQL, SQLite: the same public site, the same archive."""
    there, back = Elsewhere(tmp_path / "there", postgresql), Elsewhere(tmp_path / "back", "")
    for place, given, made in ((there, left.archive, tmp_path / "2.tar"), (back, tmp_path / "2.tar", tmp_path / "3.tar")):
        place.run("init")
        place.run("import", str(given))
        assert place.differences(left.seen) == []
        place.run("export", str(made))
        assert made.read_bytes() == left.archive.read_bytes()


@pytest.mark.slow
def test_the_justice_departments_archive_moves_whole(
    newsroom: Newsroom, shared: Path, template: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every item, form, old path and number is asked, of everything else one address in a hundred: an hour's work is three minutes'."""
    file = shared / "data" / "doj" / "doj-press-releases.jsonl.xz"
    mapping = ROOT / "examples" / "mappings" / "doj.yaml"
    quiet = {"stdout": io.StringIO(), "stderr": io.StringIO()}
    call_command("import", str(file), "--mapping", str(mapping), "--create-terms", **quiet)
    for number in (7, 7_000):
        newsroom.withdraw(Release.objects.order_by("pk")[number])
    newsroom.corrects(Release.objects.order_by("pk")[8])
    before, began = crawl(every(), one_in=100), time.monotonic()
    call_command("export", str(tmp_path / "out.tar"), **quiet)
    exported = time.monotonic()
    conftest.copy(template, tmp_path / "there")
    conftest.point_at(tmp_path / "there")
    call_command("import", str(tmp_path / "out.tar"), **quiet)
    size, loaded = (tmp_path / "out.tar").stat().st_size, time.monotonic()
    after = crawl(every(), one_in=100)
    assert [address for address in before.keys() | after.keys() if before.get(address) != after.get(address)] == []
    counted = Counter(status for status, _, _ in after.values())
    assert counted[200] > 2 * 12_692 and counted[301] >= 2 * 12_694 and counted[410] >= 2
    with capsys.disabled():
        print(f"\n{size:,} bytes, out in {exported - began:.1f} s, in again in {loaded - exported:.1f} s, {counted} addresses equal")


@pytest.mark.slow
def test_the_justice_departments_archive_moves_whole_to_postgresql_where_one_item_in_ten_is_asked(
    newsroom: Newsroom, shared: Path, postgresql: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """All rows, by the archive that comes out again; all pages of the listing; of one item in ten its page and its forms."""
    file = shared / "data" / "doj" / "doj-press-releases.jsonl.xz"
    mapping, quiet = ROOT / "examples" / "mappings" / "doj.yaml", {"stdout": io.StringIO(), "stderr": io.StringIO()}
    call_command("import", str(file), "--mapping", str(mapping), "--create-terms", **quiet)
    begin = every_tenth()
    before = crawl(begin, most=len(begin))
    call_command("export", str(tmp_path / "out.tar"), **quiet)
    there, began = Elsewhere(tmp_path / "there", postgresql), time.monotonic()
    there.run("init")
    there.run("import", str(tmp_path / "out.tar"))
    loaded = time.monotonic()
    assert there.differences(before, ONE_IN_TEN) == []
    there.run("export", str(tmp_path / "again.tar"))
    assert (tmp_path / "again.tar").read_bytes() == (tmp_path / "out.tar").read_bytes()
    counted = Counter(status for status, _, _ in before.values())
    assert counted.keys() == {200, 404} and counted[200] > 6_900  # a form that is for lists alone is no item's
    with capsys.disabled():
        print(f"\n{len(begin):,} addresses equal; into PostgreSQL in {loaded - began:.1f} s")


def every() -> list[str]:
    """All seeds but the editions: an archive's are what its pages say."""
    return [address for address in seeds() if "/editions/" not in address]
