"""The list of every correction and withdrawal."""

import re

import pytest
from lxml import html

from dateline.record.models import Kind
from dateline.site.models import Newsroom as Settings
from tests.hooks import text
from tests.newsroom import Newsroom


def listed(newsroom: Newsroom, path: str = "/corrections/") -> list[str]:
    root = html.document_fromstring(newsroom.get(path).content)
    return [re.sub(r"\d{1,2} \w+ \d{4}", "DAY", text(one)) for one in root.xpath("//main//article")]


def test_an_empty_list_says_so(newsroom: Newsroom) -> None:
    answer = newsroom.get("/corrections/")
    assert answer.status_code == 200 and "Nothing has been corrected or withdrawn." in answer.content.decode()


def test_the_list_tells_corrections_and_withdrawals_the_latest_first(newsroom: Newsroom) -> None:
    one, two = newsroom.published("One"), newsroom.published("Two")
    newsroom.corrects(one, "It was 41.", lead="Forty-one.")
    newsroom.corrects(two, "A new day.", change_kind="update", lead="Later.")
    newsroom.withdraw(two, "It was not so.")
    assert listed(newsroom) == ["Withdrawal DAY Two It was not so.", "Correction DAY One It was 41. What changed"]
    newsroom.restore(two)
    assert listed(newsroom)[0] == "Withdrawal DAY Two It was not so. It is public again."


def test_of_a_retraction_there_is_date_and_reason_alone_whatever_was_said_before(newsroom: Newsroom) -> None:
    release = newsroom.published("Never true")
    release = newsroom.corrects(release, "It was the mayor.", lead="The mayor.")
    newsroom.withdraw(release, "It was never true.", Kind.RETRACTED)
    page = newsroom.get("/corrections/").content.decode()
    assert listed(newsroom) == ["Retraction DAY It was never true."]
    assert newsroom.item(release).public_id not in page and "never-true" not in page and "mayor" not in page


def test_the_newsroom_says_what_it_promises(newsroom: Newsroom) -> None:
    Settings(name="Newsroom", corrections_policy={"fr": "Nous corrigeons.", "en": "We put errors right."}).save()
    assert "We put errors right." in newsroom.get("/corrections/").content.decode()
    Settings(name="Newsroom", corrections_policy={"fr": "Nous corrigeons."}).save()
    assert '<p lang="fr" dir="ltr">Nous corrigeons.</p>' in newsroom.get("/corrections/").content.decode()


def test_every_page_leads_to_the_list(newsroom: Newsroom) -> None:
    assert 'href="/corrections/"' in newsroom.get("/").content.decode()


def test_twenty_stand_on_a_page(newsroom: Newsroom) -> None:
    release = newsroom.published()
    for number in range(21):
        release = newsroom.corrects(release, f"It was {number}.", lead=f"{number} took part.")
    assert len(listed(newsroom)) == 20 and listed(newsroom, "/corrections/?page=2") == [
        "Correction DAY Police trained in Bar It was 0. What changed"
    ]
    assert 'rel="next" href="/corrections/?page=2"' in newsroom.get("/corrections/").content.decode()
    assert newsroom.get("/corrections/?page=3").status_code == 404


@pytest.mark.parametrize("query", ["page=1", "x=1", "page=1&x=2", "page="])
def test_another_spelling_leads_to_the_one_address(query: str, newsroom: Newsroom) -> None:
    answer = newsroom.get(f"/corrections/?{query}")
    assert answer.status_code == (400 if query == "page=" else 301)
    assert query == "page=" or answer["Location"] == "/corrections/"


@pytest.mark.parametrize("page", ["0", "-1", "x", "1234567", "1.5"])
def test_what_is_no_page_is_named(page: str, newsroom: Newsroom) -> None:
    answer = newsroom.get(f"/corrections/?page={page}")
    assert answer.status_code == 400 and f"“{page}” is not a number from 1 on." in answer.content.decode()


@pytest.mark.parametrize(("prefix", "said"), [("", ("fr", "ltr")), ("/fr", (None, None))])
def test_a_note_stands_in_the_direction_of_its_own_language(newsroom: Newsroom, prefix: str, said: tuple[str | None, str | None]) -> None:
    newsroom.corrects(newsroom.published(language="fr"), "Ils étaient quarante et un.", lead="Quarante et un.")
    [note] = newsroom.tree(f"{prefix}/corrections/").xpath("//article/p[contains(., 'quarante et un')]")
    assert (note.get("lang"), note.get("dir")) == said


def test_a_retraction_does_not_tell_its_language(newsroom: Newsroom) -> None:
    newsroom.withdraw(newsroom.published(language="fr"), "C’était faux.", kind=Kind.RETRACTED)
    [note] = newsroom.tree("/corrections/").xpath("//article/p[contains(., 'faux')]")
    assert (note.get("lang"), note.get("dir")) == (None, "auto")
