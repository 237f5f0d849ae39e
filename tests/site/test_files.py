"""A file's address: ranges, tags, names and headers."""

import pytest

from dateline.media.kinds import BY_SUFFIX
from dateline.record.models import FileUse
from dateline.releases.models import Release
from tests.newsroom import Newsroom
from tests.stories.test_media import body, document, paths, picture, public

PDF = "budget-2027.pdf"


@pytest.fixture
def path(newsroom: Newsroom) -> str:
    return paths(newsroom, public(newsroom, picture(), document()))[PDF]


@pytest.fixture
def whole(newsroom: Newsroom, path: str) -> bytes:
    return body(newsroom.get(path))


def test_a_file_opens_nothing_runs_nothing_and_has_a_name(newsroom: Newsroom, path: str) -> None:
    answer = newsroom.get(path)
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox" and answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "application/pdf" and answer["Content-Disposition"] == 'attachment; filename="budget-2027.pdf"'
    assert answer["Accept-Ranges"] == "bytes" and answer["Cache-Control"] == "no-cache" and "Last-Modified" not in answer
    assert not answer.cookies


def test_what_a_browser_should_not_open_is_saved(newsroom: Newsroom, path: str) -> None:
    assert [suffix for suffix, kind in BY_SUFFIX.items() if kind.inline] == ["jpg", "jpeg", "png", "webp", "gif"]


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        ("bytes=0-9", 206, slice(0, 10)),
        ("bytes=5-", 206, slice(5, None)),
        ("bytes=-7", 206, slice(-7, None)),
        ("bytes=0-999999999", 206, slice(0, None)),
        ("bytes=-999999999", 206, slice(0, None)),
        ("bytes=0-0", 206, slice(0, 1)),
        ("bytes=9-3", 200, slice(None)),
        ("bytes=0-1,3-4", 200, slice(None)),
        ("lines=0-9", 200, slice(None)),
        ("bytes=-", 200, slice(None)),
        ("bytes=x-y", 200, slice(None)),
        ("bytes=999999-", 416, slice(0, 0)),
        ("bytes=-0", 416, slice(0, 0)),
        ("bytes=" + "9" * 40 + "-", 200, slice(None)),
    ],
)
def test_a_range_is_given_as_asked(asked: str, status: int, part: slice, newsroom: Newsroom, path: str, whole: bytes) -> None:
    answer = newsroom.get(path, Range=asked)
    assert (answer.status_code, body(answer)) == (status, whole[part])
    if status == 206:
        first = part.indices(len(whole))[0]
        assert answer["Content-Range"] == f"bytes {first}-{first + len(whole[part]) - 1}/{len(whole)}"
    if status == 416:
        assert answer["Content-Range"] == f"bytes */{len(whole)}"


def test_a_range_of_another_file_is_all_of_this_one(newsroom: Newsroom, path: str, whole: bytes) -> None:
    etag = newsroom.get(path)["ETag"]
    assert body(newsroom.get(path, Range="bytes=0-9", **{"If-Range": etag})) == whole[:10]
    assert body(newsroom.get(path, Range="bytes=0-9", **{"If-Range": '"other"'})) == whole


@pytest.mark.parametrize("known", ["{}", "W/{}", '"a", {}', "*"])
def test_whoever_has_it_gets_no_second_copy(known: str, newsroom: Newsroom, path: str) -> None:
    etag = newsroom.get(path)["ETag"]
    answer = newsroom.get(path, **{"If-None-Match": known.format(etag)})
    assert (answer.status_code, body(answer), answer["ETag"]) == (304, b"", etag)
    assert newsroom.get(path, **{"If-None-Match": '"other"'}).status_code == 200


def test_head_says_the_same_without_the_bytes(newsroom: Newsroom, path: str) -> None:
    answer, full = newsroom.reader.head(path), newsroom.get(path)
    assert body(answer) == b"" and dict(answer.items()) == dict(full.items())


def test_a_file_that_is_lost_on_disk_is_not_there(newsroom: Newsroom, path: str) -> None:
    for file in (newsroom.folder / "files" / "attachments").iterdir():
        file.unlink()
    assert newsroom.get(path).status_code == 404


def test_an_original_is_never_served(newsroom: Newsroom, path: str) -> None:
    one = picture()
    FileUse.objects.filter(name=PDF).update(sha256=one.sha256)
    assert newsroom.get(path).status_code == 404 and Release.objects.exists()
