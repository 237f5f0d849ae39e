"""What is in the way of an archive, by number and name."""

import pytest

from dateline.archives import vacancy
from dateline.archives.kinds import KINDS
from dateline.archives.values import model_of
from dateline.record.models import FormerAddress, Item
from tests.newsroom import Newsroom


@pytest.mark.parametrize(("count", "phrase"), [(1, "1 former address"), (3, "3 former addresses")])
def test_one_and_several_are_called_as_they_should_be(newsroom: Newsroom, count: int, phrase: str) -> None:
    newsroom.published()
    item = Item.objects.get()
    FormerAddress.objects.bulk_create([FormerAddress(address=f"/old/{number}", item=item) for number in range(count)])
    assert phrase in list(vacancy.rows())


def test_no_kind_of_row_hisses_twice() -> None:
    plurals = [vacancy.called(model_of(kind.model), 2) for kind in KINDS if not kind.seeded]
    assert not [word for word in plurals if word.endswith(("ss", "xs", "zs", "chs", "shs"))] and "reference indexes" in plurals
