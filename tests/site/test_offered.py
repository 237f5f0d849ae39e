"""What a page says of pictures and files."""

import pytest

from dateline.record.content import File
from dateline.search.listing import Offered
from dateline.site.offered import Media, ShownPicture


def picture(**said: str) -> ShownPicture:
    file = File("0" * 64, "gauge.jpg", "image/jpeg", 1_000, "picture", **said)
    offered = Offered("/files/gauge.jpg", file)
    return ShownPicture(file, offered, offered, offered)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ({"title": "Staff gauge", "caption": "The gauge. It is white."}, "Staff gauge"),
        ({"caption": "The gauge. It is white."}, "The gauge"),
        ({"caption": "Boats at J. Bo’s landing. At dawn.", "alt": "Boats"}, "Boats at J. Bo’s landing"),
        ({"caption": "هل ارتفع الماء؟ نعم."}, "هل ارتفع الماء؟"),
        ({"alt": "A white gauge."}, "A white gauge"),
    ],
)
def test_a_picture_is_called_by_its_title_or_by_what_its_caption_says_first(said: dict[str, str], name: str) -> None:
    assert picture(**said).name == name


@pytest.mark.parametrize(("terms", "said"), [(["Free", "Free"], "Free"), (["Free", ""], ""), (["Free", "Ask us"], ""), ([], "")])
def test_terms_are_said_once_where_all_pictures_have_the_same(terms: list[str], said: str) -> None:
    told = Media("", None, tuple(picture(licence=one) for one in terms), (), (), (), "en").terms
    assert (told.licence if told else "") == said
