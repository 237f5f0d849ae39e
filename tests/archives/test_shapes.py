"""A manifest's parts are of the kinds that they are declared to be, or the first that is not is named."""

from dataclasses import asdict

import pytest

from dateline.archives.copy import Member
from dateline.archives.manifest import Files, Manifest, Table
from dateline.archives.shapes import made

TABLE = Table("record.Item", "rows/record.Item.jsonl.gz", ("id", "state"), 2, "a" * 64, None)
WHOLE = Manifest("dateline 1", {"A": "b"}, 3, 2, 2, (TABLE,), Files(1, 9, "b" * 64), ("lost.jpg",), {})


def test_what_was_written_is_read_again() -> None:
    told = {**asdict(WHOLE), "tables": [{**asdict(TABLE), "fields": ["id", "state"]}], "lacking": ["lost.jpg"], "more": 1}
    assert made(Manifest, told) == WHOLE


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        ([], "it: '[]' is no object"),
        ({"name": "a", "bytes": 1}, "it: lacks sha256"),
        ({"name": 5, "bytes": 1, "sha256": ""}, "name: '5' is no text"),
        ({"name": "a", "bytes": True, "sha256": ""}, "bytes: 'True' is no count"),
        ({"name": "a", "bytes": -1, "sha256": ""}, "bytes: '-1' is no count"),
        ({"name": "a", "bytes": 1, "sha256": None}, "sha256: 'None' is no text"),
    ],
)
def test_what_is_another_thing_is_named(told: object, problem: str) -> None:
    with pytest.raises(ValueError) as refused:
        made(Member, told)
    assert str(refused.value) == problem
