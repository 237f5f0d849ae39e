"""What an archive's words become before they are a Release is what composing that Release makes of them."""

import json
import lzma
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.releases.compose import compose
from dateline.releases.models import Release
from dateline.releases.words import words

BODIES = [
    *(
        "",
        "  ",
        "<script>x</script>",
        "<p>One</p>",
        "\n<p>One</p>\n\n<p>Two</p>  ",
        "Bo & Sons",
        "<p>\x0bÉté\u0301</p>",
        "<p><br></p>\n<p></p>",
    ),
    '<p class="a" onclick="x()">Text <a href="/x" linktype="page" id="3">here</a></p><embed embedtype="media" url="x"/>',
    "<table><caption>C</caption><tr><th>A<td>B</table><ul><li>One<li>Two</ul>",
]
PARAGRAPHS = ["", "Forty took part.", "VIENNA, 18 July 2022 – Forty took part.", "WASHINGTON – Two men.", "BAR, 3 May  –Text  "]


def same(paragraph: str, body: str) -> None:
    ready = words(paragraph, body)
    fields = {"title": "T", "language": "en", "zone": "UTC", "source": "x", "dateline": ready.opening, "lead": ready.lead}
    release = Release(**fields, body=[("text", ready.kept)] if body else [])
    assert compose(release, ready) == compose(release)
    assert ready.opening + ready.lead == paragraph


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("paragraph", PARAGRAPHS)
def test_words_made_beforehand_are_those_that_composing_makes(paragraph: str, body: str) -> None:
    same(paragraph, body)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from([*BODIES, "<p>", "</p>", "<b", "&lt;", "<td>", "\u00a0", " "]) | st.text(max_size=4), max_size=8).map("".join)
)
def test_whatever_a_body_holds(body: str) -> None:
    same("BAR – Text", body)


@pytest.mark.slow
def test_every_body_of_a_real_archive(shared: Path) -> None:
    with lzma.open(shared / "data" / "doj" / "doj-press-releases.jsonl.xz") as file:
        for line in list(file)[::10]:
            same("", json.loads(line)["body_html"])
