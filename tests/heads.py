"""What the heads of items' pages say to machines: that versions name each other, and in words of schema.org what each is."""

import importlib.util
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

ALTERNATE = re.compile(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">')
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)">')
NEEDED = ("extruct", "rdflib")


def head(page: str) -> str:
    return page.partition("</head>")[0] + "</head></html>"


def alone(heads: Mapping[str, str], base: str) -> list[str]:
    """The paths of items whose versions do not all name each other and themselves; `heads` by path, below `base`."""
    named = {path: dict(ALTERNATE.findall(said)) for path, said in heads.items()}
    wrong = [path for path, said in heads.items() if CANONICAL.findall(said) != [f"{base}{path}"]]
    for path, versions in named.items():
        others = [named.get(address.removeprefix(base)) for address in versions.values()]
        if versions and (f"{base}{path}" not in versions.values() or any(one != versions for one in others)):
            wrong.append(path)
    return wrong


def told_wrongly(heads: Iterable[str], shared: Path, folder: Path) -> tuple[int, str]:
    """How many have their one block of JSON-LD without an error by ../shared/checkers, and what it says of the others."""
    lacking = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if lacking:
        pytest.skip(f"{' and '.join(lacking)} not installed: make checks")
    files = []
    for number, said in enumerate(heads):
        files.append(folder / f"{number}.html")
        files[-1].write_text(said)
    checker = shared / "checkers" / "jsonld_check.py"
    done = subprocess.run([sys.executable, checker, *map(str, files)], capture_output=True, text=True, check=False)
    told = "\n".join(line for line in done.stdout.splitlines() if not line.endswith(" 1 blocks 0 errors"))
    return done.stdout.count(" 1 blocks 0 errors"), told.strip() + done.stderr
