"""The terms of a picture on its form: the first language's in a field, the others a line each."""

import pytest

from dateline.media.models import Picture
from tests.desk.conftest import Desk
from tests.stories.test_media import picture

SENT = {"title": "Quay", "alt": "A quay.", "licence": "Free with credit"}


def test_the_desk_keeps_them_by_language(desk: Desk) -> None:
    one = picture(licence="Free")
    path = f"/desk/pictures/edit/{one.pk}/"
    assert "\nFree</textarea>" in desk.page(path) and "Licence in English" in desk.page(path)
    desk.sends(path, {**SENT, "licences_said": "fr: Libre, avec mention"})
    now = Picture.objects.get()
    assert (now.licence, now.licences) == ("Free with credit", {"en": "Free with credit", "fr": "Libre, avec mention"})
    assert "fr: Libre, avec mention" in desk.page(path)


@pytest.mark.parametrize(
    ("said", "why"),
    [("Libre", "write a language, a colon and the words"), ("en: Free", "English has a field of its own above.")],
)
def test_the_desk_says_what_is_wrong_with_a_line(desk: Desk, said: str, why: str) -> None:
    one = picture(licence="Free")
    page = desk.sends(f"/desk/pictures/edit/{one.pk}/", {**SENT, "licences_said": said}).content.decode()
    assert why in page and Picture.objects.get().licence == "Free"
