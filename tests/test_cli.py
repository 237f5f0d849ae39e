"""The command `dateline`, as a shell sees it."""

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from dateline.cli import COMMANDS, asked, usage
from tests.newsroom import Newsroom

HOUSE = Path(__file__).parents[1]


def dateline(*words: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DATELINE_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-m", "dateline", *words],
        env={**kept, "DATELINE_DATA": str(folder / "data"), "PYTHONPATH": str(HOUSE / "src"), **environment},
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        stdin=subprocess.DEVNULL,
    )


def test_help_names_every_command_and_makes_nothing(tmp_path: Path) -> None:
    asked, bare = dateline("--help", folder=tmp_path), dateline(folder=tmp_path)
    assert (asked.returncode, asked.stdout, asked.stderr) == (0, usage() + "\n", "")
    assert (bare.returncode, bare.stdout) == (2, usage() + "\n")
    assert all(f"\n  {command} " in asked.stdout for command in COMMANDS) and not list(tmp_path.iterdir())


@pytest.mark.parametrize("words", [["--version"], ["find", "--version"]])
def test_the_version_told_is_ours(tmp_path: Path, words: list[str]) -> None:
    answer = dateline(*words, folder=tmp_path)
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, f"{version('dateline')}\n", "")


def test_an_unknown_command_is_named(tmp_path: Path) -> None:
    answer = dateline("publsih", "x", folder=tmp_path)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr == f"dateline: there is no command 'publsih'\n\n{usage()}\n"


@pytest.mark.parametrize("words", [["find", "--json"], ["import", "page.txt"]])
def test_without_a_newsroom_the_way_out_is_said(tmp_path: Path, words: list[str]) -> None:
    (tmp_path / "page.txt").write_text("Title\nPublishing date: 5 October 2022\n")
    answer = dateline(*words, folder=tmp_path)
    assert (answer.returncode, answer.stdout) == (2, "")
    data = tmp_path / "data"
    assert answer.stderr == (
        f"dateline: There is no newsroom in {data}. Make one with: dateline init (or name another folder in DATELINE_DATA)\n"
    )
    assert not data.exists()


def test_a_wrong_setting_is_one_line(tmp_path: Path) -> None:
    answer = dateline("find", folder=tmp_path, DATELINE_TIME_ZONE="Vienna")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr == (
        "dateline: DATELINE_TIME_ZONE: 'Vienna' cannot be used. It must be a zone of the IANA database, such as Europe/Vienna.\n"
    )


def test_a_wrong_option_exits_with_2(tmp_path: Path) -> None:
    answer = dateline("find", "--limit", "0", folder=tmp_path)
    assert (answer.returncode, answer.stderr) == (2, "dateline: --limit: 0 is not between 1 and 1000.\n")


@pytest.mark.parametrize(
    ("word", "query"), [("-topic=law", "?-topic=law"), ("-type=news&q=x", "?-type=news&q=x"), ("topic=law", "topic=law")]
)
def test_a_query_that_begins_with_an_exclusion_is_no_option(word: str, query: str) -> None:
    assert asked(word) == query
    assert asked("--json") == "--json" and asked("-") == "-"


@pytest.mark.parametrize("words", [["--help"], []])
def test_a_reader_that_goes_away_sees_no_stack_trace(tmp_path: Path, words: list[str]) -> None:
    """As of `dateline --help | head -1`."""
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "dateline", *words]
    done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, text=True, check=False, cwd=tmp_path)
    os.close(write)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", ["workers", "threads"])
def test_a_server_of_nobody_is_refused(newsroom: Newsroom, name: str) -> None:
    with pytest.raises(CommandError, match=f"--{name}: 0 is too few; 1 is the least."):
        call_command("serve", **{name: 0})


def test_a_parameter_that_does_not_exist_is_refused_with_those_that_do(newsroom: Newsroom) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("find", "topics=law")
    assert str(refused.value).startswith("topics: there is no such parameter. Known are type, office, topic, ")
