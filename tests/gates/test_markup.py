"""html-validate and vnu find no error in any kind of page, nor in any item."""

import json
from pathlib import Path

import pytest

from tests.gates.checkers import CHECKS, from_npm, java, node, run
from tests.gates.conftest import Sample

pytestmark = pytest.mark.slow

WRONG = "<!DOCTYPE html><html lang=en><head><title>x</title></head><body><p id=a></p><b id=a><div></div></b></body></html>"
PREFIXES = ("", "/ar", "/ru")


@pytest.fixture(scope="module")
def saved(sample: Sample, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Every kind of page in three languages, and every item, as files."""
    folder = tmp_path_factory.mktemp("pages")
    kinds = {name: path.removeprefix(sample.server.base) for prefix in PREFIXES for name, path in sample.pages(prefix).items()}
    pages = {name.replace("/", "-"): sample.server.get(path)[1] for name, path in kinds.items()}
    pages |= {path.strip("/").replace("/", "-"): page for path, page in sample.items.items()}
    for name, page in pages.items():
        (folder / f"{name}.html").write_text(page)
    return sorted(folder.glob("*.html"))


def html_validate(files: list[Path]) -> list[str]:
    script, rules = from_npm("html-validate/bin/html-validate.mjs"), CHECKS / "htmlvalidate.mjs"
    told_at = files[0].with_suffix(".json")  # a file, for of a pipe Node leaves the end unwritten
    done = run(node(), script, "--config", rules, "--formatter", f"json={told_at}", *files)
    assert done.returncode in (0, 1), done.stderr
    told = json.loads(told_at.read_text())
    return [f"{Path(one['filePath']).name}:{said['line']} {said['message']}" for one in told for said in one["messages"]]


def vnu(files: list[Path]) -> list[str]:
    jar = from_npm("vnu-jar/build/dist/vnu.jar")
    told = json.loads(run(java(), "-jar", jar, "--format", "json", "--exit-zero-always", *files).stderr)["messages"]
    return [f"{Path(one['url']).name}:{one.get('lastLine')} {one['message']}" for one in told if one["type"] != "info"]


def test_html_validate_finds_no_error(saved: list[Path]) -> None:
    assert len(saved) > 120 and html_validate(saved) == []


def test_vnu_finds_no_error(saved: list[Path]) -> None:
    assert vnu(saved) == []


@pytest.mark.parametrize("checker", [html_validate, vnu])
def test_they_would_have_found_what_is_wrong(tmp_path: Path, checker: object) -> None:
    assert callable(checker)
    wrong = tmp_path / "wrong.html"
    wrong.write_text(WRONG)
    assert any("uplicate" in said for said in checker([wrong]))
