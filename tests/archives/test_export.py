"""Where an archive is written: whole or not there, for its owner alone, and over nothing."""

import fcntl
from pathlib import Path
from typing import IO

import pytest
from django.core.management import CommandError, call_command

from dateline.archives.errors import InTheWay
from dateline.archives.export import written_beside
from tests.newsroom import Newsroom


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize(("name", "problem"), [("kept.tar", "is there already"), ("none/out.tar", "there is no folder .*none to write it")])
def test_a_place_that_will_not_do_is_named_and_left(name: str, problem: str, newsroom: Newsroom, tmp_path: Path) -> None:
    (tmp_path / "kept.tar").write_bytes(b"mine")
    before = names(tmp_path)
    with pytest.raises(CommandError, match=problem) as refusal:
        call_command("export", str(tmp_path / name))
    assert refusal.value.returncode == 2 and names(tmp_path) == before and (tmp_path / "kept.tar").read_bytes() == b"mine"


def test_standard_output_is_no_file(newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CommandError, match=r"^-: an archive goes into a file, not to standard output\. .*newsroom\.tar\.$") as refusal:
        call_command("export", "-")
    assert refusal.value.returncode == 2 and names(tmp_path) == ["newsroom"]


def test_it_is_for_its_owner_alone_and_written_over_what_a_killed_run_left(tmp_path: Path) -> None:
    (tmp_path / "out.tar.part").write_bytes(b"half of it, and longer than the new one")
    (tmp_path / "out.tar.part").chmod(0o644)
    with written_beside(tmp_path / "out.tar") as file:
        file.write(b"whole")
    assert names(tmp_path) == ["out.tar"] and (tmp_path / "out.tar").read_bytes() == b"whole"
    assert (tmp_path / "out.tar").stat().st_mode & 0o777 == 0o600


def test_a_run_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), written_beside(tmp_path / "out.tar"):
        raise KeyboardInterrupt
    assert names(tmp_path) == []


def test_two_runs_at_once_do_not_mix(tmp_path: Path) -> None:
    with written_beside(tmp_path / "out.tar") as file:
        file.write(b"first")
        with pytest.raises(InTheWay, match="another run is writing it"), written_beside(tmp_path / "out.tar"):
            pass
    assert (tmp_path / "out.tar").read_bytes() == b"first"


def test_one_that_comes_while_another_ends_leaves_that_ones_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def ended(file: IO[bytes], how: int) -> None:
        """The other has its lock until now, and lets go of what has its name already."""
        (tmp_path / "out.tar.part").write_bytes(b"the other's")
        (tmp_path / "out.tar.part").rename(tmp_path / "out.tar")

    monkeypatch.setattr(fcntl, "flock", ended)
    with pytest.raises(InTheWay, match="is there already"), written_beside(tmp_path / "out.tar"):
        pass
    assert names(tmp_path) == ["out.tar"] and (tmp_path / "out.tar").read_bytes() == b"the other's"
