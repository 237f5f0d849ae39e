"""Labels of a file find their terms by any name, of now or of before, and an old item keeps the name of its day."""

import json
from pathlib import Path

from django.core.management import call_command

from dateline.desk.merge import merge
from dateline.ingest.terms import Terms
from dateline.record.models import Edition
from dateline.vocabularies.models import FormerName, FormerSlug, Topic
from tests.newsroom import Newsroom

PAGE = """Old news
Publishing date: 5 October 2012
Where we are: Mission
Text of it.

New news
Publishing date: 5 October 2022
Where we are: Mission
Text of it.
"""


def found(label: str) -> str:
    term = Terms("en").term("topic", label)
    return term.slug if term else ""


def test_a_label_is_found_in_any_language_and_by_former_names_and_addresses(newsroom: Newsroom) -> None:
    newsroom.term("topic", "Police work", labels={"en": "Police work", "fr": "Travail policier"})
    FormerName.objects.create(facet="topic", key="police-work", labels={"en": "Militia"}, until_on="2010-01-01")
    FormerSlug.objects.create(facet="topic", slug="policing", key="police-work")
    assert {found(label) for label in ("travail  POLICIER", "militia", "police-work", "policing")} == {"police-work"}
    assert found("Floods") == ""


def test_a_merged_terms_label_leads_to_the_other_unless_another_is_called_so_now(newsroom: Newsroom) -> None:
    newsroom.term("topic", "Policing")
    newsroom.term("topic", "Police work")
    merge(Topic.objects.get(slug="policing"), Topic.objects.get(slug="police-work"))
    assert found("Policing") == "police-work"
    Topic.objects.create(labels={"en": "Policing"})
    assert found("Policing") == "policing-2"


def test_an_imported_item_keeps_the_name_that_its_office_had(newsroom: Newsroom, tmp_path: Path) -> None:
    newsroom.term("office", "Programme Office")
    FormerName.objects.create(facet="office", key="programme-office", labels={"en": "Mission"}, until_on="2016-01-01")
    file = tmp_path / "page.txt"
    file.write_text(PAGE)
    call_command("import", str(file))
    contents = map(json.loads, Edition.objects.values_list("content", flat=True))
    said = {content["title"]: content["offices"][0]["label"] for content in contents}
    assert said == {"Old news": "Mission", "New news": "Programme Office"}
