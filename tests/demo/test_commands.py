"""`dateline demo` and `dateline sample`: what they say, and what they refuse."""

import io
import re
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core.management import CommandError, call_command

from dateline import cli
from dateline.demo import bulk, guard, welcome
from dateline.demo.load import PASSWORD
from dateline.management.commands import demo, serve
from dateline.management.commands import sample as size
from dateline.releases import ticking
from dateline.releases.models import Release
from dateline.search import index
from tests import conftest
from tests.newsroom import Newsroom

BANNER = "This is a demonstration"


@pytest.fixture
def changing(kept: Path, tmp_path: Path, sample: Newsroom) -> Iterator[Newsroom]:
    """A copy of the sample newsroom, to be changed."""
    folder = tmp_path / "copy"
    conftest.copy(kept, folder)
    yield from conftest.opened(folder)


def generate(count: int) -> str:
    said = io.StringIO()
    call_command("sample", str(count), stdout=said, stderr=io.StringIO())
    return said.getvalue()


def test_the_block_names_addresses_that_answer_accounts_and_ways_out(sample: Newsroom) -> None:
    said = welcome.block("http://127.0.0.1:8001", command="dateline", made_with_make=True, data="./data-demo")
    paths = re.findall(r"http://127\.0\.0\.1:8001(\S+)", said)
    assert len(paths) >= 6 and {sample.get(path).status_code for path in paths if not path.startswith("/desk")} == {200}
    assert PASSWORD in said and re.search(
        r"tobias   Administrator.*\n.*lucie \(secretariat\).*   Editor.*\n.*ruth \(entebbe\).*   Officer", said
    )
    elsewhere = welcome.block("http://127.0.0.1:8001", command="dateline", made_with_make=False, data="/srv/demo")
    assert "DATELINE_DATA=/srv/demo dateline sample" in elsewhere
    assert "DATELINE_DATA=/srv/demo dateline demo --fresh --port 8001" in elsewhere
    assert "make demo FRESH=1 PORT=8001" in said and "  dateline sample 10000" in said and "Ctrl-C" in said


@pytest.mark.parametrize(
    ("shown", "tried"),
    [
        (("en", "fr", "ar"), "/press/ar/news/   the newsroom in Arabic"),
        (("ar", "de"), "/press/de/news/   the newsroom in German"),
        (("ar",), ""),
    ],
)
def test_the_block_names_no_address_that_this_newsroom_lacks(
    shown: tuple[str, ...], tried: str, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "BASE_PATH", "/press")
    monkeypatch.setattr(settings, "LANGUAGES_SHOWN", shown)
    said = welcome.block("http://127.0.0.1:8001", command="dateline", made_with_make=True, data="./data-demo")
    assert {path.split("/")[1] for path in re.findall(r"http://127\.0\.0\.1:8001(\S+)", said)} == {"press"}
    assert said.count("the newsroom in") == bool(tried) and tried in said


def test_a_start_as_a_module_is_told_as_it_is_typed() -> None:
    assert demo.as_typed("/srv/src/dateline/__main__.py") == f"{sys.executable} -m dateline"
    assert demo.as_typed("/srv/.venv/bin/dateline") == "/srv/.venv/bin/dateline"


def test_what_waits_goes_out_in_three_languages_at_its_time_and_no_second_start_plans_anew(changing: Newsroom) -> None:
    waiting = Release.objects.filter(live=False).exclude(prepared="")
    [at] = set(waiting.values_list("go_live_at", flat=True))
    made = waiting.earliest("latest_revision__created_at").latest_revision.created_at
    assert at is not None and timedelta(0) < at - made <= timedelta(minutes=3, seconds=10)
    with time_machine.travel(at - timedelta(seconds=90), tick=False):
        assert "in 1 min 30 s a release goes out there in 3 languages" in welcome.soon("")
    before = changing.find("topic=open-data")["total"]
    with time_machine.travel(at, tick=False):
        assert ticking.tick() == 3
    changing.settle()
    assert changing.find("topic=open-data")["total"] == before + 1
    assert {changing.find(f"language={tag}")["releases"][0]["title"][:12] for tag in ("en", "fr", "ar")} == {
        "Four hundred",
        "Quatre cent ",
        "أربعمئة واثن",
    }
    call_command("demo", "--no-serve", stdout=io.StringIO(), stderr=io.StringIO())
    assert not waiting.exists() and "nothing waits any more" in welcome.soon("")


