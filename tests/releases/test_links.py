"""Files on other sites: which addresses readers may follow, and lines of them at the desk."""

import pytest

from dateline.record.content import Link
from dateline.releases.compose import compose
from dateline.releases.links import as_lines, links_of, problem_of, read_lines
from dateline.releases.models import Release

KEPT = {"url": "https://old.example/a.pdf", "title": "The budget", "media_type": "application/pdf", "size": 7}


@pytest.mark.parametrize("url", ["https://old.example/a.pdf", "http://old.example", "HTTPS://ÖB.example/%20?x=1#p"])
def test_an_address_of_the_web_is_one(url: str) -> None:
    assert problem_of(url) == ""


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "/a.pdf", "file:///etc/passwd", "https://", "https://[x", "ftp://old.example/a",
     "java\nscript:x", "https://old.example/a b", "https://old.example/\u202efdp", "https://old.example/\x00", "", "//old.example/a"],
)  # fmt: skip
def test_what_readers_cannot_follow_is_said_to_be_no_address(url: str) -> None:
    assert problem_of(url).endswith("is not an address such as https://example.org/report.pdf.")


def test_an_address_has_an_end() -> None:
    assert problem_of("https://old.example/" + "x" * 2000).endswith("has 2,020 characters; 2,000 are the most.")


def test_links_go_out_once_each_with_a_title() -> None:
    said = [KEPT, {"url": "javascript:x", "title": "No"}, {"url": "https://old.example/b", "title": ""}, {**KEPT, "title": "Again"}]
    assert links_of(said) == (
        Link("https://old.example/a.pdf", "The budget", "application/pdf", 7),
        Link("https://old.example/b", "https://old.example/b"),
    )


def test_lines_say_what_the_links_say_and_keep_what_they_do_not() -> None:
    said = [KEPT, {"url": "https://old.example/b", "title": "https://old.example/b", "media_type": "", "size": 0}]
    assert as_lines(said) == "https://old.example/a.pdf The budget\nhttps://old.example/b"
    assert read_lines(as_lines(said), said) == (said, [])
    found, problems = read_lines("\nold.example/c The list\nhttps://old.example/a.pdf  Budget, corrected", said)
    assert found == [{**KEPT, "title": "Budget, corrected"}]
    assert problems == ["Line 2: “old.example/c” is not an address such as https://example.org/report.pdf."]


def test_a_release_without_links_has_the_digest_it_had(newsroom: object) -> None:
    release = Release(title="Title", language="en")
    before = compose(release)
    release.links = [KEPT]
    assert "links" not in before.written() and compose(release).digest != before.digest
    assert (
        compose(release)
        .written()
        .replace(',"links":[{"media_type":"application/pdf","size":7,"title":"The budget","url":"https://old.example/a.pdf"}]', "")
        == before.written()
    )
