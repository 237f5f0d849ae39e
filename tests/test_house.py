"""The house as ARCHITECTURE.md draws it, and as it stands."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from dateline.archives.kinds import KINDS, LEFT_OUT
from dateline.config import OPTIONS
from dateline.formats.table import FORMS
from dateline.site.surfaces import SURFACES

ROOT = Path(__file__).parents[1]
SRC = ROOT / "src" / "dateline"
DRAWERS = {"utils", "helpers", "common", "core", "services", "managers", "misc"}
REGISTRIES = (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("deb.debian", "org"), ("crates", "io"))
MODULES = [path for path in SRC.rglob("*.py") if "migrations" not in path.parts]
TREES = {path: ast.parse(path.read_text()) for path in MODULES}


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def test_architecture_lists_the_rooms_that_are_there() -> None:
    drawn = set(re.findall(r"^  ([a-z]+)/ ", (ROOT / "ARCHITECTURE.md").read_text(), re.MULTILINE))
    assert drawn == {path.name for path in SRC.iterdir() if path.is_dir() and path.name != "__pycache__"}


def test_the_staircase_is_kept() -> None:
    done = subprocess.run([Path(sys.executable).parent / "lint-imports"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_nothing_is_imported_inside_a_function() -> None:
    hidden = [
        f"{path.relative_to(SRC)}:{node.lineno}"
        for path, tree in TREES.items()
        for function in functions(tree)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom) and not (path.name == "apps.py" and function.name == "ready")
    ]
    assert not hidden


def test_only_the_desk_knows_wagtails_admin() -> None:
    named = re.compile(r"^\s*(?:from|import) wagtail\.(?:admin|snippets)", re.MULTILINE)
    others = [path for path in MODULES if named.search(path.read_text()) and "desk" not in path.relative_to(SRC).parts]
    assert [str(path.relative_to(SRC)) for path in others] == ["urls.py"]


def test_no_room_is_a_drawer() -> None:
    assert not [path for path in MODULES if DRAWERS & {path.stem, path.parent.name}]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SRC)))
def test_modules_and_functions_stay_short(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 400
    assert max((node.end_lineno - node.lineno + 1 for node in functions(TREES[path])), default=0) <= 80


def test_every_module_says_what_it_is_for() -> None:
    silent = [path for path, tree in TREES.items() if tree.body and not ast.get_docstring(tree) and path.name != "apps.py"]
    assert not silent


def routes(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if not str(pattern.pattern).startswith("desk/"):
                yield from routes(pattern.url_patterns)
        else:
            yield pattern


def test_every_public_route_is_registered_with_what_it_could_leak() -> None:
    names = {pattern.name for pattern in routes(get_resolver().url_patterns)}
    assert names == set(SURFACES)
    assert all(re.fullmatch(r"L[1-9]\d?", surface) for surfaces in SURFACES.values() for surface in surfaces)


def test_every_option_and_form_is_documented() -> None:
    settings = (ROOT / "docs" / "operators" / "settings.md").read_text()
    assert all(option.name in settings and option.help in settings for option in OPTIONS)
    reading = (ROOT / "docs" / "readers" / "forms.md").read_text()
    assert all(f".{form}" in reading and kind.mime in reading for form, kind in FORMS.items())


def test_every_row_of_an_archive_is_documented() -> None:
    page = (ROOT / "docs" / "operators" / "archives.md").read_text()
    assert all(f"| `{kind.model}` | {kind.says} | {kind.columns} |" in page for kind in KINDS)
    assert all(f"| `{model}` | {reason} |" in page for model, reason in LEFT_OUT.items())


def test_no_file_names_a_registry_or_is_too_large() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    files = [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]
    hosts = re.compile("|".join(re.escape(f"{name}.{end}") for name, end in REGISTRIES).encode())
    assert not [file for file in files if file.stat().st_size > 2**21]
    assert not [file for file in files if hosts.search(file.read_bytes())]


def test_requirements_are_pinned_and_hashed() -> None:
    lines = (ROOT / "requirements" / "dev.txt").read_text().splitlines()
    packages = [line for line in lines if re.match(r"[A-Za-z0-9]", line)]
    assert packages and all("==" in line and line.endswith("\\") for line in packages)
    assert not [line for line in lines if "://" in line]
