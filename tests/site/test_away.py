"""A database server that is away while the newsroom is served."""

import json

import pytest

from tests.test_cli import dateline

Asked = tuple[dict[str, tuple[str, dict[str, str], str]], str]

FORM = "/news/0123456789.json"
NOWHERE = "postgres://me:secret@127.0.0.1:1/news"
ASKING = """
import json
from django.test import RequestFactory
from dateline.wsgi import application
for path in {paths!r}:
    told = []
    environ = RequestFactory(headers={{"host": "127.0.0.1:8000"}}).get(path).environ
    body = b"".join(application(environ, lambda status, headers: told.extend((status, dict(headers)))))
    print(json.dumps([told[0], told[1], body.decode()]))
"""


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    """path -> status, headers and body; and what the log says."""
    paths = ["/", "/fr/news/?q=a", FORM, "/corrections/", "/health/ready"]
    folder = tmp_path_factory.mktemp("away")
    settings = {"DATELINE_DATABASE_URL": NOWHERE, "DATELINE_LANGUAGES": "en,fr"}
    done = dateline("manage", "shell", "--no-imports", "-c", ASKING.format(paths=paths), folder=folder, **settings)
    assert done.returncode == 0, done.stderr
    return dict(zip(paths, map(json.loads, done.stdout.splitlines()), strict=True)), done.stderr


@pytest.mark.parametrize(
    ("path", "words"),
    [("/", "Please try again in a minute"), ("/fr/news/?q=a", 'lang="fr"'), ("/corrections/", "Please try again in a minute")],
)
def test_readers_are_told_to_come_back(asked: Asked, path: str, words: str) -> None:
    status, headers, body = asked[0][path]
    assert (status, headers["Retry-After"]) == ("503 Service Unavailable", "30") and words in body
    assert "default-src" in headers["Content-Security-Policy"]


def test_programs_are_told_in_their_own_way(asked: Asked) -> None:
    status, headers, body = asked[0][FORM]
    assert (status, headers["Content-Type"]) == ("503 Service Unavailable", "application/problem+json")
    assert json.loads(body)["detail"] == "The database does not answer. Ask again in a minute."


def test_the_log_has_one_line_for_each_and_no_password(asked: Asked) -> None:
    lines = asked[1].splitlines()
    assert asked[0]["/health/ready"][0].startswith("503")
    told = [line for line in lines if line.startswith("The database does not answer. Readers are told to come back (503): ")]
    assert len(told) == 4 and "Traceback" not in asked[1] and "secret" not in asked[1]
