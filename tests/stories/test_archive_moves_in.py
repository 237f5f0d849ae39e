"""An archive moves in: a small one of our own, and the real ones of ../shared with their independently counted answers."""

import io
import json
import lzma
import os
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.conf import settings
from django.core.management import call_command
from lxml import html

from dateline.record.content import Content
from dateline.record.models import Change, Item
from dateline.releases.models import Release
from dateline.site import pages
from dateline.vocabularies import lists
from dateline.vocabularies.slugs import slug_of
from tests.heads import ALTERNATE, alone, head, told_wrongly
from tests.newsroom import Newsroom

HEADS_EVERY = int(os.environ.get("HEADS_EVERY", "1"))
MAPPINGS = Path(__file__).parents[2] / "examples" / "mappings"
MAPPING = """
format: jsonl
language: en
zone: America/New_York
order: newest first
lead_from_body: true
fields:
  source: path
  title: title
  published: date
  type: {value: Press release}
  office: {field: "components[].name"}
  topic: {field: "topics[]"}
  reference: number
  body: {field: body_html, format: html}
  former: path
"""
ITEMS = [
    {"path": "/pr/3", "title": "Third", "date": "2018-04-13T00:00:00-04:00", "number": "18-3", "topics": ["Tax"], "components": []},
    {"path": "/pr/2", "title": "Second", "date": "2018-04-12T00:00:00-04:00", "topics": [], "components": [{"name": "Tax Division"}]},
    {
        "path": "/pr/1",
        "title": "First",
        "date": "2018-04-12T00:00:00-04:00",
        "topics": ["Tax", "Fraud, wire"],
        "components": [{"name": "A, B"}],
    },
]
BODY = '<p>WASHINGTON – Two men.</p><h2>More</h2><p onclick="x()">Text <script>alert(1)</script><a href="/x">here</a>.</p>'


def load(file: Path, *extra: str, mapping: Path, tmp: Path) -> dict[str, Any]:
    report = tmp / "report.json"
    try:
        call_command("import", str(file), "--mapping", str(mapping), "--report", str(report), *extra, stdout=io.StringIO())
    except SystemExit as exit:
        assert exit.code == 1
    return dict(json.loads(report.read_text()))


@pytest.fixture
def archive(tmp_path: Path) -> tuple[Path, Path]:
    file, mapping = tmp_path / "archive.jsonl", tmp_path / "mapping.yaml"
    file.write_text("".join(json.dumps({**item, "body_html": BODY}) + "\n" for item in ITEMS))
    mapping.write_text(MAPPING)
    return file, mapping


def test_an_archive_comes_in_whole(newsroom: Newsroom, archive: tuple[Path, Path], tmp_path: Path) -> None:
    report = load(archive[0], "--create-terms", mapping=archive[1], tmp=tmp_path)
    assert (report["imported"], report["refused"]) == (3, 0)
    assert newsroom.titles() == ["Third", "Second", "First"]
    first = newsroom.find("topic=fraud-wire")["releases"][0]
    assert (first["offices"], first["dateline"], first["lead"]) == (["a-b"], "WASHINGTON –", "Two men.")
    [main] = newsroom.tree(first["url"]).xpath("//main")
    assert main.xpath(".//h2[text()='More']") and not main.xpath(".//script | .//*[@onclick]") and "alert" not in main.text_content()


def test_old_addresses_lead_to_their_items_with_one_redirect(newsroom: Newsroom, archive: tuple[Path, Path], tmp_path: Path) -> None:
    load(archive[0], "--create-terms", mapping=archive[1], tmp=tmp_path)
    urls = {release["title"]: release["url"] for release in newsroom.find()["releases"]}
    for path in ("/pr/1", "/pr/1/"):
        answer = newsroom.get(path)
        assert (answer.status_code, answer["Location"]) == (301, urls["First"])
    assert newsroom.get("/pr/4").status_code == 404
    newsroom.withdraw(Release.objects.get(title="First"))
    assert newsroom.get("/pr/1")["Location"] == urls["First"] and newsroom.get(urls["First"]).status_code == 410


def test_a_second_run_changes_nothing_and_a_changed_line_is_the_next_edition(
    newsroom: Newsroom, archive: tuple[Path, Path], tmp_path: Path
) -> None:
    file, mapping = archive
    load(file, "--create-terms", mapping=mapping, tmp=tmp_path)
    assert load(file, "--create-terms", mapping=mapping, tmp=tmp_path)["unchanged"] == 3 and Change.objects.count() == 3
    file.write_text(file.read_text().replace("Third", "Third, corrected"))
    report = load(file, "--create-terms", mapping=mapping, tmp=tmp_path)
    assert (report["updated"], report["unchanged"]) == (1, 2)
    assert newsroom.titles()[0] == "Third, corrected"


def test_what_was_withdrawn_here_is_not_brought_back(newsroom: Newsroom, archive: tuple[Path, Path], tmp_path: Path) -> None:
    file, mapping = archive
    load(file, "--create-terms", mapping=mapping, tmp=tmp_path)
    newsroom.withdraw(Release.objects.get(title="Third"))
    file.write_text(file.read_text().replace("Third", "Third, again"))
    report = load(file, "--create-terms", mapping=mapping, tmp=tmp_path)
    assert report["refusals"][0]["problem"] == (
        "“Third, again” was withdrawn here, and an import does not bring it back. Publish it at the desk."
    )
    assert newsroom.titles() == ["Second", "First"]


