"""What leaves the checkout: the wheel with everything a page needs, and an institution's own look before ours."""

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.test_cli import dateline

ROOT = Path(__file__).parents[1]
OWN = "{% extends 'base.html' %}{% block main %}<h1>Ministry of Lakes</h1>{% endblock main %}"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of the files in the wheel, built as pip builds it."""
    folder = tmp_path_factory.mktemp("wheel")
    building = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
    done = subprocess.run([sys.executable, "-c", building, folder], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(zipfile.ZipFile(folder / done.stdout.split()[-1]).namelist())


@pytest.mark.parametrize(("folder", "ending"), [("templates", ".html"), ("static", ""), ("locale", ".mo"), ("src/dateline", ".py")])
def test_a_wheel_holds_every_file_of_the_house(folder: str, ending: str, wheel: set[str]) -> None:
    inside = "dateline" if folder.startswith("src/") else f"dateline/{folder}"
    files = [path for path in (ROOT / folder).rglob(f"*{ending}") if path.is_file() and "__pycache__" not in path.parts]
    assert files and [str(path) for path in files if f"{inside}/{path.relative_to(ROOT / folder)}" not in wheel] == []


def test_a_wheel_holds_nothing_else(wheel: set[str]) -> None:
    assert {name.split("/")[0].split("-")[0] for name in wheel} == {"dateline"}
    assert [name for name in wheel if name.startswith(("dateline/tests", "dateline/docs")) or name.endswith(".pot")] == []


def test_an_institutions_own_files_stand_before_ours(tmp_path: Path) -> None:
    look = tmp_path / "data" / "look"
    for name, words in (("templates/public/500.html", OWN), ("static/style.css", "h1 { color: green }")):
        (look / name).parent.mkdir(parents=True)
        (look / name).write_text(words)
    asking = (
        "from django.test import RequestFactory; from dateline.site import errors, pages; from dateline.wsgi import application as served\n"
        "print(served.files['/static/style.css'].alternatives[0][1], pages.static('style.css'), pages.static('demo/mark.svg'))\n"
        "print(errors.failed(RequestFactory().get('/')).content.decode())"
    )
    answer = dateline("manage", "shell", "--no-imports", "-c", asking, folder=tmp_path)
    assert answer.returncode == 0, answer.stderr
    style, address, mark = answer.stdout.splitlines()[0].split()
    digest = hashlib.sha256((look / "static" / "style.css").read_bytes()).hexdigest()
    assert (style, address) == (str(look / "static" / "style.css"), f"/static/style.css?v={digest[:12]}")
    assert mark != "/static/demo/mark.svg?v=0" and "<h1>Ministry of Lakes</h1>" in answer.stdout