def test_pages_say_that_they_are_a_demonstration_where_the_key_is_the_samples(sample: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    assert BANNER not in sample.get("/").content.decode()
    monkeypatch.setattr(settings, "SECRET_KEY", f"{settings.SAMPLE_KEY}x")
    assert all(BANNER in sample.get(path).content.decode() for path in ("/", "/news/", "/nowhere/", "/contacts/"))


def test_a_real_start_refuses_the_samples_accounts_and_its_key(sample: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CommandError, match="the accounts lucie, .* with the printed password. Serve it with: dateline demo"):
        serve.refuse_the_sample()
    monkeypatch.setattr(settings, "SECRET_KEY", f"{settings.SAMPLE_KEY}x")
    assert guard.dangers()[0] == "the sample’s key" and len(guard.dangers()) == 2


def test_a_newsroom_of_ones_own_is_served_and_is_no_demo(newsroom: Newsroom) -> None:
    newsroom.editor()
    serve.refuse_the_sample()
    with pytest.raises(CommandError, match="holds a newsroom of yours"):
        call_command("demo", "--no-serve", stdout=io.StringIO(), stderr=io.StringIO())


def test_starting_over_takes_the_samples_folder_away_and_no_other(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATELINE_SECRET_KEY", "DATELINE_DATABASE_URL"):
        monkeypatch.setitem(settings.OPTIONS, name, "")
    monkeypatch.setattr(settings, "SECRET_KEY", settings.SECRET_KEY)
    guard.key_file().write_text("a key of one’s own")
    assert not guard.clear() and newsroom.folder.is_dir()
    guard.key_file().unlink()
    guard.make_key()
    assert guard.has_sample_key() and guard.key_file().stat().st_mode & 0o777 == 0o600
    (newsroom.folder / "letter.txt").write_text("somebody’s own")
    assert guard.clear() and [path.name for path in newsroom.folder.iterdir()] == ["letter.txt"]
    (newsroom.folder / "letter.txt").unlink()
    guard.make_key()
    assert guard.clear() and not newsroom.folder.exists() and guard.clear()


def test_starting_over_waits_until_nobody_serves_it(changing: Newsroom) -> None:
    assert not guard.is_served()
    with index.writer() as engine:
        assert engine is not None and guard.is_served()
        with pytest.raises(CommandError, match="is being served. Stop that first"):
            call_command("demo", "--no-serve", "--fresh", stdout=io.StringIO(), stderr=io.StringIO())


def test_a_sample_adds_as_many_as_asked_for_and_all_can_be_found(changing: Newsroom) -> None:
    before = changing.find("language=any")["total"]
    assert generate(120).startswith("Added 120 generated releases in ")
    assert changing.find("language=any")["total"] == before + 120
    generate(7)
    assert changing.find("language=any")["total"] == before + 127 and bulk.generated() == 127


def test_a_sample_fills_an_empty_newsroom_but_not_a_real_one(newsroom: Newsroom) -> None:
    generate(5)
    assert newsroom.find("language=any")["total"] == 5
    newsroom.published()
    with pytest.raises(CommandError, match="holds a newsroom of yours"):
        generate(5)


@pytest.mark.parametrize("count", [0, -3, 5_000_001])
def test_a_sample_of_none_or_too_many_is_refused(newsroom: Newsroom, count: int) -> None:
    with pytest.raises(CommandError, match=f"^N: {count} is not between 1 and 5,000,000"):
        size.Command().handle(count=count)


@pytest.mark.parametrize(("words", "port"), [([], "8000"), (["--port", "81"], "81"), (["--port=82"], "82"), (["--port", "x"], "8000")])
def test_addresses_in_pages_are_made_from_the_port(words: list[str], port: str) -> None:
    assert cli.port(words) == port


def test_a_missing_package_is_answered_with_the_command_that_helps(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        cli.lacking(ModuleNotFoundError("No module named 'tantivy'", name="tantivy"))
    assert capsys.readouterr().err == "dateline: the package 'tantivy' is missing. Install what is needed with: make setup\n"
    with pytest.raises(ModuleNotFoundError):
        cli.lacking(ModuleNotFoundError("No module named 'dateline.x'", name="dateline.x"))
