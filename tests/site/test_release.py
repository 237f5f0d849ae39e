"""An item: its page, its other form, and what is left of it."""

import json
import re
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from lxml import html

from dateline.formats.table import FORMS
from dateline.record.erase import erase
from dateline.vocabularies.models import Contact, ReleaseType
from tests.hooks import text
from tests.newsroom import Newsroom
from tests.site.conftest import Site


def test_a_page_shows_the_whole_edition(site: Site) -> None:
    root = site.page(site.paths["trained"])
    assert text(root.xpath("//h1[@class='p-name']")[0]) == "Police trained <in> Bar"
    assert text(root.xpath("//*[contains(@class, 'p-summary')]")[0]) == "BAR, 5 October 2022 – Police trained <in> Bar: the lead."
    words = text(root.xpath("//*[contains(@class, 'e-content')]")[0])
    assert "The whole text." in words and "We trained & won." in words and "Ana Bo Chief" in words
    assert root.xpath("//time[@class='dt-published']/@datetime") == ["2022-10-05"]
    assert root.xpath("//link[@rel='canonical']/@href") == [f"http://127.0.0.1:8000{site.paths['trained']}"]


def test_labels_stand_in_the_items_own_order(site: Site) -> None:
    found = [(one.get("data-facet"), one.get("href")) for one in site.page(site.paths["trained"]).xpath("//a[@data-facet]")]
    assert [href for facet, href in found if facet == "topic"] == ["/news/?topic=water", "/news/?topic=rule-of-law", "/news/?topic=arts"]
    assert [href for facet, href in found if facet == "office"] == ["/news/?office=vienna", "/news/?office=bar"]
    assert ("type", "/news/?type=news") in found and ("language", "/news/?language=en") in found


@pytest.mark.parametrize(("prefix", "said", "marked"), [("", "6 October 2022", ["en"]), ("/fr", "6 octobre 2022", [])])
def test_the_day_over_a_title_is_in_the_pages_language(site: Site, prefix: str, said: str, marked: list[str]) -> None:
    [meta] = site.page(prefix + site.paths["french"]).xpath("//article/header/p[@class='meta']")
    assert text(meta).startswith(said) and meta.xpath("span/bdi/@lang") == marked


def test_an_item_in_arabic_stands_from_right_to_left_in_an_english_page(site: Site) -> None:
    root = site.page(site.paths["arabic"])
    assert (root.get("lang"), root.get("dir")) == ("en", "ltr")
    assert [(one.get("lang"), one.get("dir")) for one in root.xpath("//article")] == [("ar", "rtl")]
    assert {(one.get("lang"), one.get("dir")) for one in root.xpath("//article/aside | //article/div[@class='after']")} == {("en", "ltr")}


def test_versions_of_a_story_name_each_other(site: Site) -> None:
    for one, other, language in (("trained", "french", "fr"), ("french", "trained", "en")):
        links = site.page(site.paths[one]).xpath("//a[@hreflang and ancestor::article]")
        assert {(link.get("href"), link.get("lang")) for link in links} == {(site.paths[other], language)}


@pytest.mark.parametrize("end", ["", "/", "/wrong/", "/wrong", "//", "/Police-trained-in-bar/", "/police-trained-in-bar", "/é/", "/a%20b/"])
@pytest.mark.parametrize("prefix", ["", "/fr"])
def test_a_missing_or_wrong_slug_leads_to_the_right_one(site: Site, prefix: str, end: str) -> None:
    right = prefix + site.paths["trained"]
    answer = site.get(right.removesuffix("/police-trained-in-bar/") + end)
    assert (answer.status_code, answer["Location"]) == (301, right)
    assert site.get(right).status_code == 200


