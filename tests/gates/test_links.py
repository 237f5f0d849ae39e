"""What pages say to machines: each kind answers as it should, versions name each other, and each item says what it is."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.gates.conftest import Sample

STATUSES = {"not-found": 404, "bad-request": 400, "withdrawn": 410, "retracted": 410}
ALTERNATE = re.compile(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">')
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)">')
NEEDED = ("extruct", "rdflib")


@pytest.mark.parametrize("prefix", ["", "/fr", "/ar", "/ru"])
def test_every_kind_of_page_answers_as_it_should(sample: Sample, prefix: str) -> None:
    answered = {name: sample.server.get(f"{prefix}{path}")[0] for name, path in sample.kinds.items()}
    assert answered == {name: STATUSES.get(name, 200) for name in sample.kinds}


def test_versions_of_a_story_name_each_other(sample: Sample) -> None:
    named = {path: dict(ALTERNATE.findall(page)) for path, page in sample.items.items()}
    own = {path: CANONICAL.findall(page) for path, page in sample.items.items()}
    assert sum(len(versions) > 1 for versions in named.values()) >= 30
    for path, versions in named.items():
        assert own[path] == [f"{sample.server.base}{path}"]
        assert not versions or own[path][0] in versions.values(), path
        for address in versions.values():
            assert named[address.removeprefix(sample.server.base)] == versions, (path, address)


@pytest.mark.slow
def test_every_item_tells_what_it_is_in_words_of_schema_org(sample: Sample, shared: Path, tmp_path: Path) -> None:
    lacking = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if lacking:
        pytest.skip(f"{' and '.join(lacking)} not installed: make checks")
    for number, page in enumerate(sample.items.values()):
        (tmp_path / f"{number}.html").write_text(page)
    files = sorted(map(str, tmp_path.glob("*.html")))
    checker = shared / "checkers" / "jsonld_check.py"
    done = subprocess.run([sys.executable, str(checker), *files], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(" 1 blocks 0 errors") == len(files) >= 60
