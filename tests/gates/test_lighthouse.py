"""Lighthouse gives the home page, the listing and an item all it has for accessibility, best practices and search engines."""

import json
import os
from pathlib import Path

import pytest

from tests.desk.browsing import CHROMIUM, FLAGS
from tests.gates.checkers import from_npm, node, run
from tests.gates.conftest import Sample

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium at /usr/bin/chromium")]

CATEGORIES = "accessibility,best-practices,seo"


@pytest.mark.parametrize("name", ["home", "listing", "item-en"])
def test_lighthouse_gives_all_it_has(sample: Sample, tmp_path: Path, name: str) -> None:
    flags = " ".join(["--headless=new", *FLAGS, f"--user-data-dir={tmp_path / 'profile'}"])
    words = ["--quiet", f"--only-categories={CATEGORIES}", f"--chrome-flags={flags}", "--output=json"]
    script = from_npm("lighthouse/cli/index.js")
    done = run(node(), script, sample.pages()[name], *words, **{**os.environ, "CHROME_PATH": str(CHROMIUM)})
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    missed = {name: audit["title"] for name, audit in told["audits"].items() if audit["score"] not in (None, 1)}
    assert {kind: one["score"] for kind, one in told["categories"].items()} == dict.fromkeys(CATEGORIES.split(","), 1), missed