@pytest.mark.parametrize("end", ["/wrong-number/", "/anything/", "/", ""])
def test_a_withdrawn_item_keeps_title_date_and_reason_whatever_its_slug(site: Site, end: str) -> None:
    root = site.page(site.paths["wrong"].removesuffix("/wrong-number/") + end, 410)
    words = text(root.get_element_by_id("main"))
    assert "This item was withdrawn" in words and "Wrong number" in words and "1 November 2022" in words and "The number was 41." in words
    assert "the lead" not in words and root.xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_a_withdrawn_item_says_what_it_was_in_the_pages_language(newsroom: Newsroom) -> None:
    release = newsroom.published(type="Statement")
    ReleaseType.objects.update(labels={"en": "Statement", "fr": "Déclaration"})
    newsroom.withdraw(release)
    assert "Déclaration" in newsroom.get(f"/fr{newsroom.path(release)}").content.decode()


def test_a_withdrawn_item_names_whom_to_ask_while_the_public_knows_the_office(newsroom: Newsroom) -> None:
    vienna, bar = newsroom.term("office", "Vienna"), newsroom.term("office", "Bar")
    Contact.objects.create(office=bar, name="Ana Bo", telephone="+382 30 123")
    Contact.objects.create(office=vienna, name="Eva Mo", telephone="+43 1 234")
    newsroom.published("Boats", offices=["Vienna"])
    release = newsroom.published("Wrong number", offices=["Bar", "Vienna"])
    newsroom.withdraw(release)
    facts = html.document_fromstring(newsroom.get(newsroom.path(release)).content).xpath("//dl[@class='facts']/dd")
    assert [text(one) for one in facts] == ["Vienna", "+43 1 234"]


def test_of_a_retracted_item_only_reason_and_date_are_left(site: Site) -> None:
    answer = site.get(site.paths["never"])
    assert answer.status_code == 410 and b"It never happened." in answer.content
    assert b"Never true" not in answer.content and b"never-true" not in answer.content and b"2 November 2022" not in answer.content


def test_of_an_erased_item_no_word_is_left(newsroom: Newsroom) -> None:
    release = newsroom.published("Ana Bo is freed")
    path = newsroom.path(release)
    with transaction.atomic():
        erase(newsroom.item(release).public_id, note="By order of a court.")
    newsroom.settle()
    answer = newsroom.get(path)
    assert answer.status_code == 410 and b"By order of a court." in answer.content
    assert b"Ana Bo" not in answer.content and b"ana-bo" not in answer.content and newsroom.titles() == []


@pytest.mark.parametrize("form", [form for form, kind in FORMS.items() if kind.item])
@pytest.mark.parametrize("name", ["wrong", "never"])
def test_what_is_gone_is_gone_in_every_form(site: Site, name: str, form: str) -> None:
    site.newsroom.reader.raise_request_exception = False
    answer = site.get(site.form(name, form))
    assert (answer.status_code, answer["Content-Type"]) == (410, "application/problem+json")
    reason = {"wrong": "The number was 41.", "never": "It never happened."}[name]
    assert json.loads(answer.content)["detail"] == f"This item is no longer public. {reason}" and json.loads(answer.content)["title"]


def test_an_item_as_data_holds_its_whole_text(site: Site) -> None:
    answer = site.get(site.form("trained"))
    feed = json.loads(answer.content)
    assert answer["Content-Type"] == "application/feed+json; charset=utf-8" and len(feed["items"]) == 1
    assert "<p>The <b>whole</b> text.</p>" in feed["items"][0]["content_html"]
    assert "Police trained &lt;in&gt; Bar: the lead." in feed["items"][0]["content_html"]
    assert answer["Link"] == f'<http://127.0.0.1:8000{site.paths["trained"]}>; rel="canonical"'


@pytest.mark.parametrize("form", ["csv", "xml", "nothing"])
def test_a_form_that_does_not_exist_is_a_problem(site: Site, form: str) -> None:
    answer = site.get(site.form("trained", form))
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert json.loads(answer.content)["detail"] == "There is nothing at this address."


