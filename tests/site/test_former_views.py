"""An old site's filter addresses: one 301 to the view of now, whatever stands in them."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from dateline.ingest.mapping import MappingError, read_mapping
from dateline.releases.models import Release, ReleaseOffice, ReleaseTopic
from dateline.site.former_views import place_of
from dateline.site.models import FormerView
from dateline.vocabularies.models import FormerName, FormerSlug
from tests.newsroom import Newsroom

LEAST = "fields: {title: title, published: date}\n"
MAPPING = f"""{LEAST}
terms:
  office: {{Civil: Civil Division}}
former_views:
  - path: /news
    parameters:
      - {{name: "f[*]", prefix: "component:", is: office}}
      - {{name: "f[*]", prefix: "topic:", is: topic, terms: {{120: Water}}}}
      - {{name: year, is: year}}
      - {{name: keys, is: q}}
      - {{name: page, is: page, first: 0, size: 10}}
  - path: /opa/releases
    view: {{type: Press release}}
    parameters: [{{name: lang, is: language}}]
  - path: "/what/{{topic}}/"
  - path: "/topics/{{topic}}"
"""


@pytest.fixture
def newsroom(newsroom: Newsroom) -> Newsroom:
    """A newsroom of one old item, a hidden office, and rules."""
    release = Release(title="Old", lead="Text.", type=newsroom.term("type", "Press release"))
    release.release_offices = [ReleaseOffice(office=newsroom.term("office", "Civil Division"), sort_order=0)]
    release.release_topics = [ReleaseTopic(topic=newsroom.term("topic", "Water"), sort_order=0)]
    newsroom.imported([(release, date(2012, 5, 1))])
    newsroom.draft(offices=["Hidden Division"])
    FormerName.objects.create(facet="topic", key="water", labels={"en": "Rivers"}, until_on="2010-01-01")
    FormerSlug.objects.create(facet="topic", key="water", slug="lakes")
    for rule in read_mapping(MAPPING, "m").former_views:
        FormerView.objects.create(path=rule["path"], rule=rule)
    return newsroom


@pytest.mark.parametrize(
    ("old", "now"),
    [
        ("/news?f[0]=component:Civil+Division", "/news/?office=civil-division"),
        ("/news/?f%5B0%5D=component%3Acivil%20division&page=0", "/news/?office=civil-division"),
        ("/news?page=3&f[1]=topic:120&f[0]=component:Civil", "/news/?office=civil-division&topic=water"),
        ("/news?utm_source=x&f[0]=topic:Water&sid=77", "/news/?topic=water"),
        ("/news?f[0]=component:Nobody&f[1]=topic:rivers", "/news/?topic=water"),
        ("/news?f[0]=component:Hidden+Division", "/news/"),
        ("/news?f[0]=component:Unheard+of", "/news/"),
        ("/news?keys=old+text&f[0]=", "/news/?q=old+text"),
        ("/news?keys=old&year=2012", "/news/?from=2012&to=2012&q=old"),
        ("/news?keys=old&year=twelve", "/news/?q=old"),
        ("/opa/releases", "/news/?type=press-release"),
        ("/opa/releases/?lang=en&x=y", "/news/?type=press-release&language=en"),
        ("/opa/releases?lang=fr", "/news/?type=press-release"),
        ("/what/water", "/news/?topic=water"),
        ("/what/lakes/", "/news/?topic=water"),
        ("/what/hidden-division/", "/news/"),
        ("/topics/Water/", "/news/?topic=water"),
        ("/topics/unheard-of/", "/news/"),
        ("/topics/hidden-division/", "/news/"),
    ],
)
def test_an_old_filter_leads_to_the_view_with_one_redirect(newsroom: Newsroom, old: str, now: str) -> None:
    answer = newsroom.get(old)
    assert (answer.status_code, answer["Location"]) == (301, now)
    assert newsroom.get(now).status_code == 200


@pytest.mark.parametrize(("path", "status", "where"), [("/what/a/b/", 404, ""), ("/news/?utm_source=x", 301, "/news/"), ("/opa", 404, "")])
def test_other_addresses_are_what_they_were(newsroom: Newsroom, path: str, status: int, where: str) -> None:
    answer = newsroom.get(path)
    assert (answer.status_code, answer.get("Location", "")) == (status, where)


@pytest.mark.parametrize(
    ("old", "said", "now"),
    [
        ("0", {"first": 0, "size": 10}, "1"),
        ("3", {"first": 0, "size": 10}, "2"),
        ("3", {}, "3"),
        ("0", {}, "1"),
        ("x", {}, ""),
        ("9" * 9, {}, ""),
    ],
)
def test_a_page_is_the_one_that_its_first_item_stands_on(old: str, said: dict[str, int], now: str) -> None:
    assert place_of(old, said) == now


@pytest.mark.parametrize(
    ("rules", "problem"),
    [
        ("{}", "line 2: “former_views” is a list of rules, each beginning with “- path:”."),
        ("[news]", "line 2: a rule has a “path”, and “parameters” or a “view”."),
        ("\n- {path: news}", "line 3: “news” is not a path of the old site such as /news; parameters stand under it."),
        ("\n- {path: '/news?x=1'}", "line 3: “/news?x=1” is not a path of the old site such as /news; parameters stand under it."),
        ("\n- {path: '/{place}'}", "“{place}” says nothing. Known are type, office, topic, language, year, from, to, q, sort, page."),
        ("\n- path: /news\n  colour: red", "line 4: a rule has no “colour”. Known are parameters, path, view."),
        ("\n- {path: /news, parameters: {}}", "“parameters” is a list, each beginning with “- {name: ..., is: ...}”."),
        ("\n- path: /n\n  parameters:\n  - name: f", "line 5: a parameter has a “name” and says what it “is”:"),
        ("\n- path: /n\n  parameters:\n  - {name: f, is: office, colour: red}", "line 5: a parameter has no “colour”."),
        ("\n- path: /n\n  parameters:\n  - {name: f, is: page, first: x}", "line 5: “first” is a number from 0 on."),
        ("\n- path: /n\n  parameters:\n  - {name: f, is: office, terms: []}", "line 5: “terms” takes pairs of the old site's value"),
        ("\n- {path: /n, view: {colour: red}}", "line 3: “view” takes pairs of one of type, office, topic,"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_rule_is_told_with_its_line(rules: str, problem: str) -> None:
    with pytest.raises(MappingError) as refused:
        read_mapping(f"{LEAST}former_views: {rules}\n", "m")
    assert problem in str(refused.value)


def test_an_address_kept_with_its_query_goes_before_any_rule(newsroom: Newsroom, tmp_path: Path) -> None:
    said: dict[str, Any] = {"source": "7", "title": "Seven", "published": "2012-05-02", "former": ["/?p=7", "/news?f[0]=topic:Water"]}

    (tmp_path / "x.jsonl").write_text(json.dumps(said))
    call_command("import", str(tmp_path / "x.jsonl"))
    path = newsroom.path(Release.objects.get(title="Seven"))
    assert newsroom.get("/?p=7")["Location"] == newsroom.get("/news?f[0]=topic:Water")["Location"] == path
    assert newsroom.get("/?p=8").status_code == 200
