"""A newsroom at https://example.org/press: no link, redirect, cookie or file of it leaves /press/."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dateline.media import intake
from dateline.site.models import Newsroom as Row
from tests import databases, files
from tests.newsroom import Newsroom
from tests.stories.test_media import dressed

ROOT = Path(__file__).parents[2]


@pytest.fixture
def seen(newsroom: Newsroom) -> Any:
    """What `tests.below` tells of a newsroom with a bit of everything."""
    Row(name="Lakes", mark="demo/mark.svg").save()
    release = newsroom.draft("Gauge read", offices=["Bar"], topics=["Floods"], type="News")
    dressed(release, intake.picture(files.jpeg(640, 480), "a.jpg", title="Gauge", alt="A gauge."))
    newsroom.publish(release)
    newsroom.corrects(release, title="Gauge read again")
    newsroom.published("Jauge lue", language="fr", story=release.story)
    environment = {**os.environ, "DATELINE_DATA": str(newsroom.folder), "DATELINE_BASE_URL": "https://example.org/press/"}
    environment |= databases.environment(newsroom.folder)
    done = subprocess.run([sys.executable, "-m", "tests.below"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_nothing_leaves_the_path(seen: Any) -> None:
    assert seen["outside"] == []
    assert seen["cookies"] and all("; Path=/press/desk/" in cookie for cookie in seen["cookies"])


def test_everything_is_there_below_the_path(seen: Any) -> None:
    answered = {path: status for path, status in seen["asked"].items() if status not in (200, 301, 302)}
    assert answered == {"/press/nowhere": 404}
    kinds = (
        "/press/files/",
        "/press/static/style.css",
        "/press/static/demo/mark.svg",
        "/press/fr/news/",
        "/press/news.json",
        "/press/desk/",
    )
    assert [kind for kind in kinds if not any(path.startswith(kind) for path in seen["asked"])] == []
    assert seen["bare"] == 200  # a check from the machine itself knows nothing of the path