def test_a_page_links_to_its_other_forms(site: Site) -> None:
    answer = site.get(site.paths["trained"])
    own, *forms = answer["Link"].split(", ")
    assert own == f'<http://127.0.0.1:8000{site.paths["trained"]}>; rel="canonical"'
    told = [(name, kind.mime) for name, kind in FORMS.items() if kind.item]
    assert forms == [f'<http://127.0.0.1:8000{site.form("trained", name)}>; rel="alternate"; type="{mime}"' for name, mime in told]
    links = site.page(site.paths["trained"]).xpath("//*[@id='cite']//p[@class='links']/a/@href")
    assert links == [site.form("trained", name) for name, _ in told]


def test_an_item_as_text_holds_every_word_of_it(site: Site) -> None:
    answer = site.get(site.form("trained", "txt"))
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    said = answer.content.decode()
    wanted = [
        "News · 5 October 2022",
        "\n\nPolice trained <in> Bar\n\nVienna · Bar\n\nBAR, 5 October 2022 – Police trained <in> Bar: the lead.",
    ]
    wanted += ["The whole text.", "“We trained & won.”\n– Ana Bo, Chief", f"http://127.0.0.1:8000{site.paths['trained']}\nedition 1\n"]
    assert [part for part in wanted if part not in said] == []


def test_a_text_speaks_the_items_language_where_the_newsroom_does(site: Site) -> None:
    assert "6 octobre 2022" in (french := site.get(site.form("french", "txt")).content.decode()) and french.endswith("édition 1\n")
    assert site.get(f"/fr{site.form('trained', 'txt')}").content.decode().endswith("edition 1\n")
    assert site.get(f"/fr{site.form('arabic', 'txt')}").content.decode().endswith("édition 1\n")


def cited(page: Any) -> list[str]:
    return [text(one) for one in page.xpath("//*[@id='cite']//dd")]


def test_an_item_is_cited_in_words_and_as_files(site: Site) -> None:
    page, address = site.page(site.paths["trained"]), f"http://127.0.0.1:8000{site.paths['trained']}"
    assert cited(page) == [
        f"Newsroom. (2022, October 5). Police trained <in> Bar [News]. {address}",
        f"Newsroom. “Police trained <in> Bar.” News, October 5, 2022. {address}",
    ]
    assert [text(one) for one in page.xpath("//*[@id='cite']/p[@class='links']/a")] == ["JSON", "Plain text", "BibTeX", "RIS"]


def test_a_citation_speaks_the_items_language_where_the_newsroom_does(site: Site) -> None:
    page = site.page(site.paths["french"])
    assert "(2022, 6 octobre)" in cited(page)[0] and "« Policiers formés à Bar »." in cited(page)[1]
    assert page.xpath("//*[@id='cite']//dl/div/@lang") == ["fr", "fr"]
    assert "(2021, March 4)" in cited(site.page(site.paths["arabic"]))[0]


def test_a_citation_in_the_newsrooms_first_language_has_the_types_name_in_it(newsroom: Newsroom) -> None:
    path = newsroom.path(newsroom.published(type="News", title="Polisi wafunzwa", language="sw"))
    ReleaseType.objects.filter(slug="news").update(labels={"en": "News", "fr": "Actualité"})
    assert [("News" in one, "Actualité" in one) for one in cited(newsroom.tree(f"/fr{path}"))] == [(True, False)] * 2


def test_an_earlier_edition_is_cited_as_itself(newsroom: Newsroom) -> None:
    release = newsroom.corrects(newsroom.published(), "It was 41.", lead="Forty-one.")
    now, then = newsroom.tree(newsroom.path(release)), newsroom.tree(f"{newsroom.path(release)}editions/1/")
    assert not now.xpath("//*[@id='cite']//pre")
    [bibtex, ris] = [one.text_content() for one in then.xpath("//*[@id='cite']//pre")]
    assert f"{newsroom.path(release)}editions/1/}}" in bibtex and "UR  - " in ris


