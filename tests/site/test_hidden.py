"""Hidden equals absent: what is not public answers as what never was, byte for byte."""

import pytest

from tests.site.conftest import Site

UNKNOWN = "zzzzzzzzzz"
NAMES = "Secret talks|Secret topic|Hidden office|Hidden type|secret-topic|hidden-office|Wrong number|Never true".split("|")
SHOWN = "/ /fr/ /news/ /news/?language=any /news.json?language=any /news.csv /topics/ /news/?q=secret /nope/".split()


def answer(site: Site, path: str) -> tuple[int, dict[str, str], bytes]:
    found = site.get(path)
    return found.status_code, dict(found.headers), found.content


@pytest.mark.parametrize(
    "form", ["/news/{}/secret-talks/", "/news/{}/", "/news/{}", "/news/{}.json", "/news/{}.csv", "/fr/news/{}/secret-talks/"]
)
def test_the_number_a_draft_will_have_is_no_address(site: Site, form: str) -> None:
    hidden = site.paths["draft"].split("/")[2]
    assert answer(site, form.format(hidden)) == answer(site, form.format(UNKNOWN))
    assert site.get(form.format(hidden)).status_code == 404


@pytest.mark.parametrize(
    ("hidden", "unknown"),
    [
        ("/topics/secret-topic/", "/topics/unheard-of/"),
        ("/topics/gone/", "/topics/unheard-of/"),
        ("/offices/hidden-office/", "/offices/unheard-of/"),
        ("/fr/offices/hidden-office/", "/fr/offices/unheard-of/"),
        ("/offices/none/", "/offices/unheard-of/"),
        ("/news/secret-talks/", "/news/unheard-of/"),
        ("/secret-talks/", "/unheard-of/"),
    ],
)
def test_an_address_of_what_is_hidden_is_the_404_of_every_address(site: Site, hidden: str, unknown: str) -> None:
    assert answer(site, hidden) == answer(site, unknown)
    assert site.get(hidden).status_code == 404


@pytest.mark.parametrize("facet", ["topic", "office", "type", "language", "-topic", "-office", "-type"])
@pytest.mark.parametrize("form", ["/news/", "/fr/news/", "/news.json", "/news.csv"])
def test_a_view_of_what_is_hidden_is_a_view_of_what_never_was(site: Site, facet: str, form: str) -> None:
    hidden = {"topic": "secret-topic", "office": "hidden-office", "type": "hidden-type", "language": "ky"}[facet.lstrip("-")]
    unknown = "kz" if facet == "language" else "x" * len(hidden)
    status, headers, body = answer(site, f"{form}?{facet}={hidden}")
    assert (status, headers, body.replace(hidden.encode(), unknown.encode())) == answer(site, f"{form}?{facet}={unknown}")
    assert status == 404


def test_no_page_names_what_is_hidden(site: Site) -> None:
    for path in SHOWN:
        body = site.get(path).content.decode()
        assert [name for name in NAMES if name in body] == [], path
