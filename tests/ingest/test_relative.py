"""Links that were relative to an old page: read from its address, or told where there is none."""

import pytest

from dateline.ingest.relative import read_links
from dateline.releases.markup import clean

FROM = "/opa/pr/a-b"


def link(target: str) -> str:
    return clean(f'<p>See <a lang="en" href="{target}">this</a> and <a href="https://x.example/">that</a>.</p>')


@pytest.mark.parametrize(
    ("target", "former", "path"),
    [
        ("Today", FROM, "/opa/pr/Today"),
        ("./Today#top", FROM, "/opa/pr/Today#top"),
        ("../office?x=1&amp;y=2", FROM, "/opa/office?x=1&amp;y=2"),
        ("../../../../up", FROM, "/up"),
        ("..//other.example/x", "/a", "/other.example/x"),
        ("?page=2", "/list?page=1", "/list?page=2"),
        ("next", "/news/", "/news/next"),
        ("next", "/été/1#2/a", "/%C3%A9t%C3%A9/1%232/next"),
    ],
)
def test_a_relative_link_leads_from_the_old_address(target: str, former: str, path: str) -> None:
    found = read_links(link(target), former)
    assert found.markup == link(target).replace(f'href="{target}"', f'href="{path}"') != link(target)
    assert len(found.repaired) == 1 and found.warned == ()


def test_what_was_read_is_told_once_for_each_link() -> None:
    found = read_links(link("Today") + link("Today"), FROM)
    assert found.repaired == ("body: the link “Today” was read from the old address, as /opa/pr/Today",)
    assert found.markup.count('href="/opa/pr/Today"') == 2


@pytest.mark.parametrize(
    "target", ["https://x.example/a", "HTTP://x.example", "//x.example/a", "/opa/pr/c", "#notes", "", "mailto:a@x.example", "tel:+41"]
)
def test_other_links_stay_as_they_are(target: str) -> None:
    for former in (FROM, ""):
        found = read_links(link(target), former)
        assert (found.markup, found.repaired, found.warned) == (link(target), (), ())


def test_words_that_look_like_a_link_are_words() -> None:
    text = clean('<p title="x">&lt;a href="Today"> and href="Today"</p>')
    assert read_links(text, FROM).markup == text


def test_without_an_old_address_a_link_stays_and_is_told() -> None:
    found = read_links(link("Today"), "")
    said = "body: the link “Today” is relative to an old address, which this item does not give: it leads nowhere."
    assert (found.markup, found.repaired, found.warned) == (link("Today"), (), (said,))