def test_history_leads_to_every_edition_but_the_one_that_is_read(newsroom: Newsroom) -> None:
    release = newsroom.corrects(newsroom.published(), "It was 41.", lead="Forty-one.")
    path = newsroom.path(release)
    links = "//*[@id='history']//b/a/@href"
    assert newsroom.tree(path).xpath(links) == [f"{path}editions/2/", f"{path}editions/1/"]
    assert newsroom.tree(f"{path}editions/1/").xpath(links) == [f"{path}editions/2/"]


def test_history_tells_every_public_act_the_latest_first(newsroom: Newsroom) -> None:
    release = newsroom.published()
    release.title = "Police trained in Budva"
    newsroom.publish(release)
    newsroom.withdraw(release)
    newsroom.publish(release)
    page = newsroom.get(newsroom.path(release)).content.decode().partition("<body")[2]
    acts = [page.index(word) for word in ("Restored", "Withdrawn", "Updated", "Published")]
    assert acts == sorted(acts) and "The number was wrong." in page and newsroom.edition(release).digest in page


def test_history_says_days_as_its_language_does(newsroom: Newsroom) -> None:
    release = newsroom.corrects(newsroom.published(), "It was 41.", lead="Forty-one.")
    page = " ".join(newsroom.tree(f"/fr{newsroom.path(release)}").xpath("string(//*[@id='history'])").split())
    assert re.search(r"Corrigé le \d+ \w+ 2026, \d\d:\d\d \(\w+\)\. It was 41\.", page) and "Publié le " in page


def test_what_is_related_says_nothing_as_if_it_were_the_items_own(newsroom: Newsroom) -> None:
    one = newsroom.published("Boats on the lake", type="News", topics=["Fishing"])
    newsroom.published("More boats on the lake", type="Statement", topics=["Fishing"])
    page = newsroom.tree(newsroom.path(one))
    assert page.xpath("//*[@class='after']/section/@id")[-3:] == ["history", "cite", "related"]
    assert page.xpath("//*[@id='related']//li//h3/a/text()") == ["More boats on the lake"]
    assert page.xpath("//*[@id='related']//li/p/span/text()") == ["Statement"]
    assert page.xpath("count(//*[contains(@class, 'h-entry')])") == 1 and not page.xpath("//*[@id='related']//@data-facet")


def test_an_old_item_says_its_age(site: Site) -> None:
    [notice] = site.page(site.paths["trained"]).xpath("//*[@class='notice age']")
    assert " years ago: it says what was so on that day." in text(notice)


def test_a_young_item_says_nothing_of_its_age(newsroom: Newsroom) -> None:
    assert not newsroom.tree(newsroom.path(newsroom.published())).xpath("//*[@class='notice age']")


@pytest.mark.parametrize(("prefix", "said"), [("", "Link to this quotation"), ("/fr", "Lien vers cette citation")])
def test_a_quotation_has_a_link_that_can_be_copied(site: Site, prefix: str, said: str) -> None:
    [link] = site.page(prefix + site.paths["trained"]).xpath("//figure[@id='quotation-1']//a[@class='here']")
    assert (link.get("href"), link.get("title"), text(link)) == ("#quotation-1", said, f"#{said}")


def test_the_lists_are_read_once_for_all_items_until_something_changes(newsroom: Newsroom) -> None:
    releases = [newsroom.published(f"Item {n}", topics=["Floods"]) for n in range(3)]
    newsroom.get(newsroom.path(releases[0]))
    with CaptureQueriesContext(connection) as asked:
        assert "Floods" in newsroom.get(newsroom.path(releases[1])).content.decode()
        newsroom.get(f"/news/{newsroom.item(releases[1]).public_id}.json")
    assert asked.captured_queries and not [one for one in asked.captured_queries if '"vocabularies_topic"' in one["sql"]]
    newsroom.withdraw(releases[2])
    with CaptureQueriesContext(connection) as asked:
        assert newsroom.get(newsroom.path(releases[1])).status_code == 200
    assert [one for one in asked.captured_queries if '"vocabularies_topic"' in one["sql"]]