def test_what_editors_wrote_since_is_not_overwritten(newsroom: Newsroom, archive: tuple[Path, Path], tmp_path: Path) -> None:
    file, mapping = archive
    load(file, "--create-terms", mapping=mapping, tmp=tmp_path)
    newsroom.corrects(Release.objects.get(title="Third"), lead="As the editor has it.")
    Release.objects.get(title="Second").save_revision()
    assert load(file, mapping=mapping, tmp=tmp_path)["unchanged"] == 3
    file.write_text(file.read_text().replace("Two men.", "Three men."))
    for extra, rest in (("--dry-run", 0), ("--create-terms", 0), ("--create-terms", 1)):
        report = load(file, extra, mapping=mapping, tmp=tmp_path)
        assert (report["updated"], report["unchanged"], report["refused"]) == (1 - rest, rest, 2)
    assert [(one["line"], one["problem"].partition(" since ")[0]) for one in report["refusals"]] == [
        (1, "“Third” was edited at the desk"),
        (2, "“Second” was edited at the desk"),
    ]
    assert [Content.read(item.current.content).lead for item in Item.objects.order_by("sequence")] == [
        "Three men.",
        "Two men.",
        "As the editor has it.",
    ]


def test_a_rehearsal_reports_what_the_import_then_does(newsroom: Newsroom, archive: tuple[Path, Path], tmp_path: Path) -> None:
    file, mapping = archive
    rehearsed = load(file, "--create-terms", "--dry-run", mapping=mapping, tmp=tmp_path)
    done = load(file, "--create-terms", mapping=mapping, tmp=tmp_path)
    assert (rehearsed.pop("dry_run"), rehearsed.pop("run"), done.pop("dry_run"), done.pop("run")) == (True, None, False, 1)
    assert rehearsed == done and done["counts"]["topic"]["fraud-wire"]["difference"] == 1


def in_every_form(newsroom: Newsroom, query: str) -> dict[str, dict[str, int]]:
    """facet -> value -> count, having seen that page, `.json` and `find` say the same."""
    found = newsroom.find(query)
    told = {facet: {one["value"]: one["count"] for one in options} for facet, options in found["facets"].items()}
    feed = json.loads(newsroom.get(f"/news.json?{query}").content)["_dateline"]
    page = html.fromstring(newsroom.get(f"/news/?{query}").content)
    shown = {name: {} for name in ("type", "office", "topic", "language")}
    for option in page.xpath("//input[@type='checkbox' and not(starts-with(@name, '-'))]"):
        shown[option.get("name")][option.get("value")] = int(option.xpath("ancestor::label//data/@value")[0])
    shown["year"] = {one.get("data-year"): int(one.get("value")) for one in page.xpath("//data[contains(@class, 'year')]")}
    assert feed["total"] == found["total"] == int(page.xpath("//data[@class='total']/@value")[0])
    for facet, counts in told.items():
        assert {one["value"]: one["count"] for one in feed["facets"][facet]} == counts
        assert {value: count for value, count in shown[facet].items() if value != "any"} == counts, facet
    return told


@pytest.mark.slow
def test_the_justice_departments_archive_has_every_count_right(newsroom: Newsroom, shared: Path, tmp_path: Path) -> None:
    right = json.loads((shared / "data" / "doj" / "expected.json").read_text())
    file = shared / "data" / "doj" / "doj-press-releases.jsonl.xz"
    report = load(file, "--create-terms", mapping=MAPPINGS / "doj.yaml", tmp=tmp_path)
    assert (report["imported"], report["refused"]) == (right["total"], 0)
    facets = newsroom.find()["facets"]
    for facet, counts, none in (("office", right["where"], right["no_where"]), ("topic", right["what"], right["no_what"])):
        assert {one["label"]: one["count"] for one in facets[facet]} == {**counts, "Not given": none}
    assert {one["value"]: one["count"] for one in facets["year"]} == right["by_year"]
    slug = {(facet, one["label"]): one["value"] for facet in ("office", "topic") for one in facets[facet]}
    for where, what, count in right["where_and_what"]:
        assert newsroom.find(f"office={slug['office', where]}&topic={slug['topic', what]}")["total"] == count
    for month, count in right["by_month"].items():
        assert newsroom.find(f"from={month}&to={month}")["total"] == count
    assert set(in_every_form(newsroom, "")["year"].values()) == set(right["by_year"].values())
    nothing_is_lost(newsroom, file)
    say_what_they_are(heads_of(newsroom, every=HEADS_EVERY), shared, tmp_path)
    changes = Change.objects.count()
    report = load(file, "--create-terms", mapping=MAPPINGS / "doj.yaml", tmp=tmp_path)
    assert (report["unchanged"], Change.objects.count()) == (right["total"], changes)


