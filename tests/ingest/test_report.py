"""What an import did, for the screen and for --report."""

from collections import Counter

from dateline.ingest.report import Report
from dateline.ingest.rows import Refusal

REPORT = Report(
    file="page.txt",
    format="page",
    imported=3,
    updated=2,
    unchanged=1,
    refusals=[Refusal(17, "page:1", "“Title” has no publishing date.")],
    repaired=["page.txt is not UTF-8; it was read as Windows-1252."],
    unknown_terms={"topic": Counter({"Law": 2}), "office": Counter()},
    doubts={"topic": [(17, "dust and noise")]},
    before={"topic": {"water": 1}},
    after={"topic": {"water": 2, "arts": 1}},
)


def test_what_was_read_is_the_sum_of_what_became_of_it() -> None:
    data = REPORT.as_data()
    assert REPORT.read == data["read"] == data["imported"] + data["updated"] + data["unchanged"] + data["refused"] == 7


def test_a_report_has_the_keys_that_were_promised() -> None:
    data = REPORT.as_data()
    assert set(data) >= {"read", "imported", "updated", "unchanged", "refused", "refusals", "repaired", "unknown_terms", "counts"}
    assert data["refusals"] == [{"line": 17, "id": "page:1", "problem": "“Title” has no publishing date."}]
    assert data["unknown_terms"] == {"topic": {"Law": 2}}
    assert data["in_doubt"] == [{"line": 17, "facet": "topic", "label": "dust and noise"}]


def test_counts_stand_before_and_after_for_every_facet() -> None:
    counts = REPORT.as_data()["counts"]
    assert list(counts) == ["type", "office", "topic", "language", "year"]
    assert counts["topic"] == {"arts": {"before": 0, "after": 1}, "water": {"before": 1, "after": 2}} and counts["year"] == {}


def test_the_screen_says_all_of_it() -> None:
    assert REPORT.as_text().splitlines() == [
        "3 imported, 2 updated, 1 unchanged, 1 refused.",
        "line 17: “Title” has no publishing date.",
        "repaired: page.txt is not UTF-8; it was read as Windows-1252.",
        "topic unknown, left out (--create-terms makes them): Law (2)",
        "line 17: in doubt whether “dust and noise” is a topic of its own or the end of one with a comma",
    ]


def test_a_rehearsal_and_terms_that_were_made_are_said() -> None:
    lines = Report(dry_run=True, terms_created=True, unknown_terms={"topic": Counter({"Law": 2})}).as_text().splitlines()
    assert lines == ["A rehearsal: nothing was written.", "0 imported, 0 updated, 0 unchanged, 0 refused.", "topic made: Law (2)"]
