from pathlib import Path

import pytest

from dateline.ingest.mapped import row_of
from dateline.ingest.mapping import MappingError, read_mapping
from dateline.ingest.rows import Link, Refusal, Row

EXAMPLES = sorted((Path(__file__).parents[2] / "examples" / "mappings").glob("*.yaml"))
LEAST = "fields:\n  title: title\n  published: date\n"


def mapped(record: dict[str, object], mapping: str = LEAST) -> Row:
    row = row_of(record, 7, read_mapping(mapping, "m.yaml"), "UTC")
    assert isinstance(row, Row), row
    return row


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_the_examples_can_be_followed(file: Path) -> None:
    mapping = read_mapping(file.read_text(), file.name)
    assert {"title", "published", "source", "body"} <= set(mapping.parts) and mapping.format == "jsonl"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "m: is empty. A mapping begins with “fields:”."),
        ("fields: [", "m: line 1: is not YAML (expected the node content, but found '<stream end>')."),
        ("format: jsonl\n", "m: line 1: “fields” is missing: name there which field is the title, the date and so on."),
        ("fields:\n  title: t\n", "m: line 1: “published” is missing: every release has one."),
        (
            f"{LEAST}colour: red\n",
            "m: line 4: there is no “colour”. Known are fields, format, former_views, language, lead_from_body, order, terms, zone.",
        ),
        (f"{LEAST}zone: Mars\n", "m: line 4: “Mars” is not a zone such as Europe/Vienna."),
        (f"{LEAST}order: random\n", "m: line 4: “random” is neither “oldest first” nor “newest first”."),
        (f"{LEAST}  body: {{format: pdf, field: b}}\n", "m: line 4: “pdf” is no format of a body. Known are html, markdown, text."),
        (f"{LEAST}  body: {{}}\n", "m: line 4: “body” takes one of “field”, “value” and “template”."),
        (f"{LEAST}  topic: 'a..b'\n", "m: line 4: “a..b” is not a path such as components[].name."),
        (f"{LEAST}  offices: o\n", "m: line 4: there is no part “offices”. It is called “office”, however many labels it gives."),
        (f"{LEAST}  topic: 5\n", "m: line 4: “topic” takes the name of a field, or {field: ...} or {value: ...}."),
        (f"{LEAST}terms:\n  colour: {{}}\n", "m: line 5: “colour” takes pairs of labels for one of type, office, topic, language."),
    ],
)
def test_every_mistake_is_told_with_its_line_and_way_out(text: str, problem: str) -> None:
    with pytest.raises(MappingError) as refused:
        read_mapping(text, "m")
    assert str(refused.value) == problem


@pytest.mark.parametrize(
    "slip",
    [
        *("topic tags", "topic:tags", "topic: {field: tags", "topic: [tags", "topic: 'tags", 'topic: "tags'),
        *("topic: a: b", "topic: 'a' b", "- tags", "topic: @tags", "topic: !x"),
    ],
)
def test_a_slip_is_told_with_the_line_that_it_is_on(slip: str) -> None:
    with pytest.raises(MappingError, match="^m: line 4: is not YAML"):
        read_mapping(f"{LEAST}  {slip}\n  language: lang\n  story: group\n", "m")


def test_all_mistakes_are_told_at_once() -> None:
    with pytest.raises(MappingError) as refused:
        read_mapping(f"{LEAST}  colour: red\nzone: Mars\n", "m")
    assert len(str(refused.value).splitlines()) == 2


def test_paths_lead_into_lists_and_objects() -> None:
    mapping = f"{LEAST}  office: {{field: 'components[].name'}}\n  topic: 'topics[]'\n"
    row = mapped({"title": "T", "date": "2022-10-05", "components": [{"name": "A"}, {"name": "B, C"}, {}], "topics": ["x", ""]}, mapping)
    assert row.labels == {"type": (), "office": ("A", "B, C"), "topic": ("x",)} and not row.joined


def test_a_constant_a_template_a_prefix_and_a_translation() -> None:
    parts = "  type: {value: news}\n  source: {template: '{g}/{l}'}\n  former: {field: p, prefix: /old}\n"
    mapping = f"{LEAST}{parts}terms:\n  type: {{news: News}}\n"
    row = mapped({"title": "T", "date": "2022-10-05", "g": "a", "l": "fr", "p": "/x"}, mapping)
    assert (row.labels["type"], row.source, row.former) == (("News",), "a/fr", ("/old/x",))


def test_attachments_become_links() -> None:
    mapping = f"{LEAST}  attachments: {{field: 'files[]', prefix: 'https://a.example', title: t, url: u, media_type: m, size: n}}\n"
    row = mapped(
        {
            "title": "T",
            "date": "2022-10-05",
            "files": [{"t": "Report", "u": "/r.pdf", "m": "application/pdf", "n": 12}, {"t": "No address"}],
        },
        mapping,
    )
    assert row.links == (Link("https://a.example/r.pdf", "Report", "application/pdf", 12),)


@pytest.mark.parametrize(
    ("body", "lead", "rest"),
    [
        ("<p>WASHINGTON – <b>Two</b> men.</p><p>More.</p>", "WASHINGTON – Two men.", "<p>More.</p>"),
        ('<p>See <a href="/x">this</a>.</p><p>More.</p>', "", '<p>See <a href="/x">this</a>.</p><p>More.</p>'),
        ("<h2>Head</h2><p>More.</p>", "", "<h2>Head</h2><p>More.</p>"),
        ("Loose text <p>More.</p>", "", "Loose text <p>More.</p>"),
        ("", "", ""),
    ],
)
def test_the_first_paragraph_can_be_the_lead_where_nothing_is_lost(body: str, lead: str, rest: str) -> None:
    row = mapped({"title": "T", "date": "2022-10-05", "b": body}, f"lead_from_body: true\n{LEAST}  body: b\n")
    assert (row.paragraph, row.body) == (lead, rest)


def test_markdown_and_text_become_html() -> None:
    record = {"title": "T", "date": "2022-10-05", "b": "## Head\n\n{{< img x >}}Text & *more*.\n\n| a |\n|---|\n| 1 |"}
    row = mapped(record, f"{LEAST}  body: {{field: b, format: markdown}}\n")
    assert "<h2>Head</h2>" in row.body and "<em>more</em>" in row.body and "<table>" in row.body and "img" not in row.body
    assert row.repaired == ("body: shortcodes that only the old site knew were left out",)
    assert mapped({**record, "b": "One <\n\nTwo"}, f"{LEAST}  body: {{field: b, format: text}}\n").body == "<p>One &lt;</p><p>Two</p>"


def test_entities_in_titles_are_read() -> None:
    row = mapped({"title": "Weather.gov &#8211; a &amp; b", "date": "2022-10-05"})
    assert row.title == "Weather.gov – a & b" and len(row.repaired) == 1


def test_a_record_without_title_or_date_is_refused_by_line() -> None:
    mapping = read_mapping(LEAST, "m")
    assert isinstance(row_of({"date": "2022-10-05"}, 7, mapping, "UTC"), Refusal)
    refusal = row_of({"title": "T", "date": "soon"}, 8, mapping, "UTC")
    assert isinstance(refusal, Refusal) and (refusal.line, refusal.problem) == (
        8,
        "“T”: published: “soon” is not a date such as 2022-10-05.",
    )