def heads_of(newsroom: Newsroom, *, every: int = 1) -> dict[str, str]:
    """What the page of each item says to machines, by its path; of every tenth alone, to be quicker."""
    with mock.patch.object(lists, "read", cache(lists.read)):  # nothing changes meanwhile
        items = Item.objects.select_related("current").order_by("sequence")
        paths = [pages.item_path(item, pages.addresses("en")) for item in items[::every]]
        return {path: head(newsroom.get(path).content.decode()) for path in paths}


def say_what_they_are(heads: dict[str, str], shared: Path, tmp_path: Path) -> None:
    (folder := tmp_path / "heads").mkdir()
    assert told_wrongly(heads.values(), shared, folder) == (len(heads), "") and alone(heads, settings.BASE_URL) == []


def nothing_is_lost(newsroom: Newsroom, file: Path) -> None:
    """Every reference, subtitle and attachment of the file is on its item, in `.json` too; every old path leads there with one 301."""
    counted: Counter[str] = Counter()
    items = {item.release_uuid: item for item in Item.objects.select_related("current")}
    sources = {release.source: items[release.uuid] for release in Release.objects.only("source", "uuid")}
    with lzma.open(file) as lines:
        for said in map(json.loads, lines):
            item = sources[said["path"]]
            content = Content.read(item.current.content)
            urls = [f"https://www.justice.gov{one['url']}" for one in said["attachments"]]
            assert [link.url for link in content.links] == urls and content.reference == (said["number"] or "")
            counted.update(references=bool(content.reference), subtitles=bool(content.subtitle), attachments=len(urls))
            answer = newsroom.get(said["path"])
            assert (answer.status_code, answer["Location"]) == (301, f"/news/{item.public_id}/{content.slug}/")
            if urls:
                [whole] = json.loads(newsroom.get(f"/news/{item.public_id}.json").content)["items"]
                assert [one["url"] for one in whole["attachments"]] == urls
    assert counted == {"references": 12_429, "subtitles": 2_039, "attachments": 1_641}


@pytest.mark.slow
def test_debians_stories_come_in_26_languages(newsroom: Newsroom, shared: Path, tmp_path: Path) -> None:
    right = json.loads((shared / "data" / "debian-multilingual" / "expected.json").read_text())
    file = shared / "data" / "debian-multilingual" / "debian-news-1997-2008.jsonl.xz"
    report = load(file, "--create-terms", mapping=MAPPINGS / "debian.yaml", tmp=tmp_path)
    assert report["read"] == right["total"] and report["refused"] == 1  # 08-11-2005 could be two days
    facets = newsroom.find("language=any")["facets"]
    counted = {one["value"]: one["count"] for one in facets["language"]}
    assert sum(counted.values()) == right["total"] - 1
    assert sum(abs(counted.get(tag, 0) - count) for tag, count in right["languages"].items()) == 1
    assert newsroom.find()["total"] == right["groups"]
    assert in_every_form(newsroom, "language=any")["language"] == counted
    in_every_form(newsroom, "")
    for kind, tag, count in right["type_and_language"]:
        refused = (kind, tag) == ("Weekly news", "es")  # 08-11-2005
        assert newsroom.find(f"type={slug_of(kind)}&language={tag}")["total"] == count - refused
    told_of_oddities(report, right)
    heads = heads_of(newsroom)
    say_what_they_are(heads, shared, tmp_path)
    assert max(len(ALTERNATE.findall(said)) for said in heads.values()) > 20


def told_of_oddities(report: dict[str, Any], right: dict[str, Any]) -> None:
    """Dates in fifteen shapes, translations with another date, the story without English: put right or refused, and said."""
    assert len(report["other_dates"]) == 23 and report["other_dates"][0]["date"] != report["other_dates"][0]["original_date"]
    assert [one["story"] for one in report["without_original"]] == right["no_english"]
    dates = [one for one in report["repaired"] if " was read as " in one]
    assert len(dates) == len(right["bad_dates"]) - report["refused"] + 1  # and 2003-19-11, whose shape is right


@pytest.mark.slow
def test_digital_govs_news_comes_in_but_the_one_without_a_title(newsroom: Newsroom, shared: Path, tmp_path: Path) -> None:
    right = json.loads((shared / "data" / "digitalgov" / "expected.json").read_text())
    file = shared / "data" / "digitalgov" / "digitalgov.jsonl.xz"
    report = load(file, "--create-terms", mapping=MAPPINGS / "digitalgov.yaml", tmp=tmp_path)
    assert [(one["line"], one["problem"]) for one in report["refusals"]] == [(1608, "has no title.")]
    facets = newsroom.find()["facets"]
    counted = {one["label"].casefold(): one["count"] for one in facets["topic"] if one["value"] != "none"}
    assert counted == dict(sum((Counter({label.casefold(): count}) for label, count in right["what"].items()), Counter()))
    none = next(one["count"] for one in facets["topic"] if one["value"] == "none")
    assert none == right["no_what"] - 1 and {one["label"]: one["count"] for one in facets["type"]} == {"News": 2078, "Event": 336}
    assert sum(one["count"] for one in facets["year"]) == right["total"] - 1
