"""What every answer says besides itself."""

from typing import Any

import pytest
from django.db import connection

from dateline import wsgi
from dateline.site.security import HEADERS, SECURITY
from dateline.site.tags import known_tags
from tests.newsroom import Newsroom
from tests.site.conftest import Site

PATHS = ["/", "/fr/", "/news/", "/news/?topic=water", "/news.json", "/news.csv", "/topics/", "/topics/water/", "/offices/vienna/"]
OTHERS = [
    "/news/?page=1",
    "/news/?page=0",
    "/news.json?page=0",
    "/news/?topic=nothing",
    "/nope/",
    "/news/0000000000/",
    "/news/0000000000.json",
]
HEALTH = ["/health/live", "/health/ready"]


def every(site: Site) -> list[str]:
    return [*PATHS, *OTHERS, *HEALTH, *site.paths.values(), site.form("trained"), "/news" + site.paths["trained"][5:16]]


def assert_constant(answer: Any, path: str) -> None:
    assert {name: answer.get(name) for name in HEADERS} == HEADERS, path
    assert not answer.cookies and "Set-Cookie" not in answer and "Vary" not in answer, path


def test_the_headers_are_constants_on_every_answer(site: Site) -> None:
    for path in every(site):
        assert_constant(site.get(path), path)


def test_the_headers_keep_scripts_and_frames_out() -> None:
    assert (
        HEADERS["Content-Security-Policy"].startswith("default-src 'none'; ") and "script-src 'self';" in HEADERS["Content-Security-Policy"]
    )
    assert "frame-ancestors 'none'" in HEADERS["Content-Security-Policy"] and HEADERS["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("base", ["http://news.example", "https://news.example"])
def test_a_newsroom_on_https_wants_nothing_else_again(site: Site, settings: Any, base: str) -> None:
    settings.BASE_URL = base
    tag = site.get("/")["ETag"]
    said = [site.get(path, **{"If-None-Match": tag}).get("Strict-Transport-Security") for path in ("/", "/news/", "/nope/")]
    assert said == [None if base.startswith("http:") else "max-age=63072000"] * 3


def test_static_files_keep_scripts_and_frames_out_too() -> None:
    served = wsgi.with_static(None)
    for path in ("/static/style.css", "/static/demo/map.svg"):
        headers = dict(served.files[path].get_response("HEAD", {}).headers)
        assert {name: headers.get(name) for name in SECURITY} == SECURITY


def test_head_says_what_get_says_without_the_body(site: Site) -> None:
    for path in every(site):
        full, head = site.get(path), site.newsroom.reader.head(path)
        assert (head.status_code, dict(head.headers), head.content) == (full.status_code, dict(full.headers), b""), path
        assert int(full["Content-Length"]) == len(full.content), path


@pytest.mark.parametrize("path", PATHS)
def test_who_has_it_already_is_told_so(site: Site, path: str) -> None:
    tag = site.get(path)["ETag"]
    for known in (tag, f"W/{tag}", f'"other", {tag}'):
        answer = site.get(path, **{"If-None-Match": known})
        assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", tag)
        assert_constant(answer, path)
    assert site.get(path, **{"If-None-Match": '"other"'}).status_code == 200


def test_the_tag_follows_the_bytes(site: Site) -> None:
    tags = [site.get(path)["ETag"] for path in PATHS]
    assert len(set(tags)) == len(PATHS) and tags == [site.get(path)["ETag"] for path in PATHS]
    assert known_tags("") == {""} and known_tags('W/"a" , "b"') == {'"a"', '"b"'}


def test_what_is_not_found_has_no_tag(site: Site) -> None:
    assert "ETag" not in site.get("/nope/") and "ETag" not in site.newsroom.reader.post("/news/")


@pytest.mark.parametrize("path", [*PATHS, *HEALTH])
@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_readers_only_read(site: Site, path: str, method: str) -> None:
    answer = getattr(site.newsroom.reader, method)(path)
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
    assert_constant(answer, path)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "a b", "", "[::1"])
def test_a_host_that_is_not_ours_is_refused(site: Site, host: str) -> None:
    answer = site.newsroom.reader.get("/news/", headers={"Host": host})
    assert answer.status_code == 400 and b"evil" not in answer.content


def test_a_refused_host_is_answered_with_the_same_headers(site: Site) -> None:
    assert_constant(site.newsroom.reader.get("/news/", headers={"Host": "evil.example"}), "/news/")


def test_who_asks_changes_nothing(site: Site) -> None:
    for path in PATHS:
        plain = site.get(path)
        dressed = site.get(
            path, **{"Accept-Language": "fr", "Cookie": "desk_session=x", "X-Forwarded-Host": "evil.example", "User-Agent": "x"}
        )
        assert (dressed.content, dict(dressed.headers)) == (plain.content, dict(plain.headers)), path


def test_a_web_process_looks_into_sqlites_file_where_it_is_mapped(newsroom: Newsroom) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has its own buffers")
    connection.close()
    with connection.cursor() as cursor:
        [(mapped,)] = cursor.execute("PRAGMA mmap_size").fetchall()
    assert mapped >= wsgi.MAPPED_BYTES - 2**16  # SQLite's own limit is a little less
