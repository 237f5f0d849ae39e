"""What went wrong, said without more going wrong; and whether all is well."""

import json
import shutil

import pytest
from django.db import DatabaseError, connection
from django.http import HttpRequest
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from lxml import html

from dateline.record.models import Counters
from dateline.search.ground import Last
from dateline.search.parameters import Problem
from dateline.site import errors
from tests.newsroom import Newsroom
from tests.site.conftest import Site


def test_the_page_of_a_failure_needs_no_database() -> None:
    answer = errors.failed(HttpRequest())
    root = html.document_fromstring(answer.content)
    assert (answer.status_code, root.get("lang"), root.xpath("//h1")[0].text) == (500, "en", "Something went wrong here")
    assert b"Traceback" not in answer.content


@pytest.mark.parametrize("path", ["/", "/fr/news/"])
def test_a_failure_of_the_database_is_told_in_the_language_of_the_address(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise DatabaseError("disk I/O error")

    monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", broken)
    newsroom.reader.raise_request_exception = False
    answer = newsroom.get(path)
    root = html.document_fromstring(answer.content)
    assert (answer.status_code, root.get("lang")) == (500, "fr" if path.startswith("/fr") else "en")
    assert root.xpath("//link[@rel='stylesheet']") and "default-src 'none'" in answer["Content-Security-Policy"]
    assert root.xpath("//main//a/@href") == [path, *([f"{path[:3]}/", "/fr/news/"] if path.startswith("/fr") else ["/", "/news/"])]


def test_a_failure_has_the_name_that_was_known_last(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    name = html.document_fromstring(newsroom.get("/").content).xpath("string(//*[@class='lockup'])")
    with CaptureQueriesContext(connection) as asked:
        page = html.document_fromstring(errors.failed(RequestFactory().get("/fr/")).content)
    assert page.xpath("string(//*[@class='lockup'])") == name and not asked.captured_queries
    monkeypatch.setattr("dateline.site.models._kept", Last())
    page = html.document_fromstring(errors.failed(RequestFactory().get("/fr/")).content)
    assert page.xpath("string(//*[@class='lockup'])") == "Salle de presse"


@pytest.mark.parametrize(("asked", "again"), [("/news/?q=a", "/news/?q=a"), ("//evil.example/", "/evil.example/")])
def test_one_may_try_again_on_this_site_alone(asked: str, again: str) -> None:
    request = RequestFactory().get("/")
    request.path = request.path_info = asked.partition("?")[0]
    request.META["QUERY_STRING"] = asked.partition("?")[2]
    assert errors.again(request) == again


@pytest.mark.parametrize(
    ("query", "status", "rest"),
    [
        ("topic=law&from=2022-13-40", 400, ["/news/?topic=law"]),
        ("from=2022-13-40", 400, []),
        ("q=a&page=0&sort=best", 400, ["/news/?q=a"]),
        ("q=a&q=b&from=2022-13-40", 400, ["/news/?q=a"]),
        ("topic=law&topic=nothing", 404, ["/news/?topic=law"]),
        ("topic=nothing", 404, []),
        ("topic=law&page=9", 404, ["/news/?topic=law"]),
    ],
)
def test_what_is_right_in_an_address_is_kept_as_a_way_out(newsroom: Newsroom, query: str, status: int, rest: list[str]) -> None:
    newsroom.published(topics=["Law"])
    answer = newsroom.get(f"/news/?{query}")
    links = html.document_fromstring(answer.content).xpath("//main//p[@class='links']/a/@href")
    assert (answer.status_code, links) == (status, [*rest, "/news/"])


def test_whoever_asks_too_often_is_told_when_to_come_back(newsroom: Newsroom) -> None:
    answer = errors.too_many(RequestFactory().get("/fr/news/"), 30)
    root = html.document_fromstring(answer.content)
    assert (answer.status_code, answer["Retry-After"], root.get("lang")) == (429, "30", "fr")
    assert "30\u00a0secondes" in answer.content.decode() and root.xpath("//main//a/@href") == ["/fr/news/", "/fr/news.json", "/fr/news.csv"]


@pytest.mark.parametrize("status", [400, 404, 410, 429, 503])
def test_a_problem_is_told_to_programs(status: int) -> None:
    answer = errors.problem(status, [Problem("page", "0", "page: '0' is wrong"), Problem("q", "é", "q: no")])
    told = json.loads(answer.content)
    assert (answer.status_code, answer["Content-Type"], told["status"]) == (status, "application/problem+json", status)
    assert told["detail"] == "page: '0' is wrong q: no" and told["problems"][1] == {"parameter": "q", "value": "é", "message": "q: no"}


def test_an_address_that_leads_nowhere_offers_the_latest(site: Site) -> None:
    root = site.page("/nope/", 404)
    assert len(root.xpath("//*[contains(@class, 'h-entry')]")) == 5 and root.xpath("//form[@action='/news/']//input[@name='q']")
    assert site.page("/fr/nope/", 404).get("lang") == "fr"


@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
def test_health_is_200_and_not_a_word_more(site: Site, path: str) -> None:
    answer = site.get(path)
    assert (answer.status_code, answer.content, answer["Content-Length"]) == (200, b"", "0")


def test_without_an_index_what_needs_it_says_come_back(newsroom: Newsroom) -> None:
    newsroom.published(topics=["Law"])
    shutil.rmtree(newsroom.folder / "index")
    for path in ("/news/?q=police", "/topics/", "/topics/law/", "/offices/bar/"):
        answer = newsroom.get(path)
        assert (answer.status_code, answer["Retry-After"]) == (503, "30"), path
    problem = newsroom.get("/news.json")
    assert (problem.status_code, json.loads(problem.content)["detail"]) == (503, "The index is being built. Ask again in a minute.")
    ready = newsroom.get("/health/ready")
    assert (ready.status_code, ready.content, newsroom.get("/health/live").status_code) == (503, b"", 200)
    assert newsroom.get("/nope/").status_code == 404


def test_without_a_record_it_is_not_ready(newsroom: Newsroom) -> None:
    Counters.objects.all().delete()
    answer = newsroom.get("/health/ready")
    assert (answer.status_code, answer.content) == (503, b"")
